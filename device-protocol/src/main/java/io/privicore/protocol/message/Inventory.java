package io.privicore.protocol.message;

import io.privicore.protocol.Bytes;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.UUID;

/**
 * How both sides summarise what a device holds, so that they find what differs by exchanging little: versions of
 * references fall into {@value #BUCKETS} buckets, each with one digest.
 */
public final class Inventory {

    public static final int BUCKETS = 256;

    private static final int DIGEST = 32;

    private Inventory() {}

    /** The bucket a reference falls into: its last byte, which is random in every kind of reference. */
    public static int bucketOf(UUID ref) {
        return (int) ref.getLeastSignificantBits() & (BUCKETS - 1);
    }

    /** The digest of one version: SHA-256 over number (4 bytes) and digest of every chunk that is held, in order. */
    public static Digest ofChunks(Iterable<HeldChunk> chunks) {
        var sha = sha256();
        var number = ByteBuffer.allocate(Integer.BYTES);
        for (var chunk : chunks) {
            sha.update(number.clear().putInt(chunk.chunk()).flip());
            sha.update(chunk.digest().toBytes());
        }
        return digest(sha);
    }

    /** The digest of a bucket: SHA-256 over ref, version, chunks and digest of every item, in {@link Item#ORDER}. */
    public static Digest ofItems(Iterable<Item> items) {
        var sha = sha256();
        var fixed = ByteBuffer.allocate(Item.LENGTH);
        for (var item : items) {
            fixed.clear()
                    .putLong(item.ref().getMostSignificantBits())
                    .putLong(item.ref().getLeastSignificantBits())
                    .putLong(item.version())
                    .putInt(item.chunks())
                    .put(item.digest().toBytes());
            sha.update(fixed.flip());
        }
        return digest(sha);
    }

    private static Digest digest(MessageDigest sha) {
        return Digest.of(sha.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is asked for. */
    public sealed interface Scope {

        /** The digests of the buckets {@code from} to {@code to}, both included. */
        record Buckets(int from, int to) implements Scope {

            public static final Buckets ALL = new Buckets(0, BUCKETS - 1);

            public Buckets {
                if (from < 0 || to < from || to >= BUCKETS) {
                    throw new IllegalArgumentException("Expected buckets, but got %d to %d".formatted(from, to));
                }
            }
        }

        /** Every item of one bucket. */
        record Items(int bucket) implements Scope {

            public Items {
                requireBucket(bucket);
            }
        }

        /** Every chunk of one version. */
        record Chunks(UUID ref, long version) implements Scope {

            public Chunks {
                if (version < 0) {
                    throw new IllegalArgumentException("Expected a version of 0 or more, but got " + version);
                }
            }
        }
    }

    /** The digest of everything in a bucket. */
    public record Bucket(int number, Digest digest) {

        static final int LENGTH = Integer.BYTES + DIGEST;

        public Bucket {
            requireBucket(number);
        }
    }

    /**
     * A version of a reference that is held, whole or in part.
     *
     * @param chunks how many of its chunks are held
     * @param digest as {@link #ofChunks} makes it
     */
    public record Item(UUID ref, long version, int chunks, Digest digest) {

        /** By the bytes of the reference, then by version. */
        public static final Comparator<Item> ORDER =
                Comparator.comparing(Item::ref, Inventory::compareBytes).thenComparingLong(Item::version);

        static final int LENGTH = 2 * Long.BYTES + Long.BYTES + Integer.BYTES + DIGEST;

        public Item {
            if (version < 0 || chunks < 0) {
                throw new IllegalArgumentException(
                        "Expected an item, but got version %d with %d chunks".formatted(version, chunks));
            }
        }
    }

    /** A chunk that is held. */
    public record HeldChunk(int chunk, Digest digest) {

        static final int LENGTH = Integer.BYTES + DIGEST;

        public HeldChunk {
            if (chunk < 0) {
                throw new IllegalArgumentException("Expected a chunk of 0 or more, but got " + chunk);
            }
        }

        /** @param digest 32 bytes of SHA-256 */
        public static HeldChunk of(int chunk, Bytes digest) {
            return new HeldChunk(chunk, Digest.of(digest.toArray()));
        }
    }

    /** By the bytes of references, which is not how {@link UUID} compares. */
    public static int compareBytes(UUID one, UUID other) {
        int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
    }

    private static void requireBucket(int bucket) {
        if (bucket < 0 || bucket >= BUCKETS) {
            throw new IllegalArgumentException("Expected a bucket, but got " + bucket);
        }
    }
}
