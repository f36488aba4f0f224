package io.privicore.adapters.persistence.access;

import static java.util.Objects.requireNonNull;

import io.privicore.adapters.persistence.tx.JpaUnitOfWork;
import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.port.SignInAttempts;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;

/**
 * Failed sign-ins in PostgreSQL: three are free, then a second that doubles, at most five minutes; fifteen minutes
 * without one and they are forgotten. A unit of work that is rolled back takes
 * what it counted with it.
 */
@ApplicationScoped
public class JpaSignInAttempts implements SignInAttempts {

    private static final Duration FORGOTTEN = Duration.ofMinutes(15);

    private static final String COUNT = """
            insert into sign_in_attempt as a (subject, failures, last_failed_at, blocked_until) values (?, 1, ?, ?)
            on conflict (subject) do update set
                failures = case when a.last_failed_at < ? then 1 else a.failures + 1 end,
                last_failed_at = excluded.last_failed_at,
                blocked_until = excluded.blocked_until + case
                    when a.last_failed_at < ? or a.failures < 3 then interval '0 seconds'
                    else least(300, power(2, least(a.failures - 3, 20))) * interval '1 second' end
            """;

    private static final String REFUSED = """
            update sign_in_attempt set refused_at = ?
            where subject = ? and (refused_at is null or refused_at < last_failed_at)
            """;

    /** A few at every failure, so that they never become many. */
    private static final String FORGET = """
            delete from sign_in_attempt where subject in (
                select subject from sign_in_attempt where last_failed_at < ?
                order by last_failed_at limit 10 for update skip locked)
            """;

    private final JpaUnitOfWork unit;
    private final Sql sql;

    JpaSignInAttempts(JpaUnitOfWork unit, Sql sql) {
        this.unit = unit;
        this.sql = sql;
    }

    @Override
    public Instant blockedUntil(String subject) {
        return sql.first(
                        "select blocked_until from sign_in_attempt where subject = ?",
                        row -> requireNonNull(Sql.instant(row, "blocked_until")),
                        subject)
                .orElse(Instant.EPOCH);
    }

    @Override
    public void failed(String subject, Instant now) {
        var forgotten = now.minus(FORGOTTEN);
        sql.update(COUNT, subject, now, now, forgotten, forgotten);
        // On its own: rows that are deleted in no order must not be locked together with those that are counted.
        unit.outside(() -> sql.update(FORGET, forgotten));
    }

    @Override
    public boolean refused(String subject, Instant now) {
        return sql.update(REFUSED, now, subject) > 0;
    }

    @Override
    public void succeeded(String subject) {
        sql.update("delete from sign_in_attempt where subject = ?", subject);
    }
}
