package io.privicore.adapters.crypto;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Where the engine's keys are kept. */
@ConfigMapping(prefix = "privicore.keys")
public interface KeysConfig {

    /** The PKCS#12 key store, outside of the database. It is made at the first start. */
    @WithDefault("${privicore.data:data}/keys.p12")
    Path path();

    /** The key store's password; without one, a random one is kept in {@code keys.password} beside it. */
    Optional<String> password();
}
