package io.privicore.domain.token;

import java.time.Duration;

/** How long a reservation waits for its data, in minutes: 1–{@value #MAX}. */
public record Ttl(int minutes) {

    public static final int MAX = 1440;
    public static final Ttl DEFAULT = new Ttl(5);

    public Ttl {
        if (minutes < 1 || minutes > MAX) {
            throw new IllegalArgumentException("Expected a ttl of 1 to %d minutes, but got %d".formatted(MAX, minutes));
        }
    }

    public Duration duration() {
        return Duration.ofMinutes(minutes);
    }
}
