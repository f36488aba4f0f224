package io.privicore.application.port;

import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.token.StorageRef;
import io.privicore.domain.token.TokenId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The tokens by which one version of some data is downloaded: once, and on from where that broke off. */
public interface DownloadTokens {

    void issue(Granted granted, TokenHash token, Instant expiresAt);

    /**
     * What a token was issued for; nothing for one that is unknown, ended, expired or used.
     *
     * @param part whether only a part is asked for: then it may have been used before
     */
    Optional<Granted> find(TokenHash token, boolean part, Instant now);

    /** Uses a token; answers whether it was there still as {@link #find} found it. */
    boolean use(TokenHash token, boolean part, Instant now);

    /** Ends a token; answers whether it had not ended before. */
    boolean end(TokenHash token);

    /** Forgets those that expired before; answers how many. */
    int forgetExpired(Instant now);

    /** @param request the request for data that it answers */
    record Granted(ProfileId owner, TokenId token, StorageRef ref, UUID request) {}
}
