package io.privicore.adapters.rest.oauth;

import io.privicore.adapters.rest.edge.Edge;
import io.privicore.adapters.rest.edge.PublicAddress;
import io.privicore.adapters.rest.openapi.Described;
import io.privicore.adapters.rest.view.Json;
import io.privicore.domain.access.Scope;
import io.privicore.domain.access.Scopes;
import io.privicore.domain.oauth.CodeChallenge;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where off-the-shelf clients find everything (RFC 8414). */
@Singleton
@Path("/.well-known")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "oauth")
public final class MetadataResource {

    private static final List<String> CLIENT_AUTHENTICATION = List.of("client_secret_basic", "client_secret_post");

    private final PublicAddress address;

    MetadataResource(PublicAddress address) {
        this.address = address;
    }

    @GET
    @Path("oauth-authorization-server")
    @Described(
            title = "Retrieve authorization server metadata",
            about = "RFC 8414: where the endpoints stand, and what they take.",
            open = true,
            answer = """
                    {"issuer": "https://privicore.example.com",
                     "authorization_endpoint": "https://privicore.example.com/oauth/authorize",
                     "token_endpoint": "https://privicore.example.com/oauth/token",
                     "revocation_endpoint": "https://privicore.example.com/oauth/revoke",
                     "introspection_endpoint": "https://privicore.example.com/oauth/introspect",
                     "scopes_supported": ["all", "data-token:read", "data-token:write"],
                     "response_types_supported": ["code"], "response_modes_supported": ["query"],
                     "grant_types_supported": ["authorization_code", "refresh_token"],
                     "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
                     "revocation_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
                     "introspection_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
                     "code_challenge_methods_supported": ["S256"],
                     "authorization_response_iss_parameter_supported": true}""")
    public Response metadata(@Context RoutingContext http) {
        var issuer = address.of(http).origin();
        return Edge.ok(Json.of("issuer", issuer)
                .with("authorization_endpoint", issuer + "/oauth/authorize")
                .with("token_endpoint", issuer + "/oauth/token")
                .with("revocation_endpoint", issuer + "/oauth/revoke")
                .with("introspection_endpoint", issuer + "/oauth/introspect")
                .with("scopes_supported", scopes())
                .with("response_types_supported", List.of("code"))
                .with("response_modes_supported", List.of("query"))
                .with("grant_types_supported", List.of("authorization_code", "refresh_token"))
                .with("token_endpoint_auth_methods_supported", CLIENT_AUTHENTICATION)
                .with("revocation_endpoint_auth_methods_supported", CLIENT_AUTHENTICATION)
                .with("introspection_endpoint_auth_methods_supported", CLIENT_AUTHENTICATION)
                .with("code_challenge_methods_supported", List.of(CodeChallenge.METHOD))
                .with("authorization_response_iss_parameter_supported", true));
    }

    private static List<String> scopes() {
        var names = new ArrayList<String>();
        names.add(Scopes.EVERY);
        Arrays.stream(Scope.values())
                .filter(scope -> scope != Scope.NONE)
                .map(Scope::wire)
                .forEach(names::add);
        return names;
    }
}
