package io.privicore.application.port;

import io.privicore.domain.access.TokenHash;
import io.privicore.domain.device.DeviceRole;
import io.privicore.domain.kernel.ProfileId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The single-use tokens by which owners let devices in. One that was used is known as such until it would have expired. */
public interface PairingTokens {

    /** Keeps a token; where its owner has more than so many that are neither used nor expired, the oldest end. */
    void issue(Offer offer, TokenHash token, Instant now, Instant expiresAt, int most);

    /** What a token stands for, used or not; nothing for one that is unknown, ended or expired. */
    Optional<Offer> find(TokenHash token, Instant now);

    /** Uses a token up; answers whether nobody else has done so, nor time. */
    boolean use(TokenHash token, Instant now);

    /** Ends those of an owner that nobody has used. */
    void endUnused(ProfileId owner);

    /** Forgets those that expired before; answers how many. */
    int forgetExpired(Instant now);

    /**
     * An owner's word that a device may come.
     *
     * @param roles the most it may become
     * @param agreed the policies whose votes have agreed
     */
    record Offer(ProfileId owner, Set<DeviceRole> roles, Set<UUID> agreed) {

        public Offer {
            roles = Set.copyOf(roles);
            agreed = Set.copyOf(agreed);
        }
    }
}
