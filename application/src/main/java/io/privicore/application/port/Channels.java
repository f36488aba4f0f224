package io.privicore.application.port;

import io.privicore.domain.kernel.ProfileId;

/** The WebSocket channels of profiles on every node. Telling is best effort: outcomes can always be asked for. */
public interface Channels {

    void tell(ProfileId profile, ChannelMessage message);
}
