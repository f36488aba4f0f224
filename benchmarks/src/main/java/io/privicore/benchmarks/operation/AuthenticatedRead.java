package io.privicore.benchmarks.operation;

import io.privicore.benchmarks.load.Workload;
import io.privicore.benchmarks.load.Workload.Outcome;
import io.privicore.benchmarks.platform.Account;
import io.privicore.benchmarks.platform.Platform;
import io.privicore.benchmarks.platform.Wire;
import java.util.List;

/** The smallest thing that needs a token. */
final class AuthenticatedRead implements Operation {

    @Override
    public String name() {
        return "authenticated-read";
    }

    @Override
    public String limit() {
        return "empty";
    }

    @Override
    public Workload prepare(Platform platform, Wishes wishes) throws Exception {
        List<Account> accounts = platform.accounts(wishes.profiles());
        return number -> {
            Wire wire = accounts.get(number % accounts.size()).wire();
            return new OneWire(wire, () -> {
                wire.get("/profile/retrieve-profile-id").expect(200);
                return Outcome.DONE;
            });
        };
    }
}
