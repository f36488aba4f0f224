package io.privicore.device;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before connecting again: longer after every failure, up to a limit, and never the same for two devices,
 * so that a broker that comes back is not met by all at once.
 */
final class Pauses {

    private static final Duration FIRST = Duration.ofMillis(100);

    private final Duration longest;
    private Duration upTo;

    Pauses(Duration longest) {
        this.longest = longest;
        this.upTo = shorter(FIRST, longest);
    }

    void reset() {
        upTo = shorter(FIRST, longest);
    }

    Duration next() {
        long most = upTo.toMillis();
        upTo = shorter(upTo.multipliedBy(2), longest);
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
