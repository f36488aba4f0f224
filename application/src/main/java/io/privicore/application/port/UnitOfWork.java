package io.privicore.application.port;

import io.privicore.application.command.CommandId;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.ProfileId;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One database transaction: everything saved inside becomes durable together, events included, or nothing does. What
 * the work throws rolls it back and is thrown on. The database being away is a {@code DATABASE_UNAVAILABLE} refusal.
 */
public interface UnitOfWork {

    /** How often {@link #insist} begins. */
    int MOST_ATTEMPTS = 8;

    /**
     * Runs the work in a transaction of its own, which must not be inside another.
     *
     * @throws Stale when something saved had been changed by somebody else meanwhile; the caller starts again
     */
    <T> T run(Origin origin, Supplier<T> work);

    /** The same, started again a few times where somebody else was faster; what it does must bear that. */
    default <T> T insist(Origin origin, Supplier<T> work) {
        for (int i = 1; ; i++) {
            try {
                return run(origin, work);
            } catch (Stale stale) {
                if (i == MOST_ATTEMPTS) {
                    throw stale;
                }
            }
        }
    }

    /** Runs the action once the present transaction has been committed; never if it is rolled back. */
    void afterCommit(Runnable action);

    /** Where changes come from; it goes into the events they make. */
    record Origin(
            Optional<ProfileId> actor,
            Optional<CommandId> command,
            Optional<ApplicationId> application,
            Optional<String> traceparent) {

        /** What the platform does of its own accord: deadlines, reports of devices. */
        public static final Origin ENGINE =
                new Origin(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        public static Origin of(CommandId command) {
            return new Origin(Optional.empty(), Optional.of(command), Optional.empty(), Optional.empty());
        }
    }

    /** Somebody else was faster. */
    final class Stale extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public Stale(String what) {
            super(what, null, false, false);
        }
    }
}
