package io.privicore.adapters.rest.channel;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How messages about a command keep behind the answer that names it. */
@ConfigMapping(prefix = "privicore.acknowledgement")
public interface AcknowledgementSettings {

    /** The least time between the flushed answer and the first message. */
    @WithDefault("15ms")
    Duration grace();

    /** The longest that a message waits for an answer that does not get done. */
    @WithDefault("1s")
    Duration patience();
}
