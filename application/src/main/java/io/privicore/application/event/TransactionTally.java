package io.privicore.application.event;

import io.privicore.application.port.Outbox.Outgoing;
import io.privicore.application.query.Granularity;
import io.privicore.application.query.TransactionCounts;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Which events count as what in the statistics of data tokens, and how they are added up. */
public final class TransactionTally {

    private TransactionTally() {}

    /** What the events add to each profile's hours. Events that are not counted add nothing, not even an hour. */
    public static Map<Hour, TransactionCounts> of(List<Outgoing> events) {
        Map<Hour, TransactionCounts> sums = new LinkedHashMap<>();
        for (var event : events) {
            counts(event).ifPresent(counts -> sums.merge(hour(event), counts, TransactionCounts::plus));
        }
        return sums;
    }

    private static Optional<TransactionCounts> counts(Outgoing event) {
        return Optional.ofNullable(
                switch (event.type()) {
                    case "data-token.reserved" -> new TransactionCounts(1, 0, 0, 0, 0, 0, 0);
                    case "data-token.exchanged" -> new TransactionCounts(0, 1, 0, 0, 0, size(event), 0);
                    case "data-token.requested" -> new TransactionCounts(0, 0, 1, 0, 0, 0, 0);
                    case "data-token.updated" -> new TransactionCounts(0, 0, 0, 1, 0, size(event), 0);
                    case "data-token.deleted" -> new TransactionCounts(0, 0, 0, 0, 1, 0, 0);
                    case "data-token.delivered" -> new TransactionCounts(0, 0, 0, 0, 0, 0, size(event));
                    default -> null;
                });
    }

    private static long size(Outgoing event) {
        return event.data().get("size") instanceof Number size ? size.longValue() : 0;
    }

    private static Hour hour(Outgoing event) {
        return new Hour(event.profile(), Granularity.HOUR.begin(event.time()));
    }

    /** An hour of a profile. */
    public record Hour(UUID profile, Instant start) {}
}
