package io.privicore.adapters.persistence.statistics;

import static java.util.Objects.requireNonNull;

import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.event.TransactionTally;
import io.privicore.application.event.TransactionTally.Hour;
import io.privicore.application.port.Outbox.Outgoing;
import io.privicore.application.port.Statistics;
import io.privicore.application.query.Periods;
import io.privicore.application.query.TransactionCounts;
import io.privicore.domain.kernel.ProfileId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Counts in PostgreSQL, one row for each profile and hour; longer periods are added up when they are asked for. */
@ApplicationScoped
public class JpaStatistics implements Statistics {

    private static final String ADD = """
            insert into transaction_count as before
                (profile_id, starts_at, reserved, exchanged, requested, updated, deleted, bytes_in, bytes_out)
            select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (profile_id, starts_at) do update set
                reserved = before.reserved + excluded.reserved,
                exchanged = before.exchanged + excluded.exchanged,
                requested = before.requested + excluded.requested,
                updated = before.updated + excluded.updated,
                deleted = before.deleted + excluded.deleted,
                bytes_in = before.bytes_in + excluded.bytes_in,
                bytes_out = before.bytes_out + excluded.bytes_out
            """;

    private static final String COUNT = """
            select date_trunc(?, starts_at, 'UTC') as period,
                sum(reserved)::bigint as reserved, sum(exchanged)::bigint as exchanged,
                sum(requested)::bigint as requested, sum(updated)::bigint as updated, sum(deleted)::bigint as deleted,
                sum(bytes_in)::bigint as bytes_in, sum(bytes_out)::bigint as bytes_out
            from transaction_count
            where profile_id = ? and starts_at >= ? and starts_at < ?
            group by period
            """;

    private final Sql sql;

    JpaStatistics(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Map<Instant, TransactionCounts> count(ProfileId owner, Periods periods) {
        return sql
                .list(
                        COUNT,
                        JpaStatistics::counted,
                        periods.granularity().wire(),
                        owner.value(),
                        periods.from(),
                        periods.to())
                .stream()
                .collect(Collectors.toMap(Counted::period, Counted::counts));
    }

    /** Adds what the events tell of, in one statement, in the present transaction. */
    public void add(List<Outgoing> events) {
        var sums = TransactionTally.of(events);
        if (sums.isEmpty()) {
            return;
        }
        var counts = sums.values();
        sql.update(
                ADD,
                sums.keySet().stream().map(Hour::profile).toArray(UUID[]::new),
                sums.keySet().stream()
                        .map(hour -> hour.start().atOffset(ZoneOffset.UTC))
                        .toArray(OffsetDateTime[]::new),
                column(counts, TransactionCounts::reserved),
                column(counts, TransactionCounts::exchanged),
                column(counts, TransactionCounts::requested),
                column(counts, TransactionCounts::updated),
                column(counts, TransactionCounts::deleted),
                column(counts, TransactionCounts::bytesIn),
                column(counts, TransactionCounts::bytesOut));
    }

    private static Long[] column(Collection<TransactionCounts> counts, ToLongFunction<TransactionCounts> value) {
        return counts.stream().mapToLong(value).boxed().toArray(Long[]::new);
    }

    private static Counted counted(ResultSet row) throws SQLException {
        return new Counted(
                requireNonNull(Sql.instant(row, "period")),
                new TransactionCounts(
                        row.getLong("reserved"),
                        row.getLong("exchanged"),
                        row.getLong("requested"),
                        row.getLong("updated"),
                        row.getLong("deleted"),
                        row.getLong("bytes_in"),
                        row.getLong("bytes_out")));
    }

    private record Counted(Instant period, TransactionCounts counts) {}
}
