package io.privicore.adapters.crypto.envelope;

import io.privicore.domain.token.StorageRef;
import io.privicore.protocol.key.AesKey;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * The key of one version of some data. As in the STREAM construction, the nonce is the chunk's position and whether it is
 * the last, so chunks can be neither moved, repeated nor left out at the end, and nobody needs to know beforehand how many
 * there will be.
 */
final class DataKey {

    private static final int POSITION = 7;

    private final AesKey key;
    private final byte[] version;

    DataKey(AesKey key, StorageRef ref, long version) {
        this.key = key;
        this.version = put(ByteBuffer.allocate(24), ref, version).array();
    }

    byte[] seal(int chunk, boolean last, byte[] plain, int from, int length) {
        return Seals.seal(key, nonce(chunk, last), version, plain, from, length);
    }

    Optional<byte[]> open(int chunk, boolean last, byte[] sealed) {
        return Seals.open(key, nonce(chunk, last), version, sealed, 0, sealed.length);
    }

    /** The key serves one version, so the place of the chunk never comes twice. */
    private static byte[] nonce(int chunk, boolean last) {
        return ByteBuffer.allocate(AesKey.NONCE_LENGTH)
                .putInt(POSITION, chunk)
                .put(POSITION + Integer.BYTES, (byte) (last ? 1 : 0))
                .array();
    }

    static ByteBuffer put(ByteBuffer buffer, StorageRef ref, long version) {
        return buffer.putLong(ref.value().getMostSignificantBits())
                .putLong(ref.value().getLeastSignificantBits())
                .putLong(version);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Expected SHA-256 on every Java platform", e);
        }
    }
}
