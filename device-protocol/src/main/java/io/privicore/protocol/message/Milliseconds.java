package io.privicore.protocol.message;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times on the wire have milliseconds, so those in memory have no more, and equal what comes back. */
final class Milliseconds {

    private Milliseconds() {}

    static Instant of(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }
}
