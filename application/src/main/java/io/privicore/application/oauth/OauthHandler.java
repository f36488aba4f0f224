package io.privicore.application.oauth;

import static io.privicore.domain.kernel.Reason.OAUTH_CODE_NOT_FOUND;
import static io.privicore.domain.kernel.Reason.OAUTH_REDIRECT_MISMATCH;
import static io.privicore.domain.kernel.Reason.OAUTH_TOO_MANY;
import static io.privicore.domain.kernel.Reason.OAUTH_UNKNOWN_CLIENT;
import static io.privicore.domain.kernel.Reason.UNAUTHENTICATED;

import io.privicore.application.audit.AuditedCall;
import io.privicore.application.command.OauthCommand;
import io.privicore.application.command.OauthCommand.Register;
import io.privicore.application.command.OauthCommand.Remove;
import io.privicore.application.command.OauthCommand.RequestCode;
import io.privicore.application.pipeline.Actor;
import io.privicore.application.pipeline.Invocation;
import io.privicore.application.pipeline.Outcome;
import io.privicore.application.pipeline.Work;
import io.privicore.application.port.Applications;
import io.privicore.application.port.AuthorizationCodes;
import io.privicore.application.port.Grants;
import io.privicore.application.port.Sessions;
import io.privicore.application.port.Sessions.SignedIn;
import io.privicore.application.port.Tokens;
import io.privicore.application.port.UnitOfWork;
import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.application.query.OauthQuery;
import io.privicore.application.query.OauthQuery.ApplicationView;
import io.privicore.application.query.OauthQuery.Authorize;
import io.privicore.application.query.OauthQuery.CheckRedirect;
import io.privicore.application.query.OauthQuery.CodeView;
import io.privicore.application.query.OauthQuery.ConfigurationView;
import io.privicore.application.query.OauthQuery.Introspect;
import io.privicore.application.query.OauthQuery.Introspection;
import io.privicore.application.query.OauthQuery.ListApplications;
import io.privicore.application.query.OauthQuery.ObtainToken;
import io.privicore.application.query.OauthQuery.RefreshToken;
import io.privicore.application.query.OauthQuery.RetrieveCode;
import io.privicore.application.query.OauthQuery.RetrieveConfiguration;
import io.privicore.application.query.OauthQuery.RetrieveScope;
import io.privicore.application.query.OauthQuery.RevokeToken;
import io.privicore.domain.access.Delegation;
import io.privicore.domain.access.Scopes;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.kernel.Secret;
import io.privicore.domain.oauth.Application;
import io.privicore.domain.oauth.AuthorizationCode;
import io.privicore.domain.oauth.CodeChallenge;
import io.privicore.domain.oauth.Grant;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** Carries out what is asked of applications, and what they ask for. */
public final class OauthHandler {

    /** Most applications of a profile. */
    public static final int MOST = 100;

    /** Most codes of a profile that are out, and most grants it has given. */
    public static final int MOST_CODES = 100;

    public static final int MOST_GRANTS = 1000;

    private final Applications applications;
    private final AuthorizationCodes codes;
    private final Grants grants;
    private final Sessions sessions;
    private final Clients clients;
    private final Granting granting;
    private final GrantEnding ending;
    private final Tokens tokens;
    private final UnitOfWork unitOfWork;
    private final InstantSource clock;

    public OauthHandler(
            Applications applications,
            AuthorizationCodes codes,
            Grants grants,
            Sessions sessions,
            Clients clients,
            Granting granting,
            GrantEnding ending,
            Tokens tokens,
            UnitOfWork unitOfWork,
            InstantSource clock) {
        this.applications = applications;
        this.codes = codes;
        this.grants = grants;
        this.sessions = sessions;
        this.clients = clients;
        this.granting = granting;
        this.ending = ending;
        this.tokens = tokens;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
    }

    public Work prepare(Invocation in, OauthCommand command) {
        return switch (command) {
            case Register register -> () -> register(in, register);
            case RequestCode request -> () -> requestCode(in, request);
            case Remove remove -> () -> remove(in, remove.application());
        };
    }

