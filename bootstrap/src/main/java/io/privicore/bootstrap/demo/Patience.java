package io.privicore.bootstrap.demo;

import io.privicore.bootstrap.client.ClientFailure;
import java.time.Duration;
import java.util.concurrent.Callable;

/** Looks again and again until something is so. */
final class Patience {

    static final Duration LONGEST = Duration.ofSeconds(60);

    private static final Duration PAUSE = Duration.ofMillis(30);

    private Patience() {}

    static void until(String expected, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new ClientFailure(
                        "Expected that " + expected + ", but it did not happen within " + LONGEST.toSeconds() + " s.");
            }
            Thread.sleep(PAUSE);
        }
    }
}
