package io.privicore.application.port;

import io.privicore.domain.access.GrantId;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.oauth.Grant;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What applications were granted. Ended grants are not found; refresh tokens that were replaced are remembered. */
public interface Grants {

    Optional<Grant> find(GrantId id);

    /** By a refresh token of it, present or replaced. */
    Optional<Grant> withRefreshToken(TokenHash refresh);

    /** Within a unit of work it is the caller's alone until that ends. */
    Optional<Grant> take(GrantId id);

    /** Those of an application, in the same way. */
    List<Grant> takeAll(ApplicationId application);

    /** Those that a profile has given, in the same way. */
    List<Grant> takeAll(ProfileId profile);

    /** How many the profile has given. */
    int count(ProfileId profile);

    /** Saves state and events. */
    void save(Change<Grant> change);

    /** Forgets those that expired before, and replaced refresh tokens that would have; answers how many grants. */
    int forgetExpired(Instant before);
}
