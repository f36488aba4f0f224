package io.privicore.benchmarks.operation;

import io.privicore.benchmarks.load.Workload;
import io.privicore.benchmarks.load.Workload.Outcome;
import io.privicore.benchmarks.platform.Account;
import io.privicore.benchmarks.platform.Channel;
import io.privicore.benchmarks.platform.Json;
import io.privicore.benchmarks.platform.Platform;
import io.privicore.benchmarks.platform.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A write command, until it is accepted or until its outcome arrives. */
record Reserve(String name, boolean untilOutcome) implements Operation {

    private static final String BODY = Json.of(Map.of("context", "benchmark", "ttl", 60));

    @Override
    public String limit() {
        return "postgres-commits";
    }

    @Override
    public Workload prepare(Platform platform, Wishes wishes) throws Exception {
        List<Account> accounts = platform.accounts(wishes.profiles());
        List<Channel> channels = new ArrayList<>();
        for (Account account : untilOutcome ? accounts : List.<Account>of()) {
            channels.add(Channel.join(account));
        }
        return new Workload() {
            @Override
            public Client client(int number) {
                Wire wire = accounts.get(number % accounts.size()).wire();
                return new OneWire(wire, () -> {
                    String id = wire.post("/data-token/reserve-token-space", BODY)
                            .expect(202)
                            .field("commandId");
                    if (untilOutcome) {
                        channels.get(number % channels.size()).success(id);
                    }
                    return Outcome.DONE;
                });
            }

            @Override
            public void close() {
                channels.forEach(Channel::close);
            }
        };
    }
}
