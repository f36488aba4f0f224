package io.privicore.domain.audit;

import io.privicore.domain.kernel.Bytes;

/** A place in a trail: up to which number, and the hash that stands for everything up to there. */
public record Mark(long number, Bytes hash) {

    /** How long a SHA-256 is. */
    public static final int HASH = 32;

    /** Before the first entry. */
    public static final Mark START = new Mark(0, Bytes.wrap(new byte[HASH]));

    public Mark {
        if (number < 0 || hash.length() != HASH) {
            throw new IllegalArgumentException("Expected a number from 0 and a hash of %d bytes".formatted(HASH));
        }
    }
}
