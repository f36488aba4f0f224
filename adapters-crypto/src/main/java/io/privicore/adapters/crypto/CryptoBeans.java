package io.privicore.adapters.crypto;

import io.privicore.adapters.crypto.envelope.AesEnvelopes;
import io.privicore.adapters.crypto.keys.Ed25519TrailSeals;
import io.privicore.adapters.crypto.keys.Ed25519VoteSignatures;
import io.privicore.adapters.crypto.keys.EngineKeyStore;
import io.privicore.adapters.crypto.keys.HmacTokens;
import io.privicore.adapters.crypto.keys.SignedPublicKeys;
import io.privicore.adapters.crypto.keys.StoredEngineKeys;
import io.privicore.adapters.crypto.password.Argon2id;
import io.privicore.adapters.crypto.password.Argon2idHashes;
import io.privicore.adapters.crypto.password.BreachedList;
import io.privicore.adapters.crypto.password.ZxcvbnStrength;
import io.privicore.application.port.BreachedPasswords;
import io.privicore.application.port.EngineKeys;
import io.privicore.application.port.Envelopes;
import io.privicore.application.port.PasswordHashes;
import io.privicore.application.port.PasswordStrength;
import io.privicore.application.port.PublicKeys;
import io.privicore.application.port.Tokens;
import io.privicore.application.port.TrailSeals;
import io.privicore.application.port.VoteSignatures;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.InstantSource;

/** Makes the cryptographic ports from their configuration and a key store that whoever wires them has checked. */
@Singleton
public final class CryptoBeans {

    @Produces
    @Singleton
    EngineKeys engineKeys(EngineKeyStore store) {
        return new StoredEngineKeys(store);
    }

    @Produces
    @Singleton
    PublicKeys publicKeys() {
        return new SignedPublicKeys();
    }

    @Produces
    @Singleton
    VoteSignatures voteSignatures() {
        return new Ed25519VoteSignatures();
    }

    @Produces
    @Singleton
    TrailSeals trailSeals(EngineKeyStore store) {
        return new Ed25519TrailSeals(store);
    }

    @Produces
    @Singleton
    Tokens tokens(EngineKeyStore store) {
        return new HmacTokens(store);
    }

    @Produces
    @Singleton
    Envelopes envelopes(EngineKeyStore store, InstantSource clock, EnvelopesConfig config) {
        return new AesEnvelopes(store, clock, config.chunkSize());
    }

    @Produces
    @Singleton
    PasswordHashes passwordHashes(PasswordsConfig config) {
        return new Argon2idHashes(
                new Argon2id(config.memory(), config.iterations(), config.lanes()),
                config.concurrency().orElse(Runtime.getRuntime().availableProcessors()),
                config.patience());
    }

    void close(@Disposes PasswordHashes hashes) throws Exception {
        if (hashes instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }

    @Produces
    @Singleton
    BreachedPasswords breachedPasswords(PasswordsConfig config) {
        if (config.breachedList().isEmpty()) {
            return BreachedList.shipped();
        }
        var path = config.breachedList().get();
        try {
            return BreachedList.at(path);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Expected privicore.passwords.breached-list to be a list of breached passwords, but %s is none: %s"
                            .formatted(path, e.getMessage()),
                    e);
        }
    }

    void close(@Disposes BreachedPasswords list) throws Exception {
        if (list instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }

    @Produces
    @Singleton
    PasswordStrength passwordStrength(PasswordsConfig config) {
        return new ZxcvbnStrength(config.score());
    }
}
