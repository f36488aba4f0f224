package io.privicore.application.oauth;

import static io.privicore.domain.kernel.Reason.OAUTH_SCOPE_NOT_REGISTERED;

import io.privicore.application.audit.AuditedCall;
import io.privicore.application.pipeline.Actor;
import io.privicore.application.port.Applications;
import io.privicore.application.port.AuthorizationCodes;
import io.privicore.application.port.Grants;
import io.privicore.application.port.Profiles;
import io.privicore.application.port.Sessions;
import io.privicore.application.port.Tokens;
import io.privicore.application.port.UnitOfWork;
import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.application.query.OauthQuery.Bearer;
import io.privicore.application.query.OauthQuery.ClientSecret;
import io.privicore.application.query.OauthQuery.ObtainToken;
import io.privicore.application.query.OauthQuery.Proof;
import io.privicore.application.query.OauthQuery.RefreshToken;
import io.privicore.application.query.OauthQuery.TokenPair;
import io.privicore.domain.access.Delegation;
import io.privicore.domain.access.GrantId;
import io.privicore.domain.access.Scopes;
import io.privicore.domain.access.Session;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.kernel.Secret;
import io.privicore.domain.oauth.Application;
import io.privicore.domain.oauth.AuthorizationCode;
import io.privicore.domain.oauth.Grant;
import io.privicore.domain.oauth.Grant.Reused;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Makes tokens of codes and of refresh tokens. What is refused may still have ended something, durably. */
public final class Granting {

    private final Applications applications;
    private final AuthorizationCodes codes;
    private final Grants grants;
    private final Sessions sessions;
    private final Profiles profiles;
    private final Clients clients;
    private final GrantEnding ending;
    private final Tokens tokens;
    private final UnitOfWork unitOfWork;
    private final InstantSource clock;
    private final Lifetimes lifetimes;

    /**
     * @param access how long an access token can be used
     * @param refresh how long a refresh token can be used, and with it everything that was granted
     */
    public record Lifetimes(Duration access, Duration refresh) {}

    public Granting(
            Applications applications,
            AuthorizationCodes codes,
            Grants grants,
            Sessions sessions,
            Profiles profiles,
            Clients clients,
            GrantEnding ending,
            Tokens tokens,
            UnitOfWork unitOfWork,
            InstantSource clock,
            Lifetimes lifetimes) {
        this.applications = applications;
        this.codes = codes;
        this.grants = grants;
        this.sessions = sessions;
        this.profiles = profiles;
        this.clients = clients;
        this.ending = ending;
        this.tokens = tokens;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
        this.lifetimes = lifetimes;
    }

    TokenPair obtain(Actor actor, ObtainToken query) {
        var client = clientOf(actor, query);
        return inUnit(actor, client, () -> codes.take(tokens.hash(query.code().value()))
                        .filter(code -> code.application().equals(client.id()))
                        .flatMap(code -> exchange(client, code, query)))
                .orElseThrow(() -> refused(actor, query.proof()));
    }

    TokenPair refresh(Actor actor, RefreshToken query) {
        var grant = grantOf(actor, query);
        var client = applications.find(grant.application()).orElseThrow(Clients::invalidGrant);
        if (query.scopes().filter(wanted -> !grant.scopes().cover(wanted)).isPresent()) {
            throw new Refusal(
                    OAUTH_SCOPE_NOT_REGISTERED, "Expected scopes that were granted, but one is not among them");
        }
        return inUnit(actor, client, () -> grants.take(grant.id()).flatMap(taken -> renew(client, taken, query)))
                .orElseThrow(() -> refused(actor, query.proof()));
    }

    /** A client that is known by its secret does not guess: what it shows may well have ended meanwhile. */
    private Refusal refused(Actor actor, Proof proof) {
        return switch (proof) {
            case ClientSecret _ -> Clients.invalidGrant();
            case Bearer _ -> clients.guessed(actor);
        };
    }

    private Application clientOf(Actor actor, ObtainToken query) {
        return switch (query.proof()) {
            case ClientSecret secret -> clients.authenticate(actor, secret);
            case Bearer shown -> {
                clients.requireUnblocked(actor);
                yield Optional.of(shown.value())
                        .filter(query.code()::equals)
                        .flatMap(code -> codes.applicationOf(tokens.hash(code.value())))
                        .flatMap(applications::find)
                        .orElseThrow(() -> clients.guessed(actor));
            }
        };
    }

