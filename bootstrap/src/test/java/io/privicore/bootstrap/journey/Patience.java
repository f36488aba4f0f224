package io.privicore.bootstrap.journey;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** The one way to wait: ask again until the answer is there or the deadline has passed. */
final class Patience {

    /** For what a loaded machine does late, but does. */
    static final Duration LONG = Duration.ofSeconds(90);

    private static final long PAUSE_NANOS = 20_000_000;

    private Patience() {}

    static void until(String what, Callable<Boolean> holds) {
        await(what, LONG, () -> holds.call() ? Optional.of(true) : Optional.empty());
    }

    static <T> T await(String what, Callable<Optional<T>> probe) {
        return await(what, LONG, probe);
    }

    static <T> T await(String what, Duration longest, Callable<Optional<T>> probe) {
        long deadline = System.nanoTime() + longest.toNanos();
        while (true) {
            Optional<T> found = ask(what, probe);
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("Waited " + longest.toSeconds() + " s in vain for " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static <T> Optional<T> ask(String what, Callable<Optional<T>> probe) {
        try {
            return probe.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError("While waiting for " + what, e);
        }
    }
}
