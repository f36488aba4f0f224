package io.privicore.adapters.rest.oauth;

import io.privicore.adapters.rest.edge.Edge;
import io.privicore.adapters.rest.form.Form;
import io.privicore.adapters.rest.openapi.Described;
import io.privicore.adapters.rest.openapi.Field;
import io.privicore.adapters.rest.openapi.Field.Type;
import io.privicore.adapters.rest.view.Json;
import io.privicore.application.Caller.Credential;
import io.privicore.application.query.OauthQuery.Bearer;
import io.privicore.application.query.OauthQuery.ClientSecret;
import io.privicore.application.query.OauthQuery.ObtainToken;
import io.privicore.application.query.OauthQuery.Proof;
import io.privicore.application.query.OauthQuery.RefreshToken;
import io.privicore.application.query.OauthQuery.RetrieveCode;
import io.privicore.application.query.OauthQuery.RetrieveScope;
import io.privicore.domain.kernel.Secret;
import io.privicore.domain.oauth.Nonce;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What an application does: it shows itself by HTTP Basic, in one of the forms that published clients use. */
@Singleton
@Path("/oauth-application")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "oauth")
public final class ClientResource {

    private static final String PAIR = """
            {"clientId": "client-5Zr0b1u8Q2w7k9yT4mVfXs3LhJcNpRgAeDdBiOoUtYk",
             "token": "T-oauth-1qA2zW3sX4eD5cR6fV7tG8bY9hN0uJmIkOlPqAzWsXe",
             "refreshToken": "R-oauth-9oL8kI7jU6hY5gT4fR3dE2sW1aQ0zXcVbNmMnBvCxZl",
             "type": "bearer", "scope": ["data-token:read"],
             "expiresAt": "2026-02-21T16:33:44+00:00", "refreshTokenExpiresAt": "2026-03-23T15:33:44+00:00"}""";

    private final Edge edge;

    ClientResource(Edge edge) {
        this.edge = edge;
    }

    @POST
    @Path("retrieve-authorization-code")
    @Described(
            title = "Retrieve OAuth app authorization code",
            about =
                    "Hands a code that was requested to its application, once; it can be used within 60 seconds. HTTP Basic "
                            + "`clientId:clientSecret`. 404 `oauth.code_not_found` where none was requested for this client and "
                            + "nonce, or it has expired; 422 `oauth.already_retrieved`.",
            secret = true,
            fields = {
                @Field(
                        name = "id",
                        example = "6f1c0f0e-2f7b-4c39-9d5a-0a4a3c1de001",
                        about = "The id of the command that requested it.",
                        type = Type.ID),
                @Field(name = "nonce", example = "n-0S6_WzA2Mj", about = "As it was requested.")
            },
            answer = """
                    {"clientId": "client-5Zr0b1u8Q2w7k9yT4mVfXs3LhJcNpRgAeDdBiOoUtYk", "nonce": "n-0S6_WzA2Mj",
                     "authorizationCode": "code-0mNbVcXzAsDfGhJkLpOiUyTrEwQ1aZ2sX3dC4fV5gB6",
                     "expiresAt": "2026-02-21T15:34:44+00:00"}""")
    public Response code(@Context RoutingContext http) {
        return edge.askWithSecret(http, ClientResource::code, view -> Json.of("clientId", view.clientId())
                .with("nonce", view.nonce().value())
                .with("authorizationCode", view.code().value())
                .with("expiresAt", view.expiresAt()));
    }

    @POST
    @Path("obtain-access-token")
    @Described(
            title = "Obtain OAuth app access token",
            about = "Makes tokens of a code. HTTP Basic `clientId:clientSecret`, or the code itself, as it is. 401 "
                    + "`oauth.invalid_grant` for a code that cannot be used; using one twice ends every token that was made "
                    + "of it.",
            secret = true,
            fields = {
                @Field(
                        name = "authorization_code",
                        example = "code-0mNbVcXzAsDfGhJkLpOiUyTrEwQ1aZ2sX3dC4fV5gB6",
                        about = "As it was retrieved."),
                @Field(
                        name = "code_verifier",
                        example = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
                        about = "Where a challenge was given, and only then.",
                        required = false)
            },
            answer = PAIR)
    public Response obtain(@Context RoutingContext http) {
        return edge.askWith(http, OauthFields::proof, ClientResource::obtain, OauthFields::view);
    }

    @POST
    @Path("refresh-access-token")
    @Described(
            title = "Refresh OAuth app access token",
            about =
                    "Replaces a pair of tokens; the old pair ends. HTTP Basic with the access token as it is, also when it "
                            + "has expired, or `clientId:clientSecret`. 401 `oauth.invalid_grant` for a token that cannot be used; "
                            + "using a refresh token twice ends every token of what was granted.",
            secret = true,
            fields =
                    @Field(
                            name = "refresh_token",
                            example = "R-oauth-9oL8kI7jU6hY5gT4fR3dE2sW1aQ0zXcVbNmMnBvCxZl",
                            about = "The last one."),
            answer = PAIR)
    public Response refresh(@Context RoutingContext http) {
        return edge.askWith(
                http,
                OauthFields::proof,
                (Proof proof, Form form) ->
                        new RefreshToken(proof, form.required("refresh_token", OauthFields::secret), Optional.empty()),
                OauthFields::view);
    }

    @GET
    @Path("retrieve-oauth-application-scope")
    @Described(
            title = "Retrieve OAuth application scope",
            about = "What an access token may do. HTTP Basic with the access token as it is.",
            secret = true,
            answer = "{\"scope\": [\"data-token:read\"]}")
    public Response scope(@Context RoutingContext http) {
        return edge.askWith(
                http,
                OauthFields::token,
                (Secret token, Form _) -> new RetrieveScope(token),
                scopes -> Json.of("scope", scopes.wire()));
    }

    private static RetrieveCode code(Credential.Basic client, Form form) {
        return new RetrieveCode(
                new ClientSecret(client.name(), new Secret(client.password())),
                form.required("id", Edge.COMMAND_ID),
                form.required("nonce", Nonce::new));
    }

    /** Whoever shows the code itself need not say it again. */
    private static ObtainToken obtain(Proof proof, Form form) {
        var code = proof instanceof Bearer shown
                ? form.optional("authorization_code", OauthFields::secret, shown.value())
                : form.required("authorization_code", OauthFields::secret);
        return new ObtainToken(proof, code, form.optional("code_verifier", OauthFields::secret), Optional.empty());
    }
}
