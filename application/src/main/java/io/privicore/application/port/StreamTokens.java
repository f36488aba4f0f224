package io.privicore.application.port;

import io.privicore.domain.access.Delegation;
import io.privicore.domain.access.GrantId;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.token.TokenId;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/** The single-use tokens by which uploads are opened; one reservation has at most one at a time. */
public interface StreamTokens {

    /**
     * Issues a token for the reservation; the one before, if any, ends.
     */
    void issue(Issued issued, TokenHash token, Instant expiresAt);

    /** Ends a token; what it was issued for. Nothing for one that is unknown, used or expired. */
    Optional<Issued> redeem(TokenHash token, Instant now);

    /** Ends what applications got under these grants. */
    void endOf(Collection<GrantId> grants);

    /** Ends those of the profile, whoever got them. */
    void endAll(ProfileId owner);

    /** Forgets those that expired before; answers how many. */
    int forgetExpired(Instant now);

    /**
     * @param command the command that made the reservation
     * @param delegation the application that got the token, where it was not the profile itself
     */
    record Issued(ProfileId owner, TokenId reservation, UUID command, Optional<Delegation> delegation) {}
}
