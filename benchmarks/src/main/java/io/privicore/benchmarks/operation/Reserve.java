package io.privicore.benchmarks.operation;

import io.privicore.benchmarks.load.Workload;
import io.privicore.benchmarks.load.Workload.Outcome;
import io.privicore.benchmarks.platform.Account;
import io.privicore.benchmarks.platform.Channel;
import io.privicore.benchmarks.platform.Json;
import io.privicore.benchmarks.platform.Platform;
import io.privicore.benchmarks.platform.Role;
import io.privicore.benchmarks.platform.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A write command, until it is accepted or until its outcome arrives.
 *
 * @param policies active ones of the profile, none of which applies
 */
record Reserve(String name, boolean untilOutcome, int policies) implements Operation {

    private static final String BODY = Json.of(Map.of("context", "benchmark", "ttl", 60));

    @Override
    public String limit() {
        return "postgres-commits";
    }

    @Override
    public Workload prepare(Platform platform, Wishes wishes) throws Exception {
        List<Account> accounts = platform.accounts(wishes.profiles());
        for (Account account : accounts) {
            guard(account);
        }
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

    /** Half of the policies are about other operations, half about this one with a context that it does not have. */
    private void guard(Account account) throws IOException, InterruptedException {
        if (policies == 0) {
            return;
        }
        try (Wire wire = account.wire()) {
            String device = account.device(wire, "voter");
            account.command(wire, Role.AUTHENTICATOR.registration(), Map.of("deviceIdentifier", device));
            for (int i = 0; i < policies; i++) {
                Policy policy = i % 2 == 0
                        ? new Policy("other-operation-" + i, "data-token.delete", Map.of())
                        : new Policy("other-context-" + i, "data-token.reserve", Map.of("context", "other " + i));
                policy.activate(account, wire);
            }
        }
    }
}
