package io.privicore.application.port;

import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.token.TokenId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The single-use tokens by which uploads are opened; one reservation has at most one at a time. */
public interface StreamTokens {

    /**
     * Issues a token for the reservation; the one before, if any, ends.
     *
     * @param command the command that made the reservation
     */
    void issue(ProfileId owner, TokenId reservation, UUID command, TokenHash token, Instant expiresAt);

    /** Ends a token; what it was issued for. Nothing for one that is unknown, used or expired. */
    Optional<Issued> redeem(TokenHash token, Instant now);

    /** Forgets those that expired before; answers how many. */
    int forgetExpired(Instant now);

    record Issued(ProfileId owner, TokenId reservation, UUID command) {}
}
