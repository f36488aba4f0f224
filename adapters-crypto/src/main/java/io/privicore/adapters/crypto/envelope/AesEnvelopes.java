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
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
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
    public Sealing begin(StorageRef ref, long version) {
        byte[] secret = new byte[AesKey.LENGTH];
        random.nextBytes(secret);
        return new ChunkSealing(new DataKey(AesKey.of(secret), ref, version), chunkSize, (totals, digest) -> {
            WrappedKey wrapped = wrap(secret, digest, ref, version);
            Arrays.fill(secret, (byte) 0);
            return new Placement(ref, version, wrapped, totals.digests(), totals.size(), chunkSize, clock.instant());
        });
    }

    @Override
    public Optional<Opened> open(Placement placement) {
        return unwrap(placement).map(kept -> {
            byte[] secret = Arrays.copyOf(kept, AesKey.LENGTH);
            var key = new DataKey(AesKey.of(secret), placement.ref(), placement.version());
            Arrays.fill(secret, (byte) 0);
            Bytes digest = Bytes.wrap(Arrays.copyOfRange(kept, AesKey.LENGTH, kept.length));
            Arrays.fill(kept, 0, AesKey.LENGTH, (byte) 0);
            return new OpenedVersion(placement, key, digest);
        });
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

    private WrappedKey wrap(byte[] secret, byte[] digest, StorageRef ref, long version) {
        KeyRing ring = store.ring();
        int keyVersion = ring.present();
        byte[] both = Arrays.copyOf(secret, secret.length + digest.length);
        System.arraycopy(digest, 0, both, secret.length, digest.length);
        byte[] wrapped = SaltedSeal.seal(present(ring), DATA_KEY, owner(ref, version, keyVersion), both, random);
        Arrays.fill(both, (byte) 0);
        return new WrappedKey(keyVersion, Bytes.wrap(wrapped));
    }

    private Optional<byte[]> unwrap(Placement placement) {
        WrappedKey wrapped = placement.key();
        byte[] owner = owner(placement.ref(), placement.version(), wrapped.keyVersion());
        return store.keyEncryptionKey(wrapped.keyVersion())
                .flatMap(key ->
                        SaltedSeal.open(key, DATA_KEY, owner, wrapped.wrapped().view()))
                .filter(kept -> kept.length == AesKey.LENGTH + DIGEST);
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

    private static byte[] owner(StorageRef ref, long version, int keyVersion) {
        return DataKey.put(ByteBuffer.allocate(28), ref, version)
                .putInt(keyVersion)
                .array();
    }

    private record OpenedVersion(Placement placement, DataKey key, Bytes dataDigest) implements Opened {

        @Override
        public Optional<Bytes> chunk(int chunk, Bytes sealed) {
            int count = placement.chunks();
            if (chunk < 0 || chunk >= count) {
                return Optional.empty();
            }
            byte[] digest = DataKey.sha256().digest(sealed.view());
            return MessageDigest.isEqual(digest, placement.digest(chunk).view())
                    ? key.open(chunk, chunk == count - 1, sealed.view()).map(Bytes::wrap)
                    : Optional.empty();
        }
    }
}
