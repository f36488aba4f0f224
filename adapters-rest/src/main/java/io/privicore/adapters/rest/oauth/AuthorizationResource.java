package io.privicore.adapters.rest.oauth;

import static io.privicore.adapters.rest.oauth.StandardError.INVALID_REQUEST;

import io.privicore.adapters.rest.edge.Edge;
import io.privicore.adapters.rest.edge.PublicAddress;
import io.privicore.adapters.rest.form.Form;
import io.privicore.adapters.rest.openapi.Described;
import io.privicore.adapters.rest.openapi.Field;
import io.privicore.application.query.OauthQuery.ApplicationView;
import io.privicore.application.query.OauthQuery.Authorize;
import io.privicore.application.query.OauthQuery.CheckRedirect;
import io.privicore.domain.access.Scopes;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.oauth.CodeChallenge;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where a profile that shows its token grants by redirect, as off-the-shelf clients expect it. */
@Singleton
@Path("/oauth")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "oauth")
public final class AuthorizationResource {

    private final Edge edge;
    private final PublicAddress address;

    AuthorizationResource(Edge edge, PublicAddress address) {
        this.edge = edge;
        this.address = address;
    }

    /** Nothing is sent anywhere before it is known that the application registered that place. */
    @GET
    @Path("authorize")
    @Described(
            title = "Authorize application",
            about =
                    "The authorization endpoint of RFC 6749: grants an application a code at once and sends it there by "
                            + "redirect. PKCE is mandatory. `error` is `invalid_request`, `unsupported_response_type`, `invalid_scope`, "
                            + "`access_denied` where votes did not agree, or `temporarily_unavailable`. Only the profile itself can "
                            + "grant: with the token of an application it is 403.",
            scope = "oauth:write",
            held = true,
            fields = {
                @Field(name = "response_type", example = "code", about = "`code`."),
                @Field(
                        name = "client_id",
                        example = "client-5Zr0b1u8Q2w7k9yT4mVfXs3LhJcNpRgAeDdBiOoUtYk",
                        about = "The application's."),
                @Field(
                        name = "redirect_uri",
                        example = "https://invoices.example.com/callback",
                        about = "The registered one, to the last character."),
                @Field(
                        name = "scope",
                        example = "data-token:read data-token:write",
                        about = "With blanks between them; all that the application registered when left out.",
                        required = false),
                @Field(
                        name = "state",
                        example = "af0ifjsldkj",
                        about = "Goes back to the application as it is.",
                        required = false),
                @Field(
                        name = "code_challenge",
                        example = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
                        about = "PKCE (RFC 7636): base64url of the SHA-256 of the application's verifier."),
                @Field(name = "code_challenge_method", example = "S256", about = "`S256`.")
            })
    public Response authorize(@Context RoutingContext http) {
        return edge.respond(http, AuthorizationResource::check, application -> grant(http, application));
    }

    private Response grant(RoutingContext http, ApplicationView application) {
        Function<Map<String, String>, Response> back = said -> redirect(http, application, said);
        try {
            return edge.respond(
                    http, form -> read(form, application), code -> back.apply(Map.of("code", code.value())));
        } catch (StandardError error) {
            return back.apply(error(error));
        } catch (Refusal refusal) {
            if (!isForTheApplication(refusal)) {
                throw refusal;
            }
            return back.apply(error(StandardError.of(refusal)));
        }
    }

    private Response redirect(RoutingContext http, ApplicationView application, Map<String, String> said) {
        Map<String, String> all = new LinkedHashMap<>(said);
        var state = http.request().getParam("state");
        if (state != null) {
            all.put("state", state);
        }
        all.put("iss", address.of(http).origin());
        var uri = new StringBuilder(application.redirectUri());
        all.forEach((name, value) -> uri.append(uri.indexOf("?") < 0 ? '?' : '&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        // As text: what was registered goes back to the last character.
        return Response.status(302)
                .header(HttpHeaders.LOCATION, uri.toString())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Referrer-Policy", "no-referrer")
                .build();
    }

    /** What says something about the request or about what the profile decided, and not about the profile's token. */
    private static boolean isForTheApplication(Refusal refusal) {
        return switch (refusal.reason()) {
            case OAUTH_SCOPE_NOT_REGISTERED, OAUTH_TOO_MANY, POLICY_DENIED -> true;
            default -> false;
        };
    }

    private static Map<String, String> error(StandardError error) {
        return Map.of("error", error.error(), "error_description", String.valueOf(error.getMessage()));
    }

    private static CheckRedirect check(Form form) {
        return new CheckRedirect(text(form, "client_id"), text(form, "redirect_uri"));
    }

    private static Authorize read(Form form, ApplicationView application) {
        if (!text(form, "response_type").equals("code")) {
            throw new StandardError("unsupported_response_type", "Expected the response type code");
        }
        if (!text(form, "code_challenge_method").equals(CodeChallenge.METHOD)) {
            throw new StandardError(INVALID_REQUEST, "Expected a code_challenge by the method S256");
        }
        return new Authorize(
                text(form, "client_id"), text(form, "redirect_uri"), scopes(form, application), challenge(form));
    }

    /** All that the application registered, where it does not say. */
    private static Scopes scopes(Form form, ApplicationView application) {
        var text = text(form, "scope");
        return text.isBlank() ? application.scopes() : OauthFields.standardScopes(text);
    }

    private static CodeChallenge challenge(Form form) {
        try {
            return new CodeChallenge(text(form, "code_challenge"));
        } catch (IllegalArgumentException e) {
            throw new StandardError(INVALID_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    private static String text(Form form, String name) {
        return form.text(name, false);
    }
}
