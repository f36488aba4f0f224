package io.privicore.application.port;

import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.ProfileId;

/** The channels that are open on this very node. */
public interface NodeChannels {

    /** Hands the message to every channel of the profile on this node, or keeps it a while for the next that joins. */
    void deliver(ProfileId profile, ChannelMessage message);

    /** Ends the channels that were joined with this token. */
    void end(TokenHash token);
}
