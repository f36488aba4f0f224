package io.privicore.domain.voting;

import io.privicore.domain.kernel.Bytes;
import java.time.Instant;
import java.util.Optional;

/**
 * What a device said, and how that can be shown later.
 *
 * @param reason in the voter's words, empty where none was given
 * @param castAt by the device's clock where the device signed, else by the engine's
 * @param signature under the device's pinned Ed25519 key; absent where the device showed its secret over HTTP instead
 */
public record Vote(Choice choice, String reason, Instant castAt, Optional<Signature> signature) {

    /**
     * Ed25519.
     *
     * @param key the device's public key at that time, 32 bytes, by which it can be checked after the device has another
     * @param value 64 bytes
     */
    public record Signature(Bytes key, Bytes value) {}

    /** Most characters of a reason. */
    public static final int LONGEST_REASON = 500;

    public Vote {
        // As it came, to the last space: it is signed.
        if (reason.codePointCount(0, reason.length()) > LONGEST_REASON) {
            throw new IllegalArgumentException("Expected a reason of at most %d characters".formatted(LONGEST_REASON));
        }
    }
}
