package io.privicore.bootstrap.wiring;

import io.privicore.adapters.crypto.KeysConfig;
import io.privicore.adapters.crypto.keys.EngineKeyStore;
import io.privicore.application.port.KeyTraces;
import io.privicore.bootstrap.failure.StartFailure;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Opens the key store that the database was filled with and no other. With wrong keys a platform would answer "not found"
 * to everything, and seal what comes under keys that the next start does not have.
 */
@Singleton
public class KeyStoreWiring {

    @Produces
    @Singleton
    EngineKeyStore keyStore(KeysConfig config, KeyTraces traces) {
        return open(config.path(), config.password(), traces);
    }

    /** Asks for the keys before anything is served, whoever else needs them. */
    void start(@Observes StartupEvent event, EngineKeyStore store) {}

    static EngineKeyStore open(Path path, Optional<String> password, KeyTraces traces) {
        EngineKeyStore store = opened(path, password, traces);
        if (!traces.note(store.fingerprint()).equals(store.fingerprint())) {
            throw new StartFailure("The key store " + path.toAbsolutePath() + " is not the one that this database was"
                    + " filled with. Put the right one back from its backup, or name it with privicore.keys.path,"
                    + " or use the database that belongs to this key store.");
        }
        if (traces.wrappedBeyond(store.ring().present())) {
            throw new StartFailure(
                    "The key store " + path.toAbsolutePath() + " is older than this database: some data is"
                            + " sealed under a key that was added to it later. Put its latest backup back.");
        }
        return store;
    }

    private static EngineKeyStore opened(Path path, Optional<String> password, KeyTraces traces) {
        boolean sealed = traces.fingerprint().isPresent() || traces.wrappedBeyond(0);
        try {
            return sealed ? EngineKeyStore.openExisting(path, password) : EngineKeyStore.open(path, password);
        } catch (IllegalStateException | UncheckedIOException e) {
            throw new StartFailure(
                    e.getMessage() + ". Put " + path.toAbsolutePath() + " and its password back from their backup"
                            + (sealed ? "; without them, what is stored in this database cannot be read." : "."),
                    e);
        }
    }
}
