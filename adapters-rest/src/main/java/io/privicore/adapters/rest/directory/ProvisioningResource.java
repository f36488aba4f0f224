package io.privicore.adapters.rest.directory;

import static io.privicore.adapters.rest.directory.DirectoryFields.DIRECTORY;

import io.privicore.adapters.rest.edge.Edge;
import io.privicore.adapters.rest.form.Values;
import io.privicore.adapters.rest.openapi.Described;
import io.privicore.adapters.rest.openapi.Field;
import io.privicore.adapters.rest.openapi.Field.Type;
import io.privicore.adapters.rest.view.Json;
import io.privicore.application.command.ProvisioningCommand;
import io.privicore.application.query.ProvisioningQuery;
import io.privicore.application.query.ProvisioningQuery.ClientView;
import io.privicore.domain.directory.ProvisioningClientId;
import io.privicore.domain.kernel.Name;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Who may keep a directory's users and groups by SCIM. */
@Singleton
@Path("/directory")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "directory")
public final class ProvisioningResource {

    private static final String CLIENT = "5d0f2c1e-8b1c-4f7e-9a51-3c1f2b7f9d33";
    private static final Function<String, ProvisioningClientId> CLIENT_ID = Values.id(ProvisioningClientId::new);

    private final Edge edge;

    ProvisioningResource(Edge edge) {
        this.edge = edge;
    }

    @POST
    @Path("create-provisioning-client")
    @Described(
            title = "Create provisioning client",
            about =
                    "Lets a program keep the directory's users and groups by SCIM, and do nothing else. The outcome's body is "
                            + "its bearer token, which is kept only as a hash; the client's id is the command id.",
            scope = "directory:write",
            fields = {
                @Field(name = "directoryId", example = DIRECTORY, about = "The directory.", type = Type.ID),
                @Field(
                        name = "name",
                        example = "Okta",
                        about = "1–200 characters; how trails and voters are told of it.")
            },
            rejections = {"directory.not_found", "directory.forbidden", "directory.too_many"})
    public Response create(@Context RoutingContext http) {
        return edge.submit(
                http,
                form -> new ProvisioningCommand.CreateClient(
                        DirectoryFields.directory(form), form.required("name", Name::new)));
    }

    @POST
    @Path("revoke-provisioning-client")
    @Described(
            title = "Revoke provisioning client",
            about = "Ends a provisioning client. Its token is dead at once; what it made stays.",
            scope = "directory:write",
            fields = {
                @Field(name = "directoryId", example = DIRECTORY, about = "The directory.", type = Type.ID),
                @Field(name = "clientId", example = CLIENT, about = "The client.", type = Type.ID)
            },
            rejections = {"directory.not_found", "directory.forbidden", "directory.provisioning_client_not_found"})
    public Response revoke(@Context RoutingContext http) {
        return edge.submit(
                http,
                form -> new ProvisioningCommand.RevokeClient(
                        DirectoryFields.directory(form), form.required("clientId", CLIENT_ID)));
    }

    @GET
    @Path("list-provisioning-clients/{directoryId}")
    @Described(
            title = "List provisioning clients",
            about =
                    "The programs that keep users and groups by SCIM, the oldest first, without those that were revoked. For "
                            + "the directory's owner, administrators and auditors.",
            scope = "directory:read",
            answer = """
                    [{"clientId": "5d0f2c1e-8b1c-4f7e-9a51-3c1f2b7f9d33", "name": "Okta",
                      "createdByProfileId": "1b4e28ba-2fa1-41d2-883f-0016d3cca427",
                      "createdAt": "2026-02-21T15:33:44+00:00"}]""")
    public Response list(@Context RoutingContext http, @PathParam("directoryId") String directoryId) {
        return edge.ask(
                http,
                _ -> new ProvisioningQuery.ListClients(DirectoryResource.inPath(directoryId)),
                clients -> Json.list(clients, ProvisioningResource::view));
    }

    private static Json view(ClientView client) {
        return Json.of("clientId", client.client())
                .with("name", client.name())
                .with("createdByProfileId", client.createdBy())
                .with("createdAt", client.createdAt());
    }
}
