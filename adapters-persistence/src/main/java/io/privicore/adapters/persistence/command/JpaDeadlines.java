package io.privicore.adapters.persistence.command;

import static java.util.Objects.requireNonNull;

import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.port.Deadlines;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** Deadlines in PostgreSQL; nodes that claim at once pass over each other's. */
@ApplicationScoped
public class JpaDeadlines implements Deadlines {

    private static final String SET = """
            insert into deadline (kind, subject, due_at) values (?, ?, ?)
            on conflict (kind, subject) do update set due_at = excluded.due_at
            """;

    private static final String BRING_FORWARD = """
            insert into deadline as d (kind, subject, due_at) values (?, ?, ?)
            on conflict (kind, subject) do update set due_at = excluded.due_at where excluded.due_at < d.due_at
            """;

    private static final String CLAIM = """
            with due as (
                select kind, subject, due_at from deadline where due_at <= ?
                order by due_at limit ? for update skip locked)
            update deadline d set due_at = ? from due
            where d.kind = due.kind and d.subject = due.subject
            returning d.kind, d.subject, due.due_at
            """;

    private final Sql sql;

    JpaDeadlines(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void set(Kind kind, UUID subject, Instant due) {
        sql.update(SET, kind.name(), subject, due);
    }

    @Override
    public void bringForward(Kind kind, UUID subject, Instant due) {
        sql.update(BRING_FORWARD, kind.name(), subject, due);
    }

    @Override
    public void clear(Kind kind, UUID subject) {
        sql.update("delete from deadline where kind = ? and subject = ?", kind.name(), subject);
    }

    @Override
    public List<Due> claim(int limit, Instant now, Instant retry) {
        return sql
                .list(
                        CLAIM,
                        row -> new Due(
                                Kind.valueOf(row.getString("kind")),
                                Sql.uuid(row, "subject"),
                                requireNonNull(Sql.instant(row, "due_at"))),
                        now,
                        limit,
                        retry)
                .stream()
                .sorted(Comparator.comparing(Due::due))
                .toList();
    }
}
