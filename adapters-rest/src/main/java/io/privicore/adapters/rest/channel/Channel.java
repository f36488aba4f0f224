package io.privicore.adapters.rest.channel;

import io.privicore.domain.access.Delegation;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.ProfileId;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A connection joined under a token. Its state belongs to {@link OpenChannels}. */
final class Channel {

    final UUID id;
    final TokenHash token;
    final Connection connection;

    /** Absent until the token was found good. */
    @Nullable
    ProfileId profile;

    /** The application that joined, where it is not the profile itself. */
    Optional<Delegation> delegation = Optional.empty();

    boolean ended;
    Runnable cancelExpiry = () -> {};

    Channel(UUID id, TokenHash token, Connection connection) {
        this.id = id;
        this.token = token;
        this.connection = connection;
    }
}
