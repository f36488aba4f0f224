package io.privicore.adapters.crypto;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How data is sealed. */
@ConfigMapping(prefix = "privicore.envelopes")
public interface EnvelopesConfig {

    /** Bytes of data in a chunk; what is sealed already keeps its own. */
    @WithDefault("1048576")
    int chunkSize();
}
