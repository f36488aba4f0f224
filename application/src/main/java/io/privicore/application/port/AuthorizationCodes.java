package io.privicore.application.port;

import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.oauth.AuthorizationCode;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Codes that were requested or handed out, and the nonces that every application has had. */
public interface AuthorizationCodes {

    /**
     * Saves a new one with its events. Refuses with {@code OAUTH_NONCE_USED} a nonce that the application has had, however
     * long ago.
     */
    void add(Change<AuthorizationCode> requested);

    /** By the id under which it was requested. Within a unit of work it is the caller's alone until that ends. */
    Optional<AuthorizationCode> take(UUID id);

    /** By the code itself, in the same way. */
    Optional<AuthorizationCode> take(TokenHash code);

    /** For whom the code is, without taking it. */
    Optional<ApplicationId> applicationOf(TokenHash code);

    void save(AuthorizationCode code);

    /** How many of the profile can be retrieved or used still. */
    int count(ProfileId profile, Instant now);

    /**
     * Forgets those that the profile asked for and nobody has redeemed. A redemption that is under way is waited for:
     * whoever takes the profile's grants afterwards finds what came of it.
     */
    void forgetUnredeemed(ProfileId profile);

    /** Forgets codes and nonces of an application that is gone. */
    void forget(ApplicationId application);

    /** Forgets unused ones that expired before; used ones go with their grant. Answers how many. */
    int forgetExpired(Instant before);
}
