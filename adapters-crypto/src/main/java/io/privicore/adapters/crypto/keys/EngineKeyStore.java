package io.privicore.adapters.crypto.keys;

import io.privicore.protocol.key.AesKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * The engine's keys in a PKCS#12 file outside of the database. The first start makes it; several nodes may share it. A
 * key-encryption key that another node added is found as soon as something sealed under it turns up, and used for
 * sealing within {@link #RECHECK}.
 */
public final class EngineKeyStore {

    static final Duration RECHECK = Duration.ofSeconds(10);

    private static final Logger LOG = System.getLogger(EngineKeyStore.class.getName());
    private static final String PASSWORD_FILE = "keys.password";

    private final SecretFile file;
    private final char[] password;
    private volatile Loaded loaded;
    private volatile long checkedAt = System.nanoTime();

    private EngineKeyStore(SecretFile file, char[] password, Loaded loaded) {
        this.file = file;
        this.password = password;
        this.loaded = loaded;
    }

    /**
     * Opens the key store, which is made when there is none.
     *
     * @param password empty for a random one in the file {@code keys.password} beside the store
     * @throws IllegalStateException when it is there but cannot be opened
     */
    public static EngineKeyStore open(Path path, Optional<String> password) {
        return open(new SecretFile(path), password);
    }

    /**
     * Opens the key store that must be there, since something is sealed under its keys.
     *
     * @throws IllegalStateException when it is not there or cannot be opened
     */
    public static EngineKeyStore openExisting(Path path, Optional<String> password) {
        SecretFile file = new SecretFile(path);
        if (!file.exists()) {
            throw new IllegalStateException("Expected the key store %s, but it is not there".formatted(file.path()));
        }
        return open(file, password);
    }

    private static EngineKeyStore open(SecretFile file, Optional<String> password) {
        try {
            return file.exclusively(() -> {
                char[] secret = password.isPresent()
                        ? password.get().toCharArray()
                        : passwordBeside(file).toCharArray();
                if (!file.exists()) {
                    file.createUnlessThere(Pkcs12.write(KeyRing.generate(), secret));
                    LOG.log(Level.INFO, "Made the key store {0}; without it no stored data can be read", file.path());
                }
                return new EngineKeyStore(file, secret, load(file, secret));
            });
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to open the key store " + file.path(), e);
        }
    }

    /** The keys as they are now, give or take {@link #RECHECK} after another node rotated them. */
    public KeyRing ring() {
        if (System.nanoTime() - checkedAt > RECHECK.toNanos()) {
            checkedAt = System.nanoTime();
            refresh();
        }
        return loaded.ring();
    }

    /** The key-encryption key of that version, also when another node has only just added it. */
    public Optional<AesKey> keyEncryptionKey(int version) {
        Optional<AesKey> known = loaded.ring().keyEncryptionKey(version);
        if (known.isEmpty()) {
            refresh();
            known = loaded.ring().keyEncryptionKey(version);
            if (known.isEmpty()) {
                LOG.log(
                        Level.ERROR,
                        "Expected key-encryption key {0} in {1}, but it is not there",
                        version,
                        file.path());
            }
        }
        return known;
    }

    /**
     * Adds a key-encryption key under which everything is sealed from now on; earlier ones stay, to open what they sealed.
     *
     * @return the version of the new key
     */
    public int rotate() {
        try {
            return file.exclusively(() -> {
                KeyRing rotated = load(file, password).ring().rotated();
                requireSame(rotated);
                file.replace(Pkcs12.write(rotated, password));
                loaded = new Loaded(rotated, file.stamp());
                LOG.log(
                        Level.INFO,
                        "Added key-encryption key {0}; keep a new copy of {1}",
                        rotated.present(),
                        file.path());
                return rotated.present();
            });
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to rotate the key store " + file.path(), e);
        }
    }

    /** What tells this key store from any other and betrays nothing. It outlives rotations. */
    public String fingerprint() {
        return loaded.ring().fingerprint();
    }

    @Override
    public String toString() {
        return "EngineKeyStore[" + file.path() + "]";
    }

    private synchronized void refresh() {
        try {
            if (!file.stamp().equals(loaded.stamp())) {
                Loaded fresh = load(file, password);
                requireSame(fresh.ring());
                loaded = fresh;
            }
        } catch (IOException | IllegalStateException e) {
            LOG.log(Level.ERROR, "Expected to read the key store again; the keys read before stay in use", e);
        }
    }

    private void requireSame(KeyRing ring) {
        if (!ring.fingerprint().equals(fingerprint())) {
            throw new IllegalStateException(
                    "Expected the key store %s, but it was replaced by another".formatted(file.path()));
        }
    }

    private static Loaded load(SecretFile file, char[] password) throws IOException {
        String stamp = file.stamp();
        try {
            return new Loaded(Pkcs12.read(file.read(), password), stamp);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "Expected to open the key store %s, but its password is another or it is damaged"
                            .formatted(file.path()),
                    e);
        }
    }

    private static String passwordBeside(SecretFile store) throws IOException {
        SecretFile file = new SecretFile(store.path().resolveSibling(PASSWORD_FILE));
        if (!file.exists()) {
            if (store.exists()) {
                throw new IllegalStateException(
                        "Expected the password of the key store %s in privicore.keys.password or in %s, but there is none"
                                .formatted(store.path(), file.path()));
            }
            byte[] random = new byte[32];
            new SecureRandom().nextBytes(random);
            file.createUnlessThere(Base64.getUrlEncoder().withoutPadding().encode(random));
        }
        return new String(file.read(), StandardCharsets.UTF_8).strip();
    }

    /** @param stamp of the file it was read from */
    private record Loaded(KeyRing ring, String stamp) {}
}
