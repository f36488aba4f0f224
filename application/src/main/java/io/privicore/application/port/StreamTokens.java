package io.privicore.application.port;

import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.token.TokenId;
import java.time.Instant;

/** The single-use tokens by which streams are opened; one reservation has at most one at a time. */
public interface StreamTokens {

    /** Issues a token for the reservation; the one before, if any, ends. */
    void issue(ProfileId owner, TokenId reservation, TokenHash token, Instant expiresAt);
}
