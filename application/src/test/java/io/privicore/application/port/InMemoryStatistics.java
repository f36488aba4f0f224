package io.privicore.application.port;

import io.privicore.application.event.TransactionTally.Hour;
import io.privicore.application.query.Periods;
import io.privicore.application.query.TransactionCounts;
import io.privicore.domain.kernel.ProfileId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Counts in memory, which the outbox in memory adds to. */
public final class InMemoryStatistics implements Statistics {

    private final InMemoryDatabase database;

    public InMemoryStatistics(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public Map<Instant, TransactionCounts> count(ProfileId owner, Periods periods) {
        Map<Instant, TransactionCounts> sums = new HashMap<>();
        for (var row : database.transactionCounts.entries()) {
            if (isAmong(row.getKey(), owner, periods)) {
                sums.merge(periods.granularity().begin(row.getKey().start()), row.getValue(), TransactionCounts::plus);
            }
        }
        return sums;
    }

    private static boolean isAmong(Hour hour, ProfileId owner, Periods periods) {
        return hour.profile().equals(owner.value())
                && !hour.start().isBefore(periods.from())
                && hour.start().isBefore(periods.to());
    }
}
