package io.privicore.bootstrap.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.AuthorizationResponse;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenIntrospectionResponse;
import com.nimbusds.oauth2.sdk.TokenIntrospectionSuccessResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.Token;
import com.nimbusds.oauth2.sdk.token.Tokens;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A client library as it comes, knowing nothing but the address of the platform. */
@ExtendWith(SharedPlatform.class)
class StandardClientIT {

    private static final URI REDIRECT = URI.create(Applications.REDIRECT);
    private static final Scope READING = new Scope("profile:read", "data-token:read");

    private final Client granter;
    private final ClientID clientId;
    private final Secret secret;
    private final AuthorizationServerMetadata metadata;

    StandardClientIT(Platform platform) throws Exception {
        granter = Client.active(platform.address());
        var application = Applications.register(Client.active(platform.address()), "profile:read,data-token:read");
        clientId = new ClientID(application.clientId);
        secret = new Secret(application.secret);
        var address = platform.address();
        metadata = AuthorizationServerMetadata.resolve(
                new Issuer("%s://%s:%d".formatted(address.getScheme(), address.getHost(), address.getPort())));
    }

    @Test
    void goesThroughTheWholeFlow() throws Exception {
        var verifier = new CodeVerifier();
        var grant = new AuthorizationCodeGrant(
                authorized(verifier, READING).toSuccessResponse().getAuthorizationCode(), REDIRECT, verifier);

        var first = ask(new ClientSecretBasic(clientId, secret), grant);
        assertThat(first.getAccessToken().getScope()).isEqualTo(READING);
        assertThat(isActive(first.getAccessToken())).isTrue();
        Client.withToken(granter.base(), first.getAccessToken().getValue())
                .get("/profile/retrieve-profile-id")
                .expect(200);

        var second = ask(new ClientSecretPost(clientId, secret), new RefreshTokenGrant(first.getRefreshToken()));
        assertThat(isActive(first.getAccessToken())).isFalse();
        assertThat(isActive(second.getAccessToken())).isTrue();
        assertThat(isActive(second.getRefreshToken())).isTrue();

        var revoked = new TokenRevocationRequest(
                        metadata.getRevocationEndpointURI(),
                        new ClientSecretBasic(clientId, secret),
                        second.getRefreshToken())
                .toHTTPRequest()
                .send();
        assertThat(revoked.getStatusCode()).isEqualTo(200);
        assertThat(isActive(second.getAccessToken())).isFalse();
    }

    @Test
    void isToldWhatIsWrongInItsOwnWords() throws Exception {
        var verifier = new CodeVerifier();
        var code = authorized(verifier, READING).toSuccessResponse().getAuthorizationCode();

        var wrongVerifier = send(
                new ClientSecretBasic(clientId, secret),
                new AuthorizationCodeGrant(code, REDIRECT, new CodeVerifier()));
        var wrongSecret = send(
                new ClientSecretBasic(clientId, new Secret("cs-wrong")),
                new AuthorizationCodeGrant(code, REDIRECT, verifier));
        var wrongScope = authorized(verifier, new Scope("device:write"));
        var unknownScope = TokenResponse.parse(new TokenRequest.Builder(
                        metadata.getTokenEndpointURI(),
                        new ClientSecretBasic(clientId, secret),
                        new RefreshTokenGrant(new RefreshToken("R-oauth-any")))
                .scope(new Scope("nonsense"))
                .build()
                .toHTTPRequest()
                .send());

        assertThat(wrongVerifier.toErrorResponse().getErrorObject().getCode()).isEqualTo("invalid_grant");
        assertThat(wrongSecret.toErrorResponse().getErrorObject().getCode()).isEqualTo("invalid_client");
        assertThat(wrongScope.toErrorResponse().getErrorObject().getCode()).isEqualTo("invalid_scope");
        assertThat(unknownScope.toErrorResponse().getErrorObject().getCode()).isEqualTo("invalid_scope");
    }

    @Test
    void isNobodyWhereItsNameIsNoText() throws Exception {
        var encoded = send(
                new ClientSecretBasic(new ClientID("client-\u0000"), secret),
                new RefreshTokenGrant(new RefreshToken("R-oauth-any")));
        var plain = Client.stranger(granter.base())
                .send(
                        "POST",
                        "/oauth-application/obtain-access-token",
                        "application/json",
                        BodyPublishers.ofString("{\"authorization_code\": \"code-any\"}"),
                        Map.of(
                                "Authorization",
                                "Basic " + Base64.getEncoder().encodeToString("client-\u0000:any".getBytes(UTF_8))));

        assertThat(encoded.toErrorResponse().getErrorObject().getCode()).isEqualTo("invalid_client");
        plain.expectProblem(401);
    }

    @Test
    void isSentNowhereElseThanItRegistered() throws Exception {
        var verifier = new CodeVerifier();
        for (var other : new String[] {"http://127.0.0.1:7777/callback/", "http://127.0.0.1:7778/callback"}) {
            var answer = authorize(request(verifier, READING, URI.create(other)));

            answer.expectProblem(400);
            assertThat(answer.headers().firstValue("Location")).isEmpty();
        }
        Client.stranger(granter.base())
                .get(path(request(verifier, READING, REDIRECT)))
                .expectProblem(401);
    }

    /** The profile answers for itself; a console may do so for it. */
    private AuthorizationResponse authorized(CodeVerifier verifier, Scope scope) throws Exception {
        var request = request(verifier, scope, REDIRECT);
        var answer = authorize(request).expect(302);
        var response = AuthorizationResponse.parse(URI.create(answer.header("Location")));
        assertThat(response.getState()).isEqualTo(request.getState());
        assertThat(response.getIssuer()).isEqualTo(metadata.getIssuer());
        return response;
    }

    private Answer authorize(AuthorizationRequest request) {
        return granter.get(path(request));
    }

    private AuthorizationRequest request(CodeVerifier verifier, Scope scope, URI redirect) {
        return new AuthorizationRequest.Builder(ResponseType.CODE, clientId)
                .endpointURI(metadata.getAuthorizationEndpointURI())
                .redirectionURI(redirect)
                .scope(scope)
                .state(new State())
                .codeChallenge(verifier, CodeChallengeMethod.S256)
                .build();
    }

    private static String path(AuthorizationRequest request) {
        var uri = request.toURI();
        return uri.getRawPath() + "?" + uri.getRawQuery();
    }

    private Tokens ask(ClientAuthentication client, AuthorizationGrant grant) throws Exception {
        var response = send(client, grant);
        assertThat(response.indicatesSuccess()).isTrue();
        AccessTokenResponse success = response.toSuccessResponse();
        return success.getTokens();
    }

    private TokenResponse send(ClientAuthentication client, AuthorizationGrant grant) throws Exception {
        return TokenResponse.parse(new TokenRequest.Builder(metadata.getTokenEndpointURI(), client, grant)
                .build()
                .toHTTPRequest()
                .send());
    }

    private boolean isActive(Token token) throws Exception {
        TokenIntrospectionResponse response = TokenIntrospectionResponse.parse(new TokenIntrospectionRequest(
                        metadata.getIntrospectionEndpointURI(), new ClientSecretBasic(clientId, secret), token)
                .toHTTPRequest()
                .send());
        TokenIntrospectionSuccessResponse success = response.toSuccessResponse();
        return success.isActive();
    }
}
