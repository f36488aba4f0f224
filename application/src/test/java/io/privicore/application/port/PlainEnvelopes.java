package io.privicore.application.port;

import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.token.Placement;
import io.privicore.domain.token.StorageRef;
import io.privicore.domain.token.WrappedKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    public Sealed seal(StorageRef ref, long version, Bytes data) {
        Bytes key = sealSecret(
                Bytes.wrap(ByteBuffer.allocate(4).putInt(keys.incrementAndGet()).array()), "key");
        int count = Math.max(1, Math.ceilDiv(data.length(), chunkSize));
        ByteBuffer digests = ByteBuffer.allocate(count * DIGEST);
        List<Bytes> chunks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int from = i * chunkSize;
            byte[] part = Arrays.copyOfRange(data.view(), from, Math.min(from + chunkSize, data.length()));
            byte[] chunk = behindDigest(part, binding(ref, version, key, i, count));
            digests.put(sha256(chunk));
            chunks.add(Bytes.wrap(chunk));
        }
        Placement placement = new Placement(
                ref,
                version,
                new WrappedKey(1, key),
                Bytes.wrap(digests.array()),
                data.length(),
                chunkSize,
                clock.instant());
        return new Sealed(placement, chunks);
    }

    @Override
    public Optional<Bytes> open(Placement placement, int chunk, Bytes sealed) {
        if (chunk < 0 || chunk >= placement.chunks()) {
            return Optional.empty();
        }
        if (!Arrays.equals(sha256(sealed.view()), placement.digest(chunk).view())
                || placement.key().keyVersion() != 1) {
            return Optional.empty();
        }
        Bytes key = placement.key().wrapped();
        return inside(sealed, binding(placement.ref(), placement.version(), key, chunk, placement.chunks()));
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

    private static String binding(StorageRef ref, long version, Bytes key, int chunk, int count) {
        return "%s/%d/%s/%d/%d".formatted(ref, version, Arrays.toString(key.view()), chunk, count);
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
}
