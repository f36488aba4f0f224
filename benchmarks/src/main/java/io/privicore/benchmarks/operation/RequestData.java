package io.privicore.benchmarks.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.privicore.benchmarks.load.Workload;
import io.privicore.benchmarks.load.Workload.Outcome;
import io.privicore.benchmarks.platform.Json;
import io.privicore.benchmarks.platform.Platform;
import io.privicore.benchmarks.platform.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A token for its data, until the payload arrives; that it is the right one is checked. */
final class RequestData implements Operation {

    private static final int TOKENS = 256;

    @Override
    public String name() {
        return "request-data";
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
        List<String> bodies = new ArrayList<>();
        try (Wire wire = storage.account().wire()) {
            for (String temporary : storage.reserved(TOKENS, wishes.clients())) {
                bodies.add(Json.of(Map.of("token", storage.exchange(wire, temporary))));
            }
        }
        return new Workload() {
            @Override
            public Client client(int number) {
                return new Requesting(storage, storage.account().wire(), bodies, number);
            }

            @Override
            public void close() {
                storage.close();
            }
        };
    }

    private static final class Requesting implements Workload.Client {

        private final Storage storage;
        private final Wire wire;
        private final List<String> bodies;
        private int next;

        Requesting(Storage storage, Wire wire, List<String> bodies, int first) {
            this.storage = storage;
            this.wire = wire;
            this.bodies = bodies;
            this.next = first;
        }

        @Override
        public Outcome once() throws Exception {
            String id = wire.post("/data-token/request-data", bodies.get(next++ % bodies.size()))
                    .expect(202)
                    .field("requestId");
            JsonNode message = storage.channel().success(id);
            if (message.path("output_type").asInt() == 0
                    && !message.path("body").asText().equals(storage.data())) {
                throw new IOException("Expected the data that was stored, but got other");
            }
            return Outcome.DONE;
        }

        @Override
        public void close() {
            wire.close();
        }
    }
}
