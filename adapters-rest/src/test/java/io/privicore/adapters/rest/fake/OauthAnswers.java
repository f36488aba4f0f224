package io.privicore.adapters.rest.fake;

import static io.privicore.adapters.rest.fake.RecordingPrivicore.NOON;
import static io.privicore.adapters.rest.fake.RecordingPrivicore.PROFILE;

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
import io.privicore.application.query.OauthQuery.TokenPair;
import io.privicore.application.query.Page;
import io.privicore.domain.access.Scope;
import io.privicore.domain.access.Scopes;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.kernel.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Knows one application. */
public final class OauthAnswers {

    public static final ApplicationId APPLICATION = ApplicationId.of("3f0c9d52-7a1e-4f0b-9a55-6f2b1c7d9e10");
    public static final String REDIRECT = "https://invoices.example.com/callback";

    private static final Scopes READING = Scopes.of(Scope.DATA_TOKEN_READ);

    private OauthAnswers() {}

    static Object answer(OauthQuery<?> query) {
        return switch (query) {
            case RetrieveConfiguration _ ->
                new ConfigurationView(APPLICATION, "client-1", new Secret("cs-1"), REDIRECT, READING);
            case ListApplications list -> new Page<>(List.of(application()), 1, list.paging());
            case CheckRedirect check -> {
                if (!check.redirectUri().equals(REDIRECT)) {
                    throw new Refusal(Reason.OAUTH_REDIRECT_MISMATCH, "Expected the registered redirect URI");
                }
                yield application();
            }
            case Authorize authorize -> {
                if (!READING.cover(authorize.scopes())) {
                    throw new Refusal(Reason.OAUTH_SCOPE_NOT_REGISTERED, "Expected registered scopes");
                }
                yield new Secret("code-1");
            }
            case RetrieveCode retrieve -> new CodeView("client-1", retrieve.nonce(), new Secret("code-1"), NOON);
            case ObtainToken obtain -> pair(obtain.code());
            case RefreshToken refresh -> pair(refresh.refreshToken());
            case RetrieveScope _ -> READING;
            case RevokeToken _ -> true;
            case Introspect introspect ->
                Optional.of(introspect.token())
                        .filter(token -> token.value().equals("T-oauth-1"))
                        .map(_ -> new Introspection(
                                "client-1", PROFILE, READING, true, NOON, NOON.plus(Duration.ofHours(1))));
        };
    }

    private static TokenPair pair(Secret of) {
        if (of.value().equals("used")) {
            throw new Refusal(Reason.OAUTH_INVALID_GRANT, "Expected a code or token that can be used");
        }
        return new TokenPair(
                "client-1",
                new Secret("T-oauth-1"),
                new Secret("R-oauth-1"),
                READING,
                NOON,
                NOON.plus(Duration.ofHours(1)),
                NOON.plus(Duration.ofDays(30)));
    }

    private static ApplicationView application() {
        return new ApplicationView(APPLICATION, "Invoices", REDIRECT, READING, NOON, Optional.empty());
    }
}
