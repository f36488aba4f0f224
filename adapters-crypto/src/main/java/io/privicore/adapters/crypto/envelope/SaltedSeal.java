package io.privicore.adapters.crypto.envelope;

import io.privicore.protocol.key.AesKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * Seals any number of things under one long-lived key: each under a key of its own, derived with a random salt of 192
 * bits that lies in front of it. A random 96-bit nonce under the long-lived key itself would be safe for 2³² things only,
 * which a busy engine reaches in weeks.
 */
final class SaltedSeal {

    private static final int SALT = 24;

    private SaltedSeal() {}

    static byte[] seal(AesKey key, String label, byte[] associated, byte[] plain, SecureRandom random) {
        byte[] salt = new byte[SALT];
        random.nextBytes(salt);
        byte[] sealed = Seals.seal(
                derived(key, label, salt), new byte[AesKey.NONCE_LENGTH], associated, plain, 0, plain.length);
        return ByteBuffer.allocate(SALT + sealed.length).put(salt).put(sealed).array();
    }

    /** Empty when anything was changed. */
    static Optional<byte[]> open(AesKey key, String label, byte[] associated, byte[] salted) {
        if (salted.length < SALT) {
            return Optional.empty();
        }
        byte[] salt = Arrays.copyOf(salted, SALT);
        return Seals.open(
                derived(key, label, salt),
                new byte[AesKey.NONCE_LENGTH],
                associated,
                salted,
                SALT,
                salted.length - SALT);
    }

    /** By HKDF-SHA256 (RFC 5869); the label is what keeps purposes apart. */
    private static AesKey derived(AesKey key, String label, byte[] salt) {
        byte[] secret = key.secret();
        byte[] derived = new byte[0];
        try {
            derived = KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract()
                            .addIKM(secret)
                            .addSalt(salt)
                            .thenExpand(label.getBytes(StandardCharsets.UTF_8), AesKey.LENGTH));
            return AesKey.of(derived);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Expected HKDF-SHA256 on every Java platform", e);
        } finally {
            Arrays.fill(secret, (byte) 0);
            Arrays.fill(derived, (byte) 0);
        }
    }
}
