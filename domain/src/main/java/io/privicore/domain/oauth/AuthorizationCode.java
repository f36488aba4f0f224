package io.privicore.domain.oauth;

import static io.privicore.domain.kernel.Reason.OAUTH_ALREADY_RETRIEVED;

import io.privicore.domain.access.GrantId;
import io.privicore.domain.access.Scopes;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * That a profile lets an application have tokens: requested by the profile, retrieved by the application, used once. A used
 * one is remembered as long as what was made of it, so that a second use is noticed.
 *
 * @param id the id of the command that requested it
 * @param code nothing until it was retrieved
 * @param expiresAt until when it may be retrieved, and then until when it may be used
 * @param grant what was made of it
 */
public record AuthorizationCode(
        UUID id,
        ApplicationId application,
        ProfileId profile,
        TokenHash nonce,
        Scopes scopes,
        Optional<CodeChallenge> challenge,
        Optional<TokenHash> code,
        Instant expiresAt,
        Optional<GrantId> grant) {

    /** How long the application may take to retrieve it. */
    public static final Duration WAITING = Duration.ofMinutes(10);

    /** How long it may be used. */
    public static final Duration LIFETIME = Duration.ofSeconds(60);

    public static Change<AuthorizationCode> request(
            UUID id,
            ApplicationId application,
            ProfileId profile,
            TokenHash nonce,
            Scopes scopes,
            Optional<CodeChallenge> challenge,
            Instant now) {
        var requested = new AuthorizationCode(
                id,
                application,
                profile,
                nonce,
                scopes,
                challenge,
                Optional.empty(),
                now.plus(WAITING),
                Optional.empty());
        return Change.of(requested, new OauthEvent.CodeRequested(profile, application, scopes.toString()));
    }

    /** Hands it out; refuses to do so twice. */
    public Change<AuthorizationCode> retrieve(TokenHash fresh, Instant now) {
        if (code.isPresent()) {
            throw new Refusal(
                    OAUTH_ALREADY_RETRIEVED, "Expected a code that was not retrieved, but code %s was".formatted(id));
        }
        return Change.none(new AuthorizationCode(
                id, application, profile, nonce, scopes, challenge, Optional.of(fresh), now.plus(LIFETIME), grant));
    }

    public boolean isWaitingAt(Instant now) {
        return code.isEmpty() && now.isBefore(expiresAt);
    }

    public boolean isUsed() {
        return grant.isPresent();
    }

    /**
     * Whether it may be used now: where a challenge was given, by whoever knows its secret; where none was, only without
     * one, since a secret that nobody asked for tells of a request that was tampered with.
     */
    public boolean isUsableAt(Instant now, Optional<String> verifier) {
        return code.isPresent()
                && grant.isEmpty()
                && now.isBefore(expiresAt)
                && challenge.isPresent() == verifier.isPresent()
                && challenge
                        .map(asked -> verifier.filter(asked::isOf).isPresent())
                        .orElse(true);
    }

    public AuthorizationCode use(GrantId made) {
        return new AuthorizationCode(
                id, application, profile, nonce, scopes, challenge, code, expiresAt, Optional.of(made));
    }
}
