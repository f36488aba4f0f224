package io.privicore.benchmarks.operation;

import io.privicore.benchmarks.load.Workload;
import io.privicore.benchmarks.load.Workload.Outcome;
import io.privicore.benchmarks.platform.Account;
import io.privicore.benchmarks.platform.Platform;
import io.privicore.benchmarks.platform.Wire;
import java.util.ArrayList;
import java.util.List;

/**
 * The smallest thing that needs a token.
 *
 * @param delegated whether an application asks, with an access token that the profile granted it
 */
record AuthenticatedRead(String name, boolean delegated) implements Operation {

    @Override
    public String limit() {
        return "empty";
    }

    @Override
    public Workload prepare(Platform platform, Wishes wishes) throws Exception {
        List<Account> accounts = new ArrayList<>();
        for (Account account : platform.accounts(wishes.profiles())) {
            accounts.add(delegated ? account.delegate("profile:read") : account);
        }
        return number -> {
            Wire wire = accounts.get(number % accounts.size()).wire();
            return new OneWire(wire, () -> {
                wire.get("/profile/retrieve-profile-id").expect(200);
                return Outcome.DONE;
            });
        };
    }
}
