package io.privicore.benchmarks.operation;

import io.privicore.benchmarks.load.Workload;
import io.privicore.benchmarks.load.Workload.Outcome;
import io.privicore.benchmarks.platform.Account;
import io.privicore.benchmarks.platform.Platform;
import io.privicore.benchmarks.platform.Wire;
import java.util.List;

/** A username and a password for a token. */
final class SignIn implements Operation {

    @Override
    public String name() {
        return "sign-in";
    }

    @Override
    public String limit() {
        return "argon2id";
    }

    @Override
    public Workload prepare(Platform platform, Wishes wishes) throws Exception {
        List<Account> accounts = platform.accounts(wishes.profiles());
        return number -> {
            Account account = accounts.get(number % accounts.size());
            Wire wire = platform.wire();
            return new OneWire(wire, () -> {
                platform.signIn(wire, account.username(), account.password());
                return Outcome.DONE;
            });
        };
    }
}
