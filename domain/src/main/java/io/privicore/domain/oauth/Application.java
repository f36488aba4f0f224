package io.privicore.domain.oauth;

import static io.privicore.domain.kernel.Reason.OAUTH_ALREADY_RETRIEVED;
import static io.privicore.domain.kernel.Reason.OAUTH_SCOPE_NOT_REGISTERED;

import io.privicore.domain.access.Scopes;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Refusal;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;

/**
 * A program that profiles may let act for them. Its secret comes into being when its owner retrieves the configuration,
 * once; only the hash of it is kept.
 *
 * @param owner who registered it; anybody may grant it something
 * @param scopes the most it may ask for
 * @param clientId what it calls itself by; no secret
 * @param secret nothing until its configuration was retrieved
 * @param lastUsedAt when tokens were last made for it, to the minute
 */
public record Application(
        ApplicationId id,
        ProfileId owner,
        Name name,
        RedirectUri redirectUri,
        Scopes scopes,
        String clientId,
        Optional<TokenHash> secret,
        Instant createdAt,
        Optional<Instant> lastUsedAt,
        boolean removed,
        long revision) {

    public static Change<Application> register(
            ApplicationId id,
            ProfileId owner,
            Name name,
            RedirectUri redirectUri,
            Scopes scopes,
            String clientId,
            Instant now) {
        var application = new Application(
                id, owner, name, redirectUri, scopes, clientId, Optional.empty(), now, Optional.empty(), false, 0);
        return Change.of(application, new OauthEvent.Registered(owner, id, name.value(), scopes.toString()));
    }

    /** Gives it its secret; refuses to do so twice. */
    public Change<Application> retrieve(TokenHash fresh) {
        if (secret.isPresent()) {
            throw new Refusal(
                    OAUTH_ALREADY_RETRIEVED,
                    "Expected a configuration that was not retrieved, but that of application %s was".formatted(id));
        }
        return Change.of(with(Optional.of(fresh), false), new OauthEvent.ConfigurationRetrieved(owner, id));
    }

    /** Ends it; whatever was granted to it ends as well. */
    public Change<Application> remove() {
        return Change.of(with(secret, true), new OauthEvent.ApplicationRemoved(owner, id));
    }

    /** Whether it is the secret, found out in the same time whatever it is. */
    public boolean knows(TokenHash shown) {
        return secret.filter(known -> MessageDigest.isEqual(known.bytes(), shown.bytes()))
                .isPresent();
    }

    /** Refuses with {@code OAUTH_SCOPE_NOT_REGISTERED} what it did not register. */
    public void requireRegistered(Scopes wanted) {
        if (!scopes.cover(wanted)) {
            throw new Refusal(
                    OAUTH_SCOPE_NOT_REGISTERED,
                    "Expected scopes that application %s registered, but one is not among them".formatted(id));
        }
    }

    private Application with(Optional<TokenHash> otherSecret, boolean isRemoved) {
        return new Application(
                id,
                owner,
                name,
                redirectUri,
                scopes,
                clientId,
                otherSecret,
                createdAt,
                lastUsedAt,
                isRemoved,
                revision);
    }
}
