package io.privicore.benchmarks.operation;

import io.privicore.benchmarks.load.Workload.Client;
import io.privicore.benchmarks.load.Workload.Outcome;
import io.privicore.benchmarks.platform.Wire;

/** A client with one connection of its own. */
record OneWire(Wire wire, Client turn) implements Client {

    @Override
    public Outcome once() throws Exception {
        return turn.once();
    }

    @Override
    public void close() {
        wire.close();
    }
}
