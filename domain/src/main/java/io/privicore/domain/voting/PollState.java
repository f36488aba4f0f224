package io.privicore.domain.voting;

import java.util.Locale;

/** Where a poll stands as a whole. */
public enum PollState {
    OPEN,
    APPROVED,
    REJECTED,
    /** No attempt reached its quorum in time. */
    FAILED,
    CANCELLED;

    /** As it stands on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for what no state is called */
    public static PollState ofWire(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
