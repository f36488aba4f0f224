package io.privicore.benchmarks.operation;

import io.privicore.benchmarks.load.Workload;
import io.privicore.benchmarks.load.Workload.Outcome;
import io.privicore.benchmarks.platform.Platform;
import io.privicore.benchmarks.platform.Wire;
import java.util.Queue;

/** Data for a token, until the outcome arrives. The tokens are reserved before, so only the exchange is measured. */
final class Exchange implements Operation {

    @Override
    public String name() {
        return "exchange";
    }

    @Override
    public String limit() {
        return "broker-confirms";
    }

    @Override
    public boolean needsDevices() {
        return true;
    }

    @Override
    public Workload prepare(Platform platform, Wishes wishes) throws Exception {
        Storage storage = Storage.open(platform, wishes);
        Queue<String> reserved = storage.reserved(wishes.stockOrDefault(), wishes.clients());
        return new Workload() {
            @Override
            public Client client(int number) {
                Wire wire = storage.account().wire();
                return new OneWire(wire, () -> {
                    String token = reserved.poll();
                    if (token == null) {
                        return Outcome.NOTHING_LEFT;
                    }
                    storage.exchange(wire, token);
                    return Outcome.DONE;
                });
            }

            @Override
            public void close() {
                storage.close();
            }
        };
    }
}
