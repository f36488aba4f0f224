package io.privicore.adapters.crypto.envelope;

import io.privicore.adapters.crypto.keys.EngineKeyStore;
import io.privicore.adapters.crypto.keys.KeyRing;
import io.privicore.application.port.Envelopes;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.token.Placement;
import io.privicore.domain.token.StorageRef;
import io.privicore.domain.token.WrappedKey;
import io.privicore.protocol.key.AesKey;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Envelopes of AES-256-GCM. A data key serves one version of some data and is wrapped under a key-encryption key of the
 * engine's key store; the layout of everything is in {@code docs/keys.md}.
 */
public final class AesEnvelopes implements Envelopes {

    private static final int DIGEST = 32;
    private static final byte SECRET_FORMAT = 1;
    private static final int SECRET_HEADER = 1 + Integer.BYTES;
    private static final String DATA_KEY = "privicore/data-key";
    private static final String SECRET = "privicore/secret/";

    private final EngineKeyStore store;
    private final InstantSource clock;
    private final int chunkSize;
    private final SecureRandom random = new SecureRandom();

    public AesEnvelopes(EngineKeyStore store, InstantSource clock, int chunkSize) {
        if (chunkSize < 1) {
            throw new IllegalArgumentException("Expected chunks of at least 1 byte, but got " + chunkSize);
        }
        this.store = store;
        this.clock = clock;
        this.chunkSize = chunkSize;
    }

    @Override
    public Sealed seal(StorageRef ref, long version, Bytes data) {
        byte[] secret = new byte[AesKey.LENGTH];
        random.nextBytes(secret);
        AesKey key = AesKey.of(secret);
        WrappedKey wrapped = wrap(secret, ref, version);
        Arrays.fill(secret, (byte) 0);

        int count = Math.max(1, Math.ceilDiv(data.length(), chunkSize));
        List<Bytes> chunks = new ArrayList<>(count);
        byte[] digests = new byte[count * DIGEST];
        for (int chunk = 0; chunk < count; chunk++) {
            int from = chunk * chunkSize;
            int length = Math.min(chunkSize, data.length() - from);
            byte[] sealed =
                    Seals.seal(key, nonce(chunk), position(ref, version, chunk, count), data.view(), from, length);
            System.arraycopy(sha256(sealed), 0, digests, chunk * DIGEST, DIGEST);
            chunks.add(Bytes.wrap(sealed));
        }
        Placement placement =
                new Placement(ref, version, wrapped, Bytes.wrap(digests), data.length(), chunkSize, clock.instant());
        return new Sealed(placement, chunks);
    }

    @Override
    public Optional<Bytes> open(Placement placement, int chunk, Bytes sealed) {
        if (chunk < 0 || chunk >= placement.chunks()) {
            return Optional.empty();
        }
        if (!MessageDigest.isEqual(
                sha256(sealed.view()), placement.digest(chunk).view())) {
            return Optional.empty();
        }
        byte[] position = position(placement.ref(), placement.version(), chunk, placement.chunks());
        return unwrap(placement)
                .flatMap(key -> Seals.open(key, nonce(chunk), position, sealed.view(), 0, sealed.length()))
                .map(Bytes::wrap);
    }

    @Override
    public Bytes sealSecret(Bytes secret, String purpose) {
        KeyRing ring = store.ring();
        byte[] header = secretHeader(ring.present());
        byte[] sealed = SaltedSeal.seal(present(ring), label(purpose), header, secret.view(), random);
        return Bytes.wrap(ByteBuffer.allocate(header.length + sealed.length)
                .put(header)
                .put(sealed)
                .array());
    }

    @Override
    public Bytes openSecret(Bytes sealed, String purpose) {
        byte[] blob = sealed.view();
        if (blob.length < SECRET_HEADER || blob[0] != SECRET_FORMAT) {
            throw new IllegalStateException("Expected a secret sealed by this engine, but got something else");
        }
        int keyVersion = ByteBuffer.wrap(blob).getInt(1);
        byte[] body = Arrays.copyOfRange(blob, SECRET_HEADER, blob.length);
        return store.keyEncryptionKey(keyVersion)
                .flatMap(key -> SaltedSeal.open(key, label(purpose), secretHeader(keyVersion), body))
                .map(Bytes::wrap)
                .orElseThrow(() -> new IllegalStateException(
                        "Expected a secret sealed for %s, but its purpose or its key is another, or it was changed"
                                .formatted(purpose)));
    }

    private WrappedKey wrap(byte[] secret, StorageRef ref, long version) {
        KeyRing ring = store.ring();
        int keyVersion = ring.present();
        byte[] wrapped = SaltedSeal.seal(present(ring), DATA_KEY, owner(ref, version, keyVersion), secret, random);
        return new WrappedKey(keyVersion, Bytes.wrap(wrapped));
    }

    private Optional<AesKey> unwrap(Placement placement) {
        WrappedKey wrapped = placement.key();
        byte[] owner = owner(placement.ref(), placement.version(), wrapped.keyVersion());
        return store.keyEncryptionKey(wrapped.keyVersion())
                .flatMap(key ->
                        SaltedSeal.open(key, DATA_KEY, owner, wrapped.wrapped().view()))
                .filter(secret -> secret.length == AesKey.LENGTH)
                .map(secret -> {
                    AesKey key = AesKey.of(secret);
                    Arrays.fill(secret, (byte) 0);
                    return key;
                });
    }

    private static AesKey present(KeyRing ring) {
        return ring.keyEncryptionKey(ring.present()).orElseThrow();
    }

    private static String label(String purpose) {
        return SECRET + purpose;
    }

    private static byte[] secretHeader(int keyVersion) {
        return ByteBuffer.allocate(SECRET_HEADER)
                .put(SECRET_FORMAT)
                .putInt(keyVersion)
                .array();
    }

    /** The key serves one version, so the place of the chunk never comes twice. */
    private static byte[] nonce(int chunk) {
        return ByteBuffer.allocate(AesKey.NONCE_LENGTH).putInt(8, chunk).array();
    }

    private static byte[] position(StorageRef ref, long version, int chunk, int count) {
        return put(ByteBuffer.allocate(32), ref, version)
                .putInt(chunk)
                .putInt(count)
                .array();
    }

    private static byte[] owner(StorageRef ref, long version, int keyVersion) {
        return put(ByteBuffer.allocate(28), ref, version).putInt(keyVersion).array();
    }

    private static ByteBuffer put(ByteBuffer buffer, StorageRef ref, long version) {
        return buffer.putLong(ref.value().getMostSignificantBits())
                .putLong(ref.value().getLeastSignificantBits())
                .putLong(version);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Expected SHA-256 on every Java platform", e);
        }
    }
}
