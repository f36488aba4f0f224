package io.privicore.adapters.rest.publickey;

import io.privicore.adapters.rest.edge.Edge;
import io.privicore.adapters.rest.form.Values;
import io.privicore.adapters.rest.openapi.Described;
import io.privicore.adapters.rest.openapi.Field;
import io.privicore.adapters.rest.openapi.Field.Type;
import io.privicore.adapters.rest.view.Json;
import io.privicore.application.command.ProfileCommand;
import io.privicore.application.query.ProfileQuery;
import io.privicore.application.query.UtilityQuery;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.profile.PublicKey;
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
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Singleton
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "public-key")
public final class PublicKeyResource {

    private static final String KEY = "3142050085d6f7c1…";

    private final Edge edge;

    PublicKeyResource(Edge edge) {
        this.edge = edge;
    }

    @GET
    @Path("generate-keys")
    @Described(
            title = "Generate your private and public keys",
            about = "Fresh Curve25519 keys for a client that cannot make its own: the private key as 64, the signed "
                    + "public key as 200 hex digits. Nothing is kept.",
            open = true,
            answer = "{\"private\": \"7d1f5a…\", \"public\": \"" + KEY + "\"}")
    public Response generate(@Context RoutingContext http) {
        return edge.askOpenly(http, _ -> new UtilityQuery.GenerateKeys(), keys -> Json.of("private", keys.privateKey())
                .with("public", keys.publicKey()));
    }

    @POST
    @Path("public-key/register-public-key")
    @Described(
            title = "Register public key",
            about = "Registers the profile's key, which activates the profile, or replaces it. 422 "
                    + "`public_key.malformed`, `public_key.unknown_version`, `public_key.checksum_mismatch` or "
                    + "`public_key.weak`.",
            scope = "profile:write",
            fields = @Field(name = "publicKey", example = KEY, about = "The signed form: 200 hex digits."))
    public Response register(@Context RoutingContext http) {
        return edge.submit(
                http, form -> new ProfileCommand.RegisterPublicKey(form.required("publicKey", PublicKeyResource::key)));
    }

    @GET
    @Path("public-key/retrieve-public-key")
    @Described(
            title = "Retrieve public key",
            about = "The caller's key, or that of another profile which the caller may see.",
            scope = "profile:read",
            fields =
                    @Field(
                            name = "profileId",
                            example = "1b4e28ba-2fa1-41d2-883f-0016d3cca427",
                            about = "Whose key; the caller's own when left out.",
                            type = Type.ID,
                            required = false),
            answer = "{\"publicKey\": \"" + KEY + "\"}")
    public Response retrieve(@Context RoutingContext http) {
        return edge.ask(
                http,
                form -> new ProfileQuery.RetrievePublicKey(
                        form.optional("profileId", id -> new ProfileId(Values.idOrNone(id)))),
                key -> Json.of("publicKey", key));
    }

    @GET
    @Path("dptcab/public-key")
    @Described(
            title = "Retrieve CAB public key",
            about = "The engine's own public key.",
            answer = "{\"publicKey\": \"" + KEY + "\"}")
    public Response engine(@Context RoutingContext http) {
        return edge.ask(http, _ -> new UtilityQuery.EnginePublicKey(), key -> Json.of("publicKey", key));
    }

    /** How a field that holds a public key in its signed form is read. */
    public static PublicKey key(String hex) {
        try {
            return new PublicKey(hex);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Reason.PUBLIC_KEY_MALFORMED, String.valueOf(e.getMessage()));
        }
    }
}
