package io.privicore.protocol.message;

import java.io.Serial;

/** Bytes that are no message: too short, too long, or out of bounds. The only thing decoding ever throws. */
public final class MalformedMessage extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    MalformedMessage(String message) {
        super(message, null, false, false);
    }
}
