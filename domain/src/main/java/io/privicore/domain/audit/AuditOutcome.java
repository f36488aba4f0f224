package io.privicore.domain.audit;

import java.util.Arrays;
import java.util.Locale;

/** What an entry says became of an operation. */
public enum AuditOutcome {
    /** It has begun; another entry tells how it ended. */
    ACCEPTED,
    /** It waits for votes; another entry tells how it ended. */
    HELD,
    /** The votes agreed that it may be asked again, and nothing more was done. */
    AGREED,
    SUCCEEDED,
    REJECTED;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static AuditOutcome ofWire(String wire) {
        return Arrays.stream(values())
                .filter(outcome -> outcome.wire().equals(wire))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("Expected accepted, held, agreed, succeeded or rejected"));
    }
}
