package io.privicore.application.query;

import io.privicore.application.command.CommandId;
import io.privicore.application.command.Operation;
import io.privicore.application.command.Operation.Access;
import io.privicore.domain.access.Scope;
import io.privicore.domain.access.Scopes;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Secret;
import io.privicore.domain.oauth.CodeChallenge;
import io.privicore.domain.oauth.Nonce;
import java.time.Instant;
import java.util.Optional;

/** What profiles can ask about their applications, and what applications can ask for. */
public sealed interface OauthQuery<R> extends Query<R> {

    /** Hands out the client id and a fresh secret, once. */
    @Operation(value = "oauth.retrieve-configuration", scope = Scope.OAUTH_WRITE, audited = true)
    record RetrieveConfiguration(ApplicationId application) implements OauthQuery<ConfigurationView> {}

    /** The caller's applications, oldest first. */
    @Operation(value = "oauth.list", scope = Scope.OAUTH_READ)
    record ListApplications(Paging paging) implements OauthQuery<Page<ApplicationView>> {}

    /** Who asks for a code, as far as a redirect may depend on it: refuses another redirect URI than the registered one. */
    @Operation(value = "oauth.check-redirect", delegable = false)
    record CheckRedirect(String clientId, String redirectUri) implements OauthQuery<ApplicationView> {}

    /** Grants at once: mints a code for the application whose redirect URI this is. */
    @Operation(value = "oauth.authorize", scope = Scope.OAUTH_WRITE, delegable = false, audited = true)
    record Authorize(String clientId, String redirectUri, Scopes scopes, CodeChallenge challenge)
            implements OauthQuery<Secret> {}

    /** Hands a requested code to its application, once. */
    @Operation(value = "oauth.retrieve-code", access = Access.BASIC, audited = true)
    record RetrieveCode(ClientSecret client, CommandId request, Nonce nonce) implements OauthQuery<CodeView> {}

    /**
     * Makes tokens of a code. Using one twice ends every token that was made of it.
     *
     * @param redirectUri checked where it is said
     */
    @Operation(value = "oauth.obtain-token", access = Access.BASIC, audited = true)
    record ObtainToken(Proof proof, Secret code, Optional<Secret> verifier, Optional<String> redirectUri)
            implements OauthQuery<TokenPair> {}

    /**
     * Replaces a pair of tokens. Using a refresh token twice ends every token of its grant.
     *
     * @param scopes fewer than were granted, for the new access token alone
     */
    @Operation(value = "oauth.refresh-token", access = Access.BASIC, audited = true)
    record RefreshToken(Proof proof, Secret refreshToken, Optional<Scopes> scopes) implements OauthQuery<TokenPair> {}

    /** What an access token may do. */
    @Operation(value = "oauth.retrieve-scope", access = Access.BASIC)
    record RetrieveScope(Secret token) implements OauthQuery<Scopes> {}

    /** Ends the grant that either of its tokens is of; what is none of the client's is left alone and not spoken of. */
    @Operation(value = "oauth.revoke", access = Access.BASIC, audited = true)
    record RevokeToken(ClientSecret client, Secret token) implements OauthQuery<Boolean> {}

    /** What becomes of a token, if it is one of the client's. */
    @Operation(value = "oauth.introspect", access = Access.BASIC)
    record Introspect(ClientSecret client, Secret token) implements OauthQuery<Optional<Introspection>> {}

    /** How an application shows that it is the one that may have tokens. */
    sealed interface Proof {}

    /** Client id and secret. */
    record ClientSecret(String clientId, Secret secret) implements Proof {}

    /** What it got before: the code itself, or the access token, expired or not, that is to be replaced. */
    record Bearer(Secret value) implements Proof {}

    record ConfigurationView(
            ApplicationId application, String clientId, Secret clientSecret, String redirectUri, Scopes scopes) {}

    record ApplicationView(
            ApplicationId application,
            String name,
            String redirectUri,
            Scopes scopes,
            Instant createdAt,
            Optional<Instant> lastUsedAt) {}

    record CodeView(String clientId, Nonce nonce, Secret code, Instant expiresAt) {}

    record TokenPair(
            String clientId,
            Secret token,
            Secret refreshToken,
            Scopes scopes,
            Instant issuedAt,
            Instant expiresAt,
            Instant refreshTokenExpiresAt) {}

    /** @param access whether it is an access token; else a refresh token */
    record Introspection(
            String clientId, ProfileId profile, Scopes scopes, boolean access, Instant issuedAt, Instant expiresAt) {}
}