    @SuppressWarnings("unchecked")
    public <R> R answer(Actor actor, OauthQuery<R> query) {
        return (R)
                switch (query) {
                    case RetrieveConfiguration retrieve -> configuration(actor, retrieve.application());
                    case ListApplications list -> applications.list(actor.profile(), list.paging());
                    case CheckRedirect check -> view(redirecting(check.clientId(), check.redirectUri()));
                    case Authorize authorize -> authorize(actor, authorize);
                    case RetrieveCode retrieve -> code(actor, retrieve);
                    case ObtainToken obtain -> granting.obtain(actor, obtain);
                    case RefreshToken refresh -> granting.refresh(actor, refresh);
                    case RetrieveScope retrieve -> scopes(actor, retrieve.token());
                    case RevokeToken revoke -> revoke(actor, revoke);
                    case Introspect introspect -> introspect(actor, introspect);
                };
    }

    private Outcome register(Invocation in, Register command) {
        if (applications.count(in.profile()) >= MOST) {
            throw new Refusal(
                    OAUTH_TOO_MANY, "Expected at most %d applications, but there are as many already".formatted(MOST));
        }
        var id = new ApplicationId(in.command().value());
        applications.save(Application.register(
                id,
                in.profile(),
                command.name(),
                command.redirectUri(),
                command.scopes(),
                tokens.mint(Tokens.Kind.CLIENT_ID),
                in.at()));
        return Outcome.made(id);
    }

    private Outcome requestCode(Invocation in, RequestCode command) {
        var application = applications.withClientId(command.clientId()).orElseThrow(OauthHandler::unknownClient);
        application.requireRegistered(command.scopes());
        request(
                in.command().value(),
                application,
                in.profile(),
                tokens.hash(nonceOf(application.id(), command.nonce().value())),
                command.scopes(),
                command.challenge());
        return Outcome.done();
    }

    private void request(
            UUID id,
            Application application,
            ProfileId profile,
            TokenHash nonce,
            Scopes scopes,
            Optional<CodeChallenge> challenge) {
        var now = clock.instant();
        if (codes.count(profile, now) >= MOST_CODES || grants.count(profile) >= MOST_GRANTS) {
            throw new Refusal(
                    OAUTH_TOO_MANY,
                    "Expected at most %d codes that are out and %d grants, but there are as many already"
                            .formatted(MOST_CODES, MOST_GRANTS));
        }
        codes.add(AuthorizationCode.request(id, application.id(), profile, nonce, scopes, challenge, now));
    }

    private Outcome remove(Invocation in, ApplicationId id) {
        ending.remove(applications.get(in.profile(), id));
        return Outcome.done();
    }

    private ConfigurationView configuration(Actor actor, ApplicationId id) {
        return unitOfWork.run(originOf(actor), () -> {
            var application = applications.get(actor.profile(), id);
            var secret = new Secret(tokens.mint(Tokens.Kind.CLIENT_SECRET));
            applications.save(application.retrieve(tokens.hash(secret.value())));
            AuditedCall.succeeds();
            return new ConfigurationView(
                    id,
                    application.clientId(),
                    secret,
                    application.redirectUri().value(),
                    application.scopes());
        });
    }

    /** A code by redirect, without the command and the nonce that the other way has. */
    private Secret authorize(Actor actor, Authorize query) {
        return unitOfWork.run(originOf(actor), () -> {
            var application = redirecting(query.clientId(), query.redirectUri());
            application.requireRegistered(query.scopes());
            var id = tokens.id();
            var nonce = tokens.hash(nonceOf(application.id(), "redirect\n" + id));
            request(id, application, actor.profile(), nonce, query.scopes(), Optional.of(query.challenge()));
            return handOut(codes.take(id).orElseThrow(OauthHandler::noCode)).code();
        });
    }

    private CodeView code(Actor actor, RetrieveCode query) {
        var client = clients.authenticate(actor, query.client());
        var nonce = tokens.hash(nonceOf(client.id(), query.nonce().value()));
        var handed = unitOfWork.insist(Granting.originOf(actor, client.id()), () -> codes.take(
                        query.request().value())
                .filter(code ->
                        code.application().equals(client.id()) && code.nonce().equals(nonce))
                .filter(code -> code.code().isPresent() || code.isWaitingAt(clock.instant()))
                .map(code -> {
                    AuditedCall.isOf(code.profile(), client.id());
                    return handOut(code);
                })
                .orElseThrow(OauthHandler::noCode));
        return new CodeView(client.clientId(), query.nonce(), handed.code(), handed.expiresAt());
    }