    /** The grant whose token is to be replaced, where whoever asks may ask for it. */
    private Grant grantOf(Actor actor, RefreshToken query) {
        var refresh = tokens.hash(query.refreshToken().value());
        return switch (query.proof()) {
            case ClientSecret secret -> {
                var client = clients.authenticate(actor, secret);
                yield grants.withRefreshToken(refresh)
                        .filter(grant -> grant.application().equals(client.id()))
                        .orElseThrow(Clients::invalidGrant);
            }
            case Bearer shown -> {
                clients.requireUnblocked(actor);
                // Of a refresh token that was replaced, the access token is not known any more; showing it ends all.
                yield grants.withRefreshToken(refresh)
                        .filter(grant -> !grant.isPresent(refresh)
                                || grant.access()
                                        .equals(tokens.hash(shown.value().value())))
                        .orElseThrow(() -> clients.guessed(actor));
            }
        };
    }

    private Optional<TokenPair> exchange(Application client, AuthorizationCode code, ObtainToken query) {
        AuditedCall.isOf(code.profile(), client.id());
        if (code.grant().isPresent()) {
            ending.endForReuse(code.grant().get(), Reused.CODE);
            return Optional.empty();
        }
        var now = clock.instant();
        if (!code.isUsableAt(now, query.verifier().map(Secret::value))
                || query.redirectUri()
                        .filter(said -> !said.equals(client.redirectUri().value()))
                        .isPresent()
                || !isUsable(code.profile())) {
            return Optional.empty();
        }
        var id = new GrantId(tokens.id());
        codes.save(code.use(id));
        return Optional.of(issue(
                client,
                code.scopes(),
                now,
                (pair, until) -> Grant.begin(
                        id,
                        code,
                        tokens.hash(pair.access().value()),
                        tokens.hash(pair.refresh().value()),
                        now,
                        until)));
    }

    private Optional<TokenPair> renew(Application client, Grant grant, RefreshToken query) {
        AuditedCall.isOf(grant.profile(), client.id());
        if (!grant.isPresent(tokens.hash(query.refreshToken().value()))) {
            ending.endForReuse(grant.id(), Reused.REFRESH_TOKEN);
            return Optional.empty();
        }
        var now = clock.instant();
        if (!grant.isValidAt(now) || !isUsable(grant.profile())) {
            return Optional.empty();
        }
        ending.endTokens(List.of(grant.id()));
        return Optional.of(issue(
                client,
                query.scopes().orElse(grant.scopes()),
                now,
                (pair, until) -> grant.refresh(
                        tokens.hash(pair.access().value()),
                        tokens.hash(pair.refresh().value()),
                        until)));
    }

    /** Saves the grant with a fresh pair and the session of its access token. */
    private TokenPair issue(
            Application client, Scopes scopes, Instant now, BiFunction<Pair, Instant, Change<Grant>> change) {
        var pair = new Pair(new Secret(tokens.mint(Tokens.Kind.ACCESS)), new Secret(tokens.mint(Tokens.Kind.REFRESH)));
        var until = now.plus(lifetimes.refresh());
        var changed = change.apply(pair, until);
        var grant = changed.after();
        grants.save(changed);
        var expiresAt = now.plus(lifetimes.access());
        sessions.save(Session.delegate(
                tokens.id(),
                grant.profile(),
                grant.access(),
                new Delegation(client.id(), grant.id(), scopes),
                now,
                expiresAt));
        applications.used(client.id(), now);
        AuditedCall.succeeds();
        return new TokenPair(client.clientId(), pair.access(), pair.refresh(), scopes, now, expiresAt, until);
    }

    /** Whoever granted may have been suspended since, or be gone. */
    boolean isUsable(ProfileId profile) {
        return profiles.find(profile).filter(found -> found.state().isUsable()).isPresent();
    }

    private Optional<TokenPair> inUnit(Actor actor, Application client, Supplier<Optional<TokenPair>> work) {
        return unitOfWork.insist(originOf(actor, client.id()), work);
    }

    static Origin originOf(Actor actor, ApplicationId application) {
        return new Origin(Optional.empty(), Optional.empty(), Optional.of(application), actor.traceparent());
    }

    private record Pair(Secret access, Secret refresh) {}
}
