package io.privicore.domain.oauth;

import io.privicore.domain.access.Delegation;
import io.privicore.domain.access.GrantId;
import io.privicore.domain.access.Scopes;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.ProfileId;
import java.time.Instant;

/**
 * What an application may do for a profile, through all tokens made of one code. It has one pair of tokens at a time;
 * whoever shows a refresh token that was replaced before is not to be told from a thief, so that all of it ends.
 *
 * @param access the present access token, expired or not
 * @param refresh the present refresh token
 */
public record Grant(
        GrantId id,
        ApplicationId application,
        ProfileId profile,
        Scopes scopes,
        TokenHash access,
        TokenHash refresh,
        Instant grantedAt,
        Instant expiresAt,
        boolean ended) {

    public static Change<Grant> begin(
            GrantId id, AuthorizationCode code, TokenHash access, TokenHash refresh, Instant now, Instant expiresAt) {
        var grant = new Grant(
                id, code.application(), code.profile(), code.scopes(), access, refresh, now, expiresAt, false);
        return Change.of(
                grant,
                new OauthEvent.Granted(
                        code.profile(),
                        code.application(),
                        id.value(),
                        code.scopes().toString(),
                        expiresAt));
    }

    /** Whether its refresh token can be used still. */
    public boolean isValidAt(Instant now) {
        return !ended && now.isBefore(expiresAt);
    }

    /** Whether it is the refresh token that was made last. */
    public boolean isPresent(TokenHash shown) {
        return refresh.equals(shown);
    }

    /** Another pair of tokens instead of the present one. */
    public Change<Grant> refresh(TokenHash nextAccess, TokenHash nextRefresh, Instant nextExpiresAt) {
        var next =
                new Grant(id, application, profile, scopes, nextAccess, nextRefresh, grantedAt, nextExpiresAt, false);
        return Change.of(next, new OauthEvent.Refreshed(profile, application, id.value(), nextExpiresAt));
    }

    /** Ends it because something that serves once was used again. */
    public Change<Grant> endForReuse(Reused what) {
        return Change.of(
                end().after(),
                new OauthEvent.ReuseDetected(profile, application, id.value(), what.wire()),
                new OauthEvent.Revoked(profile, application, id.value()));
    }

    public Change<Grant> end() {
        var over = new Grant(id, application, profile, scopes, access, refresh, grantedAt, expiresAt, true);
        return Change.of(over, new OauthEvent.Revoked(profile, application, id.value()));
    }

    public Delegation delegation() {
        return new Delegation(application, id, scopes);
    }

    /** What was used again. */
    public enum Reused {
        CODE("code"),
        REFRESH_TOKEN("refresh-token");

        private final String wire;

        Reused(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }
    }
}
