package io.privicore.application.port;

import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.token.Placement;
import io.privicore.domain.token.StorageRef;
import io.privicore.domain.token.WrappedKey;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Seals that detect every change but hide nothing: the data in the clear behind a digest over itself and all that it is
 * bound to. A data key is a number that counts from one. The chunk size is small, so a test gets several chunks early.
 */
public final class PlainEnvelopes implements Envelopes {

    private static final int DIGEST = 32;

    private final InstantSource clock;
    private final int chunkSize;
    private final AtomicInteger keys = new AtomicInteger();
    private final AtomicInteger nonces = new AtomicInteger();

    public PlainEnvelopes(InstantSource clock) {
        this(clock, 4096);
    }

    public PlainEnvelopes(InstantSource clock, int chunkSize) {
        this.clock = clock;
        this.chunkSize = chunkSize;
    }

    @Override
    public Sealing begin(StorageRef ref, long version) {
        return new PlainSealing(ref, version, keys.incrementAndGet());
    }

    @Override
    public Optional<Opened> open(Placement placement) {
        if (placement.key().keyVersion() != 1) {
            return Optional.empty();
        }
        return inside(placement.key().wrapped(), binding(placement.ref(), placement.version()))
                .map(kept -> new PlainOpened(
                        placement,
                        ByteBuffer.wrap(kept.view()).getInt(),
                        Bytes.wrap(Arrays.copyOfRange(kept.view(), Integer.BYTES, kept.length()))));
    }

    @Override
    public Bytes sealSecret(Bytes secret, String purpose) {
        byte[] numbered = ByteBuffer.allocate(4 + secret.length())
                .putInt(nonces.incrementAndGet())
                .put(secret.view())
                .array();
        return Bytes.wrap(behindDigest(numbered, purpose));
    }

    @Override
    public Bytes openSecret(Bytes sealed, String purpose) {
        byte[] numbered = inside(sealed, purpose)
                .orElseThrow(() -> new IllegalStateException("Expected a secret sealed for " + purpose))
                .view();
        return Bytes.wrap(Arrays.copyOfRange(numbered, 4, numbered.length));
    }

    /** How many versions were sealed. */
    public int sealed() {
        return keys.get();
    }

    private static String binding(StorageRef ref, long version) {
        return "%s/%d".formatted(ref, version);
    }

    private static String binding(StorageRef ref, long version, int key, int chunk, boolean last) {
        return "%s/%d/%d/%d/%s".formatted(ref, version, key, chunk, last);
    }

    private static byte[] behindDigest(byte[] data, String binding) {
        return ByteBuffer.allocate(DIGEST + data.length)
                .put(sha256(data, binding.getBytes(StandardCharsets.UTF_8)))
                .put(data)
                .array();
    }

    private static Optional<Bytes> inside(Bytes sealed, String binding) {
        if (sealed.length() < DIGEST) {
            return Optional.empty();
        }
        byte[] digest = Arrays.copyOf(sealed.view(), DIGEST);
        byte[] data = Arrays.copyOfRange(sealed.view(), DIGEST, sealed.length());
        return Arrays.equals(digest, sha256(data, binding.getBytes(StandardCharsets.UTF_8)))
                ? Optional.of(Bytes.wrap(data))
                : Optional.empty();
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class PlainSealing implements Sealing {

        private final StorageRef ref;
        private final long version;
        private final int key;
        private final ByteArrayOutputStream data = new ByteArrayOutputStream();
        private final ByteArrayOutputStream digests = new ByteArrayOutputStream();
        private byte[] digest = {};
        private int next;

        private PlainSealing(StorageRef ref, long version, int key) {
            this.ref = ref;
            this.version = version;
            this.key = key;
        }

        @Override
        public int chunkSize() {
            return chunkSize;
        }

        @Override
        public Bytes seal(byte[] plain, int from, int length, boolean last) {
            data.write(plain, from, length);
            byte[] part = Arrays.copyOfRange(plain, from, from + length);
            byte[] chunk = behindDigest(part, binding(ref, version, key, next++, last));
            digest = sha256(chunk);
            digests.writeBytes(digest);
            return Bytes.wrap(chunk);
        }

        @Override
        public Bytes digest() {
            return Bytes.wrap(digest);
        }

        @Override
        public Bytes dataDigest() {
            return Bytes.wrap(sha256(data.toByteArray()));
        }

        @Override
        public Placement finish() {
            byte[] kept = ByteBuffer.allocate(Integer.BYTES + DIGEST)
                    .putInt(key)
                    .put(sha256(data.toByteArray()))
                    .array();
            return new Placement(
                    ref,
                    version,
                    new WrappedKey(1, Bytes.wrap(behindDigest(kept, binding(ref, version)))),
                    Bytes.wrap(digests.toByteArray()),
                    data.size(),
                    chunkSize,
                    clock.instant());
        }
    }

    private record PlainOpened(Placement placement, int key, Bytes dataDigest) implements Opened {

        @Override
        public Optional<Bytes> chunk(int chunk, Bytes sealed) {
            int count = placement.chunks();
            if (chunk < 0 || chunk >= count) {
                return Optional.empty();
            }
            var position = binding(placement.ref(), placement.version(), key, chunk, chunk == count - 1);
            return Arrays.equals(sha256(sealed.view()), placement.digest(chunk).view())
                    ? inside(sealed, position)
                    : Optional.empty();
        }
    }
}
