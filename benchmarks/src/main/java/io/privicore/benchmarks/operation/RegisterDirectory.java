package io.privicore.benchmarks.operation;

import io.privicore.benchmarks.load.Workload;
import io.privicore.benchmarks.load.Workload.Outcome;
import io.privicore.benchmarks.platform.Account;
import io.privicore.benchmarks.platform.Json;
import io.privicore.benchmarks.platform.Platform;
import io.privicore.benchmarks.platform.Wire;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** A directory, until the command is accepted. They stay, for what is measured next to have neighbours. */
final class RegisterDirectory implements Operation {

    /** Of one owner; the platform refuses more than a thousand. */
    private static final int A_PROFILE = 1_000;

    @Override
    public String name() {
        return "register-directory";
    }

    @Override
    public String limit() {
        return "postgres-commits";
    }

    @Override
    public Workload prepare(Platform platform, Wishes wishes) throws Exception {
        List<Account> owners = platform.accounts(wishes.clients());
        String mark = UUID.randomUUID().toString().substring(0, 8);
        AtomicInteger left = new AtomicInteger(wishes.stockOrDefault());
        return number -> {
            Wire wire = owners.get(number).wire();
            AtomicInteger made = new AtomicInteger();
            return new OneWire(wire, () -> {
                if (made.get() == A_PROFILE || left.getAndDecrement() <= 0) {
                    return Outcome.NOTHING_LEFT;
                }
                String name = "neighbour-%s-%d-%d".formatted(mark, number, made.incrementAndGet());
                wire.post("/directory/register", Json.of(Map.of("directoryName", name, "directoryShortName", name)))
                        .expect(202);
                return Outcome.DONE;
            });
        };
    }
}
