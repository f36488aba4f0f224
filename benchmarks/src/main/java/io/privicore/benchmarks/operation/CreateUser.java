package io.privicore.benchmarks.operation;

import io.privicore.benchmarks.load.Workload;
import io.privicore.benchmarks.load.Workload.Outcome;
import io.privicore.benchmarks.platform.Account;
import io.privicore.benchmarks.platform.Platform;
import io.privicore.benchmarks.platform.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A user of a directory, without a password, until the command is accepted. */
final class CreateUser implements Operation {

    @Override
    public String name() {
        return "create-user";
    }

    @Override
    public String limit() {
        return "postgres-commits";
    }

    @Override
    public Workload prepare(Platform platform, Wishes wishes) throws Exception {
        List<Organisation> organisations = new ArrayList<>();
        for (Account account : platform.accounts(wishes.profiles())) {
            organisations.add(Organisation.of(account));
        }
        AtomicInteger made = new AtomicInteger();
        return number -> {
            Organisation organisation = organisations.get(number % organisations.size());
            Wire wire = organisation.owner().wire();
            return new OneWire(wire, () -> {
                wire.post("/directory/create-user", organisation.user("made-" + made.incrementAndGet()))
                        .expect(202);
                return Outcome.DONE;
            });
        };
    }
}
