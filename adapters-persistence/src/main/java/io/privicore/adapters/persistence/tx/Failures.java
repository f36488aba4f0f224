package io.privicore.adapters.persistence.tx;

import io.privicore.application.port.UnitOfWork.Stale;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import jakarta.persistence.OptimisticLockException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import org.hibernate.StaleStateException;
import org.hibernate.exception.JDBCConnectionException;
import org.jspecify.annotations.Nullable;

/** What failures of the database mean to the application. */
final class Failures {

    /** Serialization failure, deadlock, and a new row whose key somebody else took first. */
    private static final Set<String> FASTER = Set.of("40001", "40P01", "23505");

    /** Too many connections, and the server going down or coming up. */
    private static final Set<String> AWAY = Set.of("53300", "57P01", "57P02", "57P03", "25006");

    private Failures() {}

    static Refusal unavailable() {
        return new Refusal(Reason.DATABASE_UNAVAILABLE, "Expected to reach the database, but it is away");
    }

    /** The failure as the application knows it: stale, unavailable, or as it is. */
    static RuntimeException translated(Throwable failure) {
        if (failure instanceof Stale || failure instanceof Refusal) {
            return (RuntimeException) failure;
        }
        var seen = new ArrayDeque<Throwable>();
        seen.add(failure);
        for (int depth = 0; depth < 32 && !seen.isEmpty(); depth++) {
            var next = seen.remove();
            var known = known(next);
            if (known != null) {
                return known;
            }
            if (next.getCause() != null) {
                seen.add(next.getCause());
            }
            seen.addAll(List.of(next.getSuppressed()));
        }
        return failure instanceof RuntimeException unknown ? unknown : new IllegalStateException(failure);
    }

    private static @Nullable RuntimeException known(Throwable failure) {
        return switch (failure) {
            case StaleStateException stale -> new Stale(String.valueOf(stale.getMessage()));
            case OptimisticLockException stale -> new Stale(String.valueOf(stale.getMessage()));
            case JDBCConnectionException _ -> unavailable();
            case SQLException sql -> known(sql);
            default -> null;
        };
    }

    private static @Nullable RuntimeException known(SQLException failure) {
        var state = failure.getSQLState();
        if (state == null) {
            // The pool's own: no connection came free, or none could be made, in time.
            return unavailable();
        }
        if (FASTER.contains(state)) {
            return new Stale("Expected to be alone, but somebody else was faster (" + state + ")");
        }
        return state.startsWith("08") || AWAY.contains(state) ? unavailable() : null;
    }
}
