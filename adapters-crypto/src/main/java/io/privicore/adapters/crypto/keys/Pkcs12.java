package io.privicore.adapters.crypto.keys;

import io.privicore.protocol.key.AesKey;
import io.privicore.protocol.key.X25519KeyPair;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStore.PasswordProtection;
import java.security.KeyStore.SecretKeyEntry;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A key ring as a PKCS#12 key store, readable by {@code keytool} and its like. */
final class Pkcs12 {

    private static final String TYPE = "PKCS12";
    private static final String ENGINE = "engine";
    private static final String TOKENS = "tokens";
    private static final String KEK = "kek-";

    private Pkcs12() {}

    static byte[] write(KeyRing ring, char[] password) {
        try {
            KeyStore store = KeyStore.getInstance(TYPE);
            store.load(null, null);
            PasswordProtection protection = new PasswordProtection(password);
            put(store, ENGINE, ring.engine().secret(), "X25519", protection);
            put(store, TOKENS, ring.tokenKey().getEncoded(), "HmacSHA256", protection);
            ring.keyEncryptionKeys()
                    .forEach((version, key) -> put(store, KEK + version, key.secret(), "AES", protection));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            store.store(bytes, password);
            return bytes.toByteArray();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("Expected to write a key store", e);
        }
    }

    /** @throws GeneralSecurityException when the password is wrong or something is missing or no key */
    static KeyRing read(byte[] bytes, char[] password) throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(TYPE);
        try {
            store.load(new ByteArrayInputStream(bytes), password);
        } catch (IOException e) {
            throw new GeneralSecurityException("Expected a key store that the password opens", e);
        }
        SortedMap<Integer, AesKey> keks = new TreeMap<>();
        for (String alias : Collections.list(store.aliases())) {
            if (alias.startsWith(KEK)) {
                byte[] kek = secret(store, alias, password);
                keks.put(versionOf(alias), AesKey.of(kek));
                Arrays.fill(kek, (byte) 0);
            }
        }
        if (keks.isEmpty()) {
            throw new GeneralSecurityException("Expected a key-encryption key in the key store, but there is none");
        }
        SecretKey tokenKey = new SecretKeySpec(secret(store, TOKENS, password), "HmacSHA256");
        return new KeyRing(X25519KeyPair.of(secret(store, ENGINE, password)), tokenKey, keks);
    }

    private static int versionOf(String alias) throws GeneralSecurityException {
        try {
            return Integer.parseInt(alias.substring(KEK.length()));
        } catch (NumberFormatException e) {
            throw new GeneralSecurityException("Expected key-encryption keys by number, but one is " + alias, e);
        }
    }

    private static void put(
            KeyStore store, String alias, byte[] secret, String algorithm, PasswordProtection protection) {
        try {
            store.setEntry(alias, new SecretKeyEntry(new SecretKeySpec(secret, algorithm)), protection);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Expected the key store to take " + alias, e);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private static byte[] secret(KeyStore store, String alias, char[] password) throws GeneralSecurityException {
        @Nullable Key key = store.getKey(alias, password);
        byte @Nullable [] encoded = key == null ? null : key.getEncoded();
        if (encoded == null || encoded.length != 32) {
            throw new GeneralSecurityException("Expected 32 bytes in the key store under " + alias);
        }
        return encoded;
    }
}
