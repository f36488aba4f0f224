package io.privicore.adapters.rest.limits;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Bounds of single requests and messages; bytes where nothing else is said. */
@ConfigMapping(prefix = "privicore.limits")
public interface Limits {

    /** The longest request body; streams are not bodies in this sense. */
    @WithDefault("1048576")
    int body();

    /** The longest file of users. */
    @WithDefault("67108864")
    long userFile();

    /** The most data that goes inline, decoded. */
    @WithDefault("51200")
    int inlineData();

    /** How many fields a body may have, nested ones included. */
    @WithDefault("1000")
    int fields();

    /** The longest message a client may send over a channel. */
    @WithDefault("65536")
    int channelMessage();

    /** How many messages a second a client may send over a channel. */
    @WithDefault("100")
    int channelRate();

    /** How much may wait for a client that reads slowly before it is disconnected. */
    @WithDefault("1048576")
    int channelWaiting();
}