    private Handed handOut(AuthorizationCode code) {
        var text = new Secret(tokens.mint(Tokens.Kind.CODE));
        var change = code.retrieve(tokens.hash(text.value()), clock.instant());
        codes.save(change.after());
        AuditedCall.succeeds();
        return new Handed(text, change.after().expiresAt());
    }

    private Scopes scopes(Actor actor, Secret token) {
        clients.requireUnblocked(actor);
        return delegation(token).map(Delegation::scopes).orElseThrow(() -> {
            clients.guessed(actor);
            return new Refusal(UNAUTHENTICATED, "Expected a valid access token, but got none");
        });
    }

    private boolean revoke(Actor actor, RevokeToken query) {
        var client = clients.authenticate(actor, query.client());
        var hash = tokens.hash(query.token().value());
        var grant = signedIn(hash)
                .flatMap(found -> found.session().delegation())
                .map(Delegation::grant)
                .flatMap(grants::find)
                .or(() -> grants.withRefreshToken(hash))
                .filter(found -> found.application().equals(client.id()));
        grant.ifPresent(found -> end(actor, found));
        return true;
    }

    private void end(Actor actor, Grant grant) {
        AuditedCall.isOf(grant.profile(), grant.application());
        unitOfWork.insist(Granting.originOf(actor, grant.application()), () -> {
            ending.end(grant.id());
            AuditedCall.succeeds();
            return true;
        });
    }

    private Optional<Introspection> introspect(Actor actor, Introspect query) {
        var client = clients.authenticate(actor, query.client());
        var hash = tokens.hash(query.token().value());
        var access = signedIn(hash)
                .map(SignedIn::session)
                .filter(session -> session.delegation()
                        .filter(held -> held.application().equals(client.id()))
                        .isPresent())
                .map(session -> new Introspection(
                        client.clientId(),
                        session.profile(),
                        session.delegation().orElseThrow().scopes(),
                        true,
                        session.issuedAt(),
                        session.expiresAt()));
        return access.or(() -> grants.withRefreshToken(hash)
                .filter(grant -> grant.application().equals(client.id())
                        && grant.isPresent(hash)
                        && grant.isValidAt(clock.instant())
                        && granting.isUsable(grant.profile()))
                .map(grant -> new Introspection(
                        client.clientId(),
                        grant.profile(),
                        grant.scopes(),
                        false,
                        grant.grantedAt(),
                        grant.expiresAt())));
    }

    private Optional<Delegation> delegation(Secret token) {
        return signedIn(tokens.hash(token.value()))
                .flatMap(found -> found.session().delegation());
    }

    /** A token that can be used now. */
    private Optional<SignedIn> signedIn(TokenHash hash) {
        Instant now = clock.instant();
        return sessions.find(hash)
                .filter(found -> found.session().isValidAt(now))
                .filter(found -> found.state().isUsable());
    }

    private Application redirecting(String clientId, String redirectUri) {
        return applications
                .withClientId(clientId)
                .filter(found -> found.redirectUri().value().equals(redirectUri))
                .orElseThrow(() -> new Refusal(
                        OAUTH_REDIRECT_MISMATCH,
                        "Expected a client and the redirect URI that it registered, to the last character"));
    }

    private static ApplicationView view(Application application) {
        return new ApplicationView(
                application.id(),
                application.name().value(),
                application.redirectUri().value(),
                application.scopes(),
                application.createdAt(),
                application.lastUsedAt());
    }

    private static String nonceOf(ApplicationId application, String nonce) {
        return "oauth-nonce\n%s\n%s".formatted(application, nonce);
    }

    private static Origin originOf(Actor actor) {
        return new Origin(Optional.of(actor.profile()), Optional.empty(), actor.application(), actor.traceparent());
    }

    private static Refusal unknownClient() {
        return new Refusal(OAUTH_UNKNOWN_CLIENT, "Expected the client id of an application, but there is none");
    }

    private static Refusal noCode() {
        return new Refusal(
                OAUTH_CODE_NOT_FOUND,
                "Expected a code that was requested for this client and nonce, but there is none");
    }

    private record Handed(Secret code, Instant expiresAt) {}
}
