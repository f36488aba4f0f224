package io.privicore.adapters.rest.oauth;

import static io.privicore.adapters.rest.oauth.StandardError.INVALID_REQUEST;

import io.privicore.adapters.rest.caller.Callers;
import io.privicore.adapters.rest.edge.Edge;
import io.privicore.adapters.rest.edge.PublicAddress;
import io.privicore.adapters.rest.form.Form;
import io.privicore.adapters.rest.form.Purity;
import io.privicore.adapters.rest.openapi.Described;
import io.privicore.adapters.rest.openapi.Field;
import io.privicore.adapters.rest.openapi.Fields;
import io.privicore.adapters.rest.problem.ProblemThrown;
import io.privicore.adapters.rest.view.Json;
import io.privicore.application.Caller.Credential;
import io.privicore.application.query.OauthQuery;
import io.privicore.application.query.OauthQuery.ClientSecret;
import io.privicore.application.query.OauthQuery.Introspection;
import io.privicore.application.query.OauthQuery.TokenPair;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.kernel.Secret;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What off-the-shelf clients call: tokens (RFC 6749), their end (RFC 7009) and what becomes of them (RFC 7662). */
@Singleton
@Path("/oauth")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "oauth")
@Fields({
    @Field(
            name = "client_id",
            example = "",
            about = "The application's, where it does not show itself by HTTP Basic.",
            required = false),
    @Field(
            name = "client_secret",
            example = "",
            about = "The application's, where it does not show itself by HTTP Basic; never both.",
            required = false)
})
public final class TokenResource {

    private static final String CHALLENGE = "Basic realm=\"privicore\", charset=\"UTF-8\"";

    private final Edge edge;
    private final PublicAddress address;

    TokenResource(Edge edge, PublicAddress address) {
        this.edge = edge;
        this.address = address;
    }

    @POST
    @Path("token")
    @Described(
            title = "Obtain tokens",
            about =
                    "The token endpoint of RFC 6749. What else is said is passed over. `error` is `invalid_request`, "
                            + "`invalid_grant`, `invalid_scope`, `unsupported_grant_type`, `invalid_client` or "
                            + "`temporarily_unavailable`. Using a code or a refresh token twice ends every token of what was granted.",
            secret = true,
            freeFields = true,
            fields = {
                @Field(
                        name = "grant_type",
                        example = "authorization_code",
                        about = "`authorization_code` or `refresh_token`."),
                @Field(
                        name = "code",
                        example = "code-0mNbVcXzAsDfGhJkLpOiUyTrEwQ1aZ2sX3dC4fV5gB6",
                        about = "With `authorization_code`: the code.",
                        required = false),
                @Field(
                        name = "code_verifier",
                        example = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
                        about = "With `authorization_code`: where a challenge was given, and only then.",
                        required = false),
                @Field(
                        name = "redirect_uri",
                        example = "https://invoices.example.com/callback",
                        about = "With `authorization_code`: the registered one, checked where it is said.",
                        required = false),
                @Field(
                        name = "refresh_token",
                        example = "",
                        about = "With `refresh_token`: the last one.",
                        required = false),
                @Field(
                        name = "scope",
                        example = "",
                        about =
                                "With `refresh_token`: scopes with blanks between them, for an access token that may do less "
                                        + "than was granted.",
                        required = false)
            },
            fieldsOf = TokenResource.class,
            answer = """
                    {"access_token": "T-oauth-1qA2zW3sX4eD5cR6fV7tG8bY9hN0uJmIkOlPqAzWsXe", "token_type": "Bearer",
                     "expires_in": 3600, "refresh_token": "R-oauth-9oL8kI7jU6hY5gT4fR3dE2sW1aQ0zXcVbNmMnBvCxZl",
                     "scope": "data-token:read data-token:write"}""")
    public Response token(@Context RoutingContext http) {
        return standard(() -> view(edge.answerOpenly(http, form -> {
            var client = client(http, form);
            return switch (form.text("grant_type", false)) {
                case "authorization_code" -> obtain(client, form);
                case "refresh_token" -> refresh(client, form);
                case "" -> throw new StandardError(INVALID_REQUEST, "Expected a grant_type, but there is none");
                default ->
                    throw new StandardError(
                            "unsupported_grant_type", "Expected authorization_code or refresh_token, but got another");
            };
        })));
    }

    @POST
    @Path("revoke")
    @Described(
            title = "Revoke token",
            about =
                    "RFC 7009: ends all that was granted with the token. What is none of the client's is left alone, and "
                            + "answered alike. What else is said, such as `token_type_hint`, is passed over. `error` is "
                            + "`invalid_request`, `invalid_client` or `temporarily_unavailable`.",
            secret = true,
            freeFields = true,
            fields = {
                @Field(
                        name = "token",
                        example = "R-oauth-9oL8kI7jU6hY5gT4fR3dE2sW1aQ0zXcVbNmMnBvCxZl",
                        about = "An access token or a refresh token.")
            },
            fieldsOf = TokenResource.class,
            answer = "{}")
    public Response revoke(@Context RoutingContext http) {
        return standard(() -> {
            edge.answerOpenly(http, form -> {
                var client = client(http, form);
                var query = new OauthQuery.RevokeToken(client, form.required("token", OauthFields::secret));
                form.rest();
                return query;
            });
            return Json.object();
        });
    }

