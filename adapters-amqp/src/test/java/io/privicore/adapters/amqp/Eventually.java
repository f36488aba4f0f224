package io.privicore.adapters.amqp;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what comes by itself. */
final class Eventually {

    private static final Duration LONGEST = Duration.ofSeconds(15);

    private Eventually() {}

    static void that(BooleanSupplier holds) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("It did not come within " + LONGEST);
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }
}
