package io.privicore.adapters.crypto.keys;

import io.privicore.application.port.EngineKeys;
import io.privicore.application.port.EngineKeysContract;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

final class StoredEngineKeysTest extends EngineKeysContract {

    private final Path folder;

    StoredEngineKeysTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** Each time as after a new start. */
    @Override
    protected EngineKeys keys() {
        return new StoredEngineKeys(EngineKeyStore.open(folder.resolve("keys.p12"), Optional.of("open sesame")));
    }
}