    @POST
    @Path("introspect")
    @Described(
            title = "Introspect token",
            about =
                    "RFC 7662: what becomes of a token of the client's own. Any other, and one that has ended, is answered "
                            + "with `active` alone, which is `false` then; of a refresh token `token_type` is left out. What else is "
                            + "said is passed over. `error` is `invalid_request`, `invalid_client` or `temporarily_unavailable`.",
            secret = true,
            freeFields = true,
            fields = {
                @Field(
                        name = "token",
                        example = "T-oauth-1qA2zW3sX4eD5cR6fV7tG8bY9hN0uJmIkOlPqAzWsXe",
                        about = "An access token or a refresh token.")
            },
            fieldsOf = TokenResource.class,
            answer = """
                    {"active": true, "client_id": "client-5Zr0b1u8Q2w7k9yT4mVfXs3LhJcNpRgAeDdBiOoUtYk",
                     "sub": "1b4e28ba-2fa1-41d2-883f-0016d3cca427", "scope": "data-token:read data-token:write",
                     "iss": "https://privicore.example.com", "iat": 1771688024, "exp": 1771691624, "token_type": "Bearer"}""")
    public Response introspect(@Context RoutingContext http) {
        return standard(() -> edge.answerOpenly(http, form -> {
                    var client = client(http, form);
                    var query = new OauthQuery.Introspect(client, form.required("token", OauthFields::secret));
                    form.rest();
                    return query;
                })
                .map(found -> view(found, address.of(http).origin()))
                .orElseGet(() -> Json.of("active", false)));
    }

    private static OauthQuery<TokenPair> obtain(ClientSecret client, Form form) {
        var query = new OauthQuery.ObtainToken(
                client,
                form.required("code", OauthFields::secret),
                form.optional("code_verifier", OauthFields::secret),
                form.optional("redirect_uri", text -> text));
        form.rest();
        return query;
    }

    private static OauthQuery<TokenPair> refresh(ClientSecret client, Form form) {
        var refreshToken = form.required("refresh_token", OauthFields::secret);
        var query = new OauthQuery.RefreshToken(
                client, refreshToken, form.optional("scope", text -> text).map(OauthFields::standardScopes));
        form.rest();
        return query;
    }

    /** By one of the two ways, and not by both. */
    private static ClientSecret client(RoutingContext http, Form form) {
        var id = form.optional("client_id", text -> text);
        Optional<Secret> secret = form.optional("client_secret", OauthFields::secret);
        var header = Callers.basic(http.request());
        if (header.isPresent() && secret.isPresent()) {
            throw new StandardError(INVALID_REQUEST, "Expected the client's secret once, but got it twice");
        }
        return header.map(TokenResource::decoded)
                .or(() -> id.flatMap(name -> secret.map(value -> new ClientSecret(name, value))))
                .filter(client ->
                        id.filter(said -> !said.equals(client.clientId())).isEmpty())
                .orElseThrow(StandardError::noClient);
    }

    /** In the header both parts are form-encoded first (RFC 6749, 2.3.1). */
    private static ClientSecret decoded(Credential.Basic shown) {
        try {
            return new ClientSecret(
                    Purity.requireText(decoded(shown.name())),
                    new Secret(Purity.requireText(decoded(shown.password()))));
        } catch (IllegalArgumentException noText) {
            throw StandardError.noClient();
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }

    private static Json view(TokenPair pair) {
        return Json.of("access_token", pair.token().value())
                .with("token_type", "Bearer")
                .with(
                        "expires_in",
                        Duration.between(pair.issuedAt(), pair.expiresAt()).toSeconds())
                .with("refresh_token", pair.refreshToken().value())
                .with("scope", pair.scopes().toString());
    }

    private static Json view(Introspection found, String issuer) {
        var view = Json.of("active", true)
                .with("client_id", found.clientId())
                .with("sub", found.profile())
                .with("scope", found.scopes().toString())
                .with("iss", issuer)
                .with("iat", found.issuedAt().getEpochSecond())
                .with("exp", found.expiresAt().getEpochSecond());
        return found.access() ? view.with("token_type", "Bearer") : view;
    }

    private static Response standard(Supplier<Json> answer) {
        try {
            return Edge.ok(answer.get());
        } catch (StandardError error) {
            return refused(error, Optional.empty());
        } catch (ProblemThrown thrown) {
            return refused(StandardError.of(thrown.problem()), Optional.empty());
        } catch (Refusal refusal) {
            return refused(StandardError.of(refusal), refusal.retryAfter());
        }
    }

    private static Response refused(StandardError error, Optional<Duration> retryAfter) {
        var answer = Response.status(error.status())
                .type(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(Json.of("error", error.error()).with("error_description", String.valueOf(error.getMessage())));
        if (error.status() == 401) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
        }
        retryAfter.ifPresent(delay -> answer.header(
                HttpHeaders.RETRY_AFTER, Math.max(1, delay.plusSeconds(1).toSeconds())));
        return answer.build();
    }
}
