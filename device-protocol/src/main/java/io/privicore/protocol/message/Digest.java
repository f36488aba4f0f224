package io.privicore.protocol.message;

import io.privicore.protocol.Bytes;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 digest. Four numbers, so that millions of them are small and compare by themselves. */
public record Digest(long first, long second, long third, long fourth) {

    public static final int LENGTH = 32;

    public static Digest of(byte[] digest) {
        if (digest.length != LENGTH) {
            throw new IllegalArgumentException("Expected a digest of 32 bytes, but got " + digest.length);
        }
        var buffer = ByteBuffer.wrap(digest);
        return new Digest(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
    }

    /** The digest of the given bytes, as if they were one. */
    public static Digest sha256(Bytes... parts) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            for (var part : parts) {
                part.feed(sha256::update);
            }
            return of(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Expected SHA-256 on every Java platform", e);
        }
    }

    public byte[] toBytes() {
        return ByteBuffer.allocate(LENGTH)
                .putLong(first)
                .putLong(second)
                .putLong(third)
                .putLong(fourth)
                .array();
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(toBytes());
    }
}
