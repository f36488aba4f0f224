package io.privicore.adapters.rest.oauth;

import io.privicore.adapters.rest.edge.Edge;
import io.privicore.adapters.rest.form.Form;
import io.privicore.adapters.rest.form.Values;
import io.privicore.adapters.rest.openapi.Described;
import io.privicore.adapters.rest.openapi.Field;
import io.privicore.adapters.rest.openapi.Field.Type;
import io.privicore.adapters.rest.view.Json;
import io.privicore.adapters.rest.view.Pages;
import io.privicore.application.command.OauthCommand;
import io.privicore.application.query.OauthQuery;
import io.privicore.application.query.OauthQuery.ConfigurationView;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.oauth.Nonce;
import io.privicore.domain.oauth.RedirectUri;
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
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a profile does with applications: its own ones, and those that it grants something to. */
@Singleton
@Path("/profile")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "oauth")
public final class ApplicationResource {

    private static final String ID = "3f0c9d52-7a1e-4f0b-9a55-6f2b1c7d9e10";
    private static final Function<String, ApplicationId> APPLICATION = Values.id(ApplicationId::new);

    private final Edge edge;

    ApplicationResource(Edge edge) {
        this.edge = edge;
    }

    @POST
    @Path("oauth-application-register")
    @Described(
            title = "Register OAuth Application",
            about = "Registers an application. The command id is the application id, and the outcome's body as well.",
            scope = "oauth:write",
            fields = {
                @Field(name = "name", example = "Invoices", about = "1–200 characters; voters and policies see it."),
                @Field(
                        name = "redirectUri",
                        example = "https://invoices.example.com/callback",
                        about = "Where codes are sent: https, or http on 127.0.0.1, [::1] or localhost; no fragment. "
                                + "Compared to the last character."),
                @Field(
                        name = "scopes",
                        example = "[\"data-token:read\", \"data-token:write\"]",
                        about = "The most it may ask for, or `all`.",
                        type = Type.TEXTS)
            },
            rejections = "oauth.too_many")
    public Response register(@Context RoutingContext http) {
        return edge.submit(
                http,
                form -> new OauthCommand.Register(
                        form.required("name", Name::new),
                        form.required("redirectUri", text -> new RedirectUri(text.strip())),
                        OauthFields.scopes(form, "scopes")));
    }

    @POST
    @Path("retrieve-oauth-application-configuration")
    @Described(
            title = "Retrieve OAuth app configuration",
            about =
                    "Hands out the client id and the secret, once; then 422 `oauth.already_retrieved`. The secret is not "
                            + "kept: who loses it registers the application again. A policy can hold it.",
            scope = "oauth:write",
            held = true,
            fields = @Field(name = "applicationId", example = ID, about = "One of the caller's.", type = Type.ID),
            answer = """
                    {"applicationId": "3f0c9d52-7a1e-4f0b-9a55-6f2b1c7d9e10",
                     "clientId": "client-5Zr0b1u8Q2w7k9yT4mVfXs3LhJcNpRgAeDdBiOoUtYk",
                     "clientSecret": "cs-8pQw2eRt5yUi1oPa4sDf7gHj0kLz3xCv6bNm9qWe2rT",
                     "redirectUri": "https://invoices.example.com/callback",
                     "scopes": ["data-token:read", "data-token:write"]}""")
    public Response configuration(@Context RoutingContext http) {
        return edge.ask(
                http,
                form -> new OauthQuery.RetrieveConfiguration(form.required("applicationId", APPLICATION)),
                ApplicationResource::view);
    }

    @GET
    @Path("oauth-application-request-authorization-code")
    @Described(
            title = "Request OAuth app authorization code",
            about = "Grants an application a code, which it retrieves within ten minutes under the command id and the "
                    + "nonce. Only the profile itself can grant: with the token of an application it is 403.",
            scope = "oauth:write",
            fields = {
                @Field(
                        name = "client_id",
                        example = "client-5Zr0b1u8Q2w7k9yT4mVfXs3LhJcNpRgAeDdBiOoUtYk",
                        about = "The application's."),
                @Field(
                        name = "nonce",
                        example = "n-0S6_WzA2Mj",
                        about = "1–255 characters, chosen by the application; it serves once."),
                @Field(
                        name = "scope[]",
                        example = "[\"data-token:read\"]",
                        about = "What is granted; nothing that the application did not register.",
                        type = Type.TEXTS),
                @Field(
                        name = "code_challenge",
                        example = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
                        about = "PKCE (RFC 7636): base64url of the SHA-256 of the application's verifier.",
                        required = false),
                @Field(name = "code_challenge_method", example = "S256", about = "`S256`.", required = false)
            },
            rejections = {"oauth.unknown_client", "oauth.scope_not_registered", "oauth.nonce_used", "oauth.too_many"})
    public Response requestCode(@Context RoutingContext http) {
        return edge.submit(http, ApplicationResource::requestCode);
    }

    @GET
    @Path("retrieve-oauth-application-list")
    @Described(
            title = "OAuth application list",
            about = "The caller's applications, the oldest first. `lastUsedAt` is when tokens were last made for it.",
            scope = "oauth:read",
            fields = {
                @Field(name = "page", example = "1", about = "From 1.", type = Type.INTEGER, required = false),
                @Field(name = "perPage", example = "25", about = "1–200.", type = Type.INTEGER, required = false)
            },
            answer = """
                    {"items": [{"applicationId": "3f0c9d52-7a1e-4f0b-9a55-6f2b1c7d9e10", "name": "Invoices",
                      "redirectUri": "https://invoices.example.com/callback",
                      "scopes": ["data-token:read", "data-token:write"],
                      "createdAt": "2026-02-21T15:33:44+00:00", "lastUsedAt": "2026-02-21T15:33:44+00:00"}],
                     "meta": {"count": 1, "page": 1, "perPage": 25, "pages": 1}}""")
    public Response list(@Context RoutingContext http) {
        return edge.ask(
                http,
                form -> new OauthQuery.ListApplications(Values.paging(form)),
                page -> Pages.of(page, OauthFields::view));
    }

    @POST
    @Path("oauth-application-remove")
    @Described(
            title = "Remove OAuth application",
            about = "Removes an application: all its codes and tokens, and the channels opened with them, end at once.",
            scope = "oauth:write",
            fields = @Field(name = "applicationId", example = ID, about = "One of the caller's.", type = Type.ID),
            rejections = "oauth.application_not_found")
    public Response remove(@Context RoutingContext http) {
        return edge.submit(http, form -> new OauthCommand.Remove(form.required("applicationId", APPLICATION)));
    }

    private static OauthCommand requestCode(Form form) {
        return new OauthCommand.RequestCode(
                form.required("client_id", Values.text(OauthFields.LONGEST)),
                form.required("nonce", Nonce::new),
                OauthFields.scopes(form, "scope"),
                OauthFields.challenge(form));
    }

    private static Json view(ConfigurationView configuration) {
        return Json.of("applicationId", configuration.application())
                .with("clientId", configuration.clientId())
                .with("clientSecret", configuration.clientSecret().value())
                .with("redirectUri", configuration.redirectUri())
                .with("scopes", configuration.scopes().wire());
    }
}
