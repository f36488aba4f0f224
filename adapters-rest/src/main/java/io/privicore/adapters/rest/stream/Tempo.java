package io.privicore.adapters.rest.stream;

import java.time.Duration;

/**
 * How fast a client goes on. It may do nothing for a while, and in all the time that it is waited for it must move so many
 * bytes a second; time in which it waits for the engine is not its own. For the thread that waits.
 */
public final class Tempo {

    private final Duration idle;
    private final long rate;
    private long waited;
    private long moved;

    /** @param rate least bytes a second, over stretches of waiting that are as long as it may do nothing */
    Tempo(Duration idle, long rate) {
        this.idle = idle;
        this.rate = rate;
    }

    public static Tempo of(StreamSettings settings) {
        return new Tempo(settings.idleTimeout(), settings.leastRate());
    }

    /** How long it may be waited for without a sign. */
    long patience() {
        return idle.toNanos();
    }

    Stalled stalled() {
        return new Stalled("Expected the client to go on within %d ms, but it did not".formatted(idle.toMillis()));
    }

    void moved(int bytes) {
        moved += bytes;
    }

    /** The client was waited for, and then went on. */
    void waited(long nanos) throws Stalled {
        waited += nanos;
        if (waited < idle.toNanos()) {
            return;
        }
        double seconds = waited / 1e9;
        if (moved < rate * seconds) {
            throw new Stalled("Expected at least %d bytes a second of the client, but it was waited for %.1f s with %d"
                    .formatted(rate, seconds, moved));
        }
        waited = 0;
        moved = 0;
    }
}
