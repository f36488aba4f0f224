package io.privicore.protocol.key;

import java.io.Serial;

/** A public key that is not what it should be; the reason says how to tell the sender. */
public final class RefusedKey extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final Reason reason;

    RefusedKey(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    public enum Reason {
        /** Not of the right length, or not hexadecimal. */
        MALFORMED,
        /** Of a format this version does not know. */
        UNKNOWN_VERSION,
        /** Damaged on the way: the checksum is not that of the key. */
        CHECKSUM_MISMATCH,
        /** A point of small order (with it the shared secret is known to anybody), or no point of the curve at all. */
        WEAK
    }
}
