package io.privicore.application.sync;

import io.privicore.application.port.Stocks.Expected;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.token.StorageRef;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** What a device would answer if it held exactly what it should. */
public final class ExpectedDigests {

    private static final int DIGEST = 32;

    /** Refs by their bytes: not the order of {@link UUID}, which takes them for signed. */
    private static final Comparator<Expected> ORDER =
            Comparator.comparing(expected -> expected.ref().value(), ExpectedDigests::compareBytes);

    private ExpectedDigests() {}

    /** The bucket a ref falls into. */
    public static int bucketOf(StorageRef ref) {
        return (int) ref.value().getLeastSignificantBits() & 0xff;
    }

    /** The digest of a bucket that holds all of these and nothing else. */
    public static Bytes ofBucket(List<Expected> versions) {
        var sha = sha256();
        var fixed = ByteBuffer.allocate(2 * Long.BYTES + Long.BYTES + Integer.BYTES);
        versions.stream().sorted(ORDER).forEach(version -> {
            fixed.clear()
                    .putLong(version.ref().value().getMostSignificantBits())
                    .putLong(version.ref().value().getLeastSignificantBits())
                    .putLong(version.version())
                    .putInt(version.digests().length() / DIGEST);
            sha.update(fixed.flip());
            sha.update(ofVersion(version.digests()).view());
        });
        return Bytes.wrap(sha.digest());
    }

    /**
     * The digest of a version that is held whole.
     *
     * @param digests of its chunks in order, 32 bytes each
     */
    public static Bytes ofVersion(Bytes digests) {
        var sha = sha256();
        var number = ByteBuffer.allocate(Integer.BYTES);
        for (int chunk = 0; chunk < digests.length() / DIGEST; chunk++) {
            sha.update(number.clear().putInt(chunk).flip());
            sha.update(digests.view(), chunk * DIGEST, DIGEST);
        }
        return Bytes.wrap(sha.digest());
    }

    /** The digest of a chunk. */
    public static Bytes of(Bytes content) {
        return Bytes.wrap(sha256().digest(content.view()));
    }

    private static int compareBytes(UUID one, UUID other) {
        int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
