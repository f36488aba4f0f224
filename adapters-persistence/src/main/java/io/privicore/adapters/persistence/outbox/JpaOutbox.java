package io.privicore.adapters.persistence.outbox;

import static java.util.Objects.requireNonNull;

import io.privicore.adapters.persistence.statistics.JpaStatistics;
import io.privicore.adapters.persistence.tx.JpaUnitOfWork;
import io.privicore.adapters.persistence.tx.Json;
import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.port.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Events in PostgreSQL on their way to the broker. An advisory lock admits one drain in the whole deployment. */
@ApplicationScoped
public class JpaOutbox implements Outbox {

    private static final long LOCK = 0x7072697669636f72L;

    /** One round trip: whoever holds the lock takes the oldest away, and gives them back by rolling back. */
    private static final String TAKE = """
            with oldest as (
                delete from outbox
                where (select pg_try_advisory_xact_lock(?))
                    and position = any(array(select position from outbox order by position limit ?))
                returning position, id, type, subject, profile_id, command_id, application_id, traceparent, time, data)
            select * from oldest order by position
            """;

    private final JpaUnitOfWork unit;
    private final OutboxSink sink;
    private final JpaStatistics statistics;
    private final Sql sql;

    JpaOutbox(JpaUnitOfWork unit, OutboxSink sink, JpaStatistics statistics, Sql sql) {
        this.unit = unit;
        this.sink = sink;
        this.statistics = statistics;
        this.sql = sql;
    }

    @Override
    public int drain(int limit, Consumer<List<Outgoing>> publisher) {
        return unit.transaction(() -> {
            var oldest = sql.list(TAKE, JpaOutbox::event, LOCK, limit);
            if (!oldest.isEmpty()) {
                publisher.accept(oldest);
                // In the transaction that forgets them: told again after a failure, they still count once.
                statistics.add(oldest);
            }
            return oldest.size();
        });
    }

    @Override
    public void onCommitted(Runnable listener) {
        sink.listen(listener);
    }

    private static Outgoing event(ResultSet row) throws SQLException {
        return new Outgoing(
                Sql.uuid(row, "id"),
                row.getString("type"),
                row.getString("subject"),
                Sql.uuid(row, "profile_id"),
                Optional.ofNullable(row.getObject("command_id", UUID.class)),
                Optional.ofNullable(row.getObject("application_id", UUID.class)),
                Optional.ofNullable(row.getString("traceparent")),
                requireNonNull(Sql.instant(row, "time")),
                Json.read(row.getString("data")));
    }
}
