package io.privicore.adapters.rest.oauth;

import static io.privicore.adapters.rest.oauth.StandardError.INVALID_REQUEST;

import io.privicore.adapters.rest.caller.Callers;
import io.privicore.adapters.rest.edge.Edge;
import io.privicore.adapters.rest.edge.PublicAddress;
import io.privicore.adapters.rest.form.Form;
import io.privicore.adapters.rest.problem.ProblemThrown;
import io.privicore.adapters.rest.view.Json;
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
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What off-the-shelf clients call: tokens (RFC 6749), their end (RFC 7009) and what becomes of them (RFC 7662). */
@Singleton
@Path("/oauth")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
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
    @Operation(hidden = true)
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
    @Operation(hidden = true)
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
    @Operation(hidden = true)
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
        var query = new OauthQuery.RefreshToken(client, refreshToken, OauthFields.someScopes(form));
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
        return header.map(shown -> new ClientSecret(decoded(shown.name()), new Secret(decoded(shown.password()))))
                .or(() -> id.flatMap(name -> secret.map(value -> new ClientSecret(name, value))))
                .filter(client ->
                        id.filter(said -> !said.equals(client.clientId())).isEmpty())
                .orElseThrow(StandardError::noClient);
    }

    /** In the header both parts are form-encoded first (RFC 6749, 2.3.1). */
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
