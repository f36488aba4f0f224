package io.privicore.adapters.rest.stream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How streams are passed on. */
@ConfigMapping(prefix = "privicore.stream")
public interface StreamSettings {

    /** How long a client may send or take nothing before its stream is ended. */
    @WithDefault("60s")
    Duration idleTimeout();

    /** How many bytes a second it must send or take at least while it is waited for; 0 for any. */
    @WithDefault("4096")
    long leastRate();
}
