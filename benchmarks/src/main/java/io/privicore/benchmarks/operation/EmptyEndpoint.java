package io.privicore.benchmarks.operation;

import io.privicore.benchmarks.load.Workload;
import io.privicore.benchmarks.load.Workload.Outcome;
import io.privicore.benchmarks.platform.Platform;
import io.privicore.benchmarks.platform.Wire;

/** The least that a request can cost, to server and load client together. It is the limit of all others over HTTP. */
final class EmptyEndpoint implements Operation {

    private static final String PATH = "/q/health/live";

    @Override
    public String name() {
        return "empty";
    }

    @Override
    public String limit() {
        return "";
    }

    @Override
    public Workload prepare(Platform platform, Wishes wishes) {
        return number -> {
            Wire wire = platform.wire();
            return new OneWire(wire, () -> {
                wire.get(PATH).expect(200);
                return Outcome.DONE;
            });
        };
    }
}
