package io.privicore.adapters.rest.channel;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How channels are kept, and what is kept for profiles that have none at the moment. */
@ConfigMapping(prefix = "privicore.channel")
public interface ChannelSettings {

    /**
     * How often a client is pinged, well within {@code quarkus.http.idle-timeout}, which would end a channel on which
     * nothing happens. A client that says nothing for three of these is gone.
     */
    @WithDefault("60s")
    Duration keepAlive();

    /** How long a message is kept for the next channel that is joined. */
    @WithDefault("60s")
    Duration backlog();

    /** How many messages are kept for one profile. */
    @WithDefault("1000")
    int backlogMessages();

    /** How many characters are kept for one profile. */
    @WithDefault("4194304")
    long backlogSize();

    /** How many characters are kept for all profiles of this node. */
    @WithDefault("67108864")
    long backlogTotal();
}
