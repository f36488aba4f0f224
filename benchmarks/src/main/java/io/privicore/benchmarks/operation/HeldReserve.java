package io.privicore.benchmarks.operation;

import io.privicore.benchmarks.load.Workload;
import io.privicore.benchmarks.load.Workload.Client;
import io.privicore.benchmarks.load.Workload.Outcome;
import io.privicore.benchmarks.platform.Json;
import io.privicore.benchmarks.platform.Platform;
import io.privicore.benchmarks.platform.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A write command that waits for a vote of devices which say yes by a rule, until its outcome arrives: measured from the
 * command on, or from the vote that decided.
 */
record HeldReserve(String name, boolean fromVote) implements Operation {

    private static final String BODY = Json.of(Map.of("context", "benchmark", "ttl", 60));

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
        List<Voters> groups = new ArrayList<>();
        for (int i = 0; i < wishes.groups(); i++) {
            groups.add(Voters.open(platform, wishes));
        }
        return new Workload() {
            @Override
            public Client client(int number) {
                Voters voters = groups.get(number % groups.size());
                return new Asking(voters, voters.account().wire(), wishes.clients());
            }

            @Override
            public void close() {
                groups.forEach(Voters::close);
            }
        };
    }

    private final class Asking implements Client {

        private final Voters voters;
        private final Wire wire;
        private final int polls;
        private long sinceVote;

        /** @param polls of the profile that may be younger than one that has just ended */
        Asking(Voters voters, Wire wire, int polls) {
            this.voters = voters;
            this.wire = wire;
            this.polls = polls;
        }

        @Override
        public Outcome once() throws Exception {
            String id = wire.post("/data-token/reserve-token-space", BODY)
                    .expect(202)
                    .field("commandId");
            voters.channel().success(id);
            if (fromVote) {
                Instant arrived = Instant.now();
                sinceVote = Duration.between(voters.decidedAt(wire, id, polls), arrived)
                        .toNanos();
            }
            return Outcome.DONE;
        }

        @Override
        public long counted(long whole) {
            return fromVote ? sinceVote : whole;
        }

        @Override
        public void close() {
            wire.close();
        }
    }
}
