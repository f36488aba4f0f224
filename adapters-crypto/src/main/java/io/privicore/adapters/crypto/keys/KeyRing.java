package io.privicore.adapters.crypto.keys;

import io.privicore.protocol.key.AesKey;
import io.privicore.protocol.key.X25519KeyPair;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** All keys of the engine at one moment. It never changes and never prints itself. */
public final class KeyRing {

    private static final String HMAC = "HmacSHA256";
    private static final byte[] FINGERPRINT = "privicore key store".getBytes(StandardCharsets.US_ASCII);

    private final X25519KeyPair engine;
    private final SecretKey tokenKey;
    private final SortedMap<Integer, AesKey> keyEncryptionKeys;

    KeyRing(X25519KeyPair engine, SecretKey tokenKey, SortedMap<Integer, AesKey> keyEncryptionKeys) {
        if (keyEncryptionKeys.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one key-encryption key");
        }
        this.engine = engine;
        this.tokenKey = tokenKey;
        this.keyEncryptionKeys = new TreeMap<>(keyEncryptionKeys);
    }

    public static KeyRing generate() {
        byte[] tokenKey = new byte[32];
        new SecureRandom().nextBytes(tokenKey);
        return new KeyRing(
                X25519KeyPair.generate(),
                new SecretKeySpec(tokenKey, HMAC),
                new TreeMap<>(java.util.Map.of(1, AesKey.generate())));
    }

    /** The same with one more key-encryption key, which becomes the present one. */
    public KeyRing rotated() {
        SortedMap<Integer, AesKey> more = new TreeMap<>(keyEncryptionKeys);
        more.put(present() + 1, AesKey.generate());
        return new KeyRing(engine, tokenKey, more);
    }

    /** The version under which is sealed from now on. */
    public int present() {
        return keyEncryptionKeys.lastKey();
    }

    public Optional<AesKey> keyEncryptionKey(int version) {
        return Optional.ofNullable(keyEncryptionKeys.get(version));
    }

    public X25519KeyPair engine() {
        return engine;
    }

    /** What tells this key store from any other and betrays nothing. It outlives rotations. */
    public String fingerprint() {
        byte[] whole = tokenMac().doFinal(FINGERPRINT);
        return HexFormat.of().formatHex(whole, 0, 16);
    }

    /** Ready to hash a token. */
    Mac tokenMac() {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(tokenKey);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Expected HMAC-SHA256 on every Java platform", e);
        }
    }

    SecretKey tokenKey() {
        return tokenKey;
    }

    SortedMap<Integer, AesKey> keyEncryptionKeys() {
        return java.util.Collections.unmodifiableSortedMap(keyEncryptionKeys);
    }

    @Override
    public String toString() {
        return "KeyRing[%d…]".formatted(present());
    }
}
