package io.privicore.adapters.rest.oauth;

import io.privicore.adapters.rest.caller.Callers;
import io.privicore.adapters.rest.form.Form;
import io.privicore.adapters.rest.form.Values;
import io.privicore.adapters.rest.view.Json;
import io.privicore.application.query.OauthQuery.ApplicationView;
import io.privicore.application.query.OauthQuery.Bearer;
import io.privicore.application.query.OauthQuery.ClientSecret;
import io.privicore.application.query.OauthQuery.Proof;
import io.privicore.application.query.OauthQuery.TokenPair;
import io.privicore.domain.access.Scopes;
import io.privicore.domain.kernel.Secret;
import io.privicore.domain.oauth.CodeChallenge;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;

/** How fields about applications are read and shown. */
final class OauthFields {

    /** What a client id, a code, a token or a verifier may be long. */
    static final int LONGEST = 500;

    private OauthFields() {}

    /** Name and secret, or else a code or token as it is. */
    static Optional<Proof> proof(HttpServerRequest request) {
        return Callers.basic(request)
                .<Proof>map(shown -> new ClientSecret(shown.name(), new Secret(shown.password())))
                .or(() -> Callers.bare(request).map(shown -> new Bearer(new Secret(shown))));
    }

    static Optional<Secret> token(HttpServerRequest request) {
        return Callers.bare(request).map(Secret::new);
    }

    static Secret secret(String text) {
        return new Secret(Values.text(LONGEST).apply(text.strip()));
    }

    /** Scopes as a list, or as OAuth writes them: one text with blanks. */
    static Scopes scopes(Form form, String name) {
        var texts = form.someOf(name, text -> {
            Scopes.of(words(text));
            return text;
        });
        return form.isAtFault(name)
                ? Scopes.ALL
                : Scopes.of(texts.stream().flatMap(text -> words(text).stream()).toList());
    }

    /** As the standard endpoints are told them; what is none has an error of its own there. */
    static Scopes standardScopes(String text) {
        try {
            return Scopes.of(words(text));
        } catch (IllegalArgumentException e) {
            throw new StandardError(StandardError.INVALID_SCOPE, String.valueOf(e.getMessage()));
        }
    }

    static Optional<CodeChallenge> challenge(Form form) {
        Optional<CodeChallenge> challenge = form.optional("code_challenge", CodeChallenge::new);
        var method = form.optional("code_challenge_method", OauthFields::method);
        if (challenge.isPresent() && method.isEmpty() && !form.isAtFault("code_challenge_method")) {
            form.fault("code_challenge_method", "required", "it is missing; the one that is taken is S256");
        }
        return challenge;
    }

    static Json view(ApplicationView application) {
        return Json.of("applicationId", application.application())
                .with("name", application.name())
                .with("redirectUri", application.redirectUri())
                .with("scopes", application.scopes().wire())
                .with("createdAt", application.createdAt())
                .with("lastUsedAt", application.lastUsedAt());
    }

    static Json view(TokenPair pair) {
        return Json.of("clientId", pair.clientId())
                .with("token", pair.token().value())
                .with("refreshToken", pair.refreshToken().value())
                .with("type", "bearer")
                .with("scope", pair.scopes().wire())
                .with("expiresAt", pair.expiresAt())
                .with("refreshTokenExpiresAt", pair.refreshTokenExpiresAt());
    }

    static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }

    private static String method(String text) {
        if (!text.equals(CodeChallenge.METHOD)) {
            throw new IllegalArgumentException("Expected " + CodeChallenge.METHOD);
        }
        return text;
    }
}
