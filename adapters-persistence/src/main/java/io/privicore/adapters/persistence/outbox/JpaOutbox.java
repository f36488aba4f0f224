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

    private static final String OLDEST = """
            select position, id, type, subject, profile_id, command_id, traceparent, time, data
            from outbox order by position limit ?
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
            if (!locked()) {
                return 0;
            }
            var oldest = sql.list(OLDEST, JpaOutbox::waiting, limit);
            if (!oldest.isEmpty()) {
                var events = oldest.stream().map(Waiting::event).toList();
                publisher.accept(events);
                // In the transaction that forgets them: told again after a failure, they still count once.
                statistics.add(events);
                sql.update("delete from outbox where position = any(?)", (Object)
                        oldest.stream().map(Waiting::position).toArray(Long[]::new));
            }
            return oldest.size();
        });
    }

    @Override
    public void onCommitted(Runnable listener) {
        sink.listen(listener);
    }

    private boolean locked() {
        return sql.first("select pg_try_advisory_xact_lock(?) as locked", row -> row.getBoolean("locked"), LOCK)
                .orElse(false);
    }

    private static Waiting waiting(ResultSet row) throws SQLException {
        return new Waiting(
                row.getLong("position"),
                new Outgoing(
                        Sql.uuid(row, "id"),
                        row.getString("type"),
                        row.getString("subject"),
                        Sql.uuid(row, "profile_id"),
                        Optional.ofNullable(row.getObject("command_id", UUID.class)),
                        Optional.ofNullable(row.getString("traceparent")),
                        requireNonNull(Sql.instant(row, "time")),
                        Json.read(row.getString("data"))));
    }

    private record Waiting(long position, Outgoing event) {}
}
