package io.privicore.protocol.session;

import java.io.Serial;

/** A frame that did not open. It is dropped and counted, never acted on. */
public final class UnopenedFrame extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    private final Reason reason;

    UnopenedFrame(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    public enum Reason {
        /** No frame at all, or one cut short. */
        MALFORMED,
        /** Sealed with a suite this version does not know. */
        UNKNOWN_SUITE,
        /** A frame of another kind than the one asked for. */
        WRONG_KIND,
        /** A frame of another session. */
        WRONG_SESSION,
        /** Meant for the other side. */
        WRONG_DIRECTION,
        /** Changed on the way, or sealed by somebody else, for somebody else, or under another key. */
        NOT_AUTHENTIC,
        /** Authentic, but of a type this version does not know. */
        UNKNOWN_TYPE,
        /** Authentic, but no message. */
        UNDECODABLE
    }
}
