package io.privicore.domain.token;

import io.privicore.domain.kernel.Bytes;
import java.time.Instant;

/**
 * One version of some data as it lies on devices.
 *
 * @param version 1 for the exchange, one more with every update
 * @param key without it, what devices hold cannot be read by anybody
 * @param digests SHA-256 of every sealed chunk in order, 32 bytes each
 * @param size bytes that the caller handed in
 */
public record Placement(
        StorageRef ref, long version, WrappedKey key, Bytes digests, long size, int chunkSize, Instant sealedAt) {

    private static final int DIGEST = 32;

    public Placement {
        if (digests.length() == 0 || digests.length() % DIGEST != 0) {
            throw new IllegalArgumentException("Expected digests of 32 bytes each");
        }
    }

    public int chunks() {
        return digests.length() / DIGEST;
    }

    public Bytes digest(int chunk) {
        return Bytes.wrap(java.util.Arrays.copyOfRange(digests.view(), chunk * DIGEST, (chunk + 1) * DIGEST));
    }
}
