package io.privicore.adapters.rest.device;

import io.privicore.adapters.rest.edge.Edge;
import io.privicore.adapters.rest.edge.PublicAddress;
import io.privicore.adapters.rest.form.Form;
import io.privicore.adapters.rest.form.Values;
import io.privicore.adapters.rest.openapi.Described;
import io.privicore.adapters.rest.openapi.Field;
import io.privicore.adapters.rest.openapi.Field.Type;
import io.privicore.adapters.rest.view.Json;
import io.privicore.application.command.CommandId;
import io.privicore.application.command.DeviceCommand;
import io.privicore.application.query.DeviceQuery;
import io.privicore.application.query.DeviceQuery.ConfigurationView;
import io.privicore.application.query.DeviceQuery.DeviceView;
import io.privicore.domain.kernel.DeviceId;
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
import java.util.Locale;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Singleton
@Path("/device")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "device")
public final class DeviceResource {

    /** How the field {@code deviceIdentifier} is read, whatever the area. */
    public static final Function<String, DeviceId> ID = Values.id(DeviceId::new);

    private static final String EXAMPLE = "7f3e8a52-5b0f-4f86-9d0f-6b8d8a7d9c11";
    static final String CONFIGURATION = """
            {"device-identifier": "7f3e8a52-5b0f-4f86-9d0f-6b8d8a7d9c11", "client-id": "7f3e8a52-5b0f-4f86-9d0f-6b8d8a7d9c11",
             "client-secret": "cs-…", "rabbit-host": "broker.example.com", "rabbit-port": 5672,
             "rabbit-user": "7f3e8a52-5b0f-4f86-9d0f-6b8d8a7d9c11", "rabbit-pass": "bp-…", "rabbit-vhost": "/",
             "engine-public-key": "3142050085d6f7c1…", "api-url": "https://tokens.example.com:443"}""";

    private final Edge edge;
    private final PublicAddress address;

    DeviceResource(Edge edge, PublicAddress address) {
        this.edge = edge;
        this.address = address;
    }

    @POST
    @Path("request-unique-identifier")
    @Described(
            title = "Request unique identifier",
            about =
                    "Asks for a new device, which then waits for approval. The outcome's body is the device identifier.",
            scope = "device:write",
            fields = @Field(name = "deviceName", example = "Vault", about = "1–200 characters."))
    public Response request(@Context RoutingContext http) {
        return edge.submit(http, form -> new DeviceCommand.Request(form.required("deviceName", Name::new)));
    }

    @POST
    @Path("retrieve-unique-identifier")
    @Described(
            title = "Retrieve unique identifier",
            about = "The identifier of the device that a request made. 404 until it is settled.",
            scope = "device:write",
            fields =
                    @Field(
                            name = "id",
                            example = "6f1c0f0e-2f7b-4c39-9d5a-0a4a3c1de001",
                            about = "The command id of request-unique-identifier.",
                            type = Type.ID),
            answer = "{\"deviceIdentifier\": \"" + EXAMPLE + "\"}")
    public Response identifier(@Context RoutingContext http) {
        return edge.ask(
                http,
                form -> new DeviceQuery.RetrieveIdentifier(form.required("id", Values.id(CommandId::new))),
                device -> Json.of("deviceIdentifier", device));
    }

    @GET
    @Path("retrieve-profile-devices")
    @Described(
            title = "Retrieve profile devices",
            about = "All devices of the profile but the removed ones. `state` is pending, active or rejected.",
            scope = "device:read",
            answer = """
                    [{"deviceIdentifier": "7f3e8a52-5b0f-4f86-9d0f-6b8d8a7d9c11", "name": "Vault", "state": "active",
                      "roles": ["storage"], "online": true, "lastSeenAt": "2026-02-21T15:33:44+00:00",
                      "publicKey": "3142050085d6f7c1…", "meta": {}, "createdAt": "2026-02-20T08:00:00+00:00"}]""")
    public Response list(@Context RoutingContext http) {
        return edge.ask(http, _ -> new DeviceQuery.OfProfile(), devices -> Json.list(devices, DeviceResource::view));
    }

    @POST
    @Path("configure-meta")
    @Described(
            title = "Configure device meta",
            about =
                    "Puts free fields over those that the device has. Those of an object `meta` count like fields beside "
                            + "it.",
            scope = "device:write",
            fields = {
                @Field(name = "deviceIdentifier", example = EXAMPLE, about = "The device.", type = Type.ID),
                @Field(name = "name", example = "Vault 2", about = "Its new name.", required = false),
                @Field(
                        name = "meta",
                        example = "{\"location\": \"Basel\"}",
                        about = "Free fields in one group.",
                        type = Type.OBJECT,
                        required = false)
            },
            freeFields = true,
            rejections = "device.not_found")
    public Response configure(@Context RoutingContext http) {
        return edge.submit(http, DeviceResource::configureMeta);
    }

    @POST
    @Path("approve-device")
    @Described(
            title = "Approve device",
            about = "Approves a pending device.",
            scope = "device:write",
            fields = @Field(name = "deviceIdentifier", example = EXAMPLE, about = "A pending device.", type = Type.ID),
            rejections = {"device.not_found", "device.not_pending"})
    public Response approve(@Context RoutingContext http) {
        return edge.submit(http, form -> new DeviceCommand.Approve(form.required("deviceIdentifier", ID)));
    }

    @POST
    @Path("reject-device")
    @Described(
            title = "Reject device",
            about = "Rejects a pending device.",
            scope = "device:write",
            fields = @Field(name = "deviceIdentifier", example = EXAMPLE, about = "A pending device.", type = Type.ID),
            rejections = {"device.not_found", "device.not_pending"})
    public Response reject(@Context RoutingContext http) {
        return edge.submit(http, form -> new DeviceCommand.Reject(form.required("deviceIdentifier", ID)));
    }

    @GET
    @Path("retrieve-device-configuration/{deviceIdentifier}")
    @Described(
            title = "Retrieve device configuration",
            about = "Everything an active device needs to connect. Its secrets are made by this call and shown once; "
                    + "then 422 `device.configuration_already_retrieved` until the configuration is rotated.",
            scope = "device:write",
            held = true,
            answer = CONFIGURATION)
    public Response configuration(
            @Context RoutingContext http, @PathParam("deviceIdentifier") String deviceIdentifier) {
        return edge.ask(
                http,
                _ -> new DeviceQuery.RetrieveConfiguration(new DeviceId(Values.idOrNone(deviceIdentifier))),
                configuration -> view(configuration, address.of(http).url()));
    }

    @POST
    @Path("download-device-configuration")
    @Described(
            title = "Download device configuration",
            about = "The same bundle as retrieve-device-configuration, once.",
            scope = "device:write",
            fields = @Field(name = "deviceIdentifier", example = EXAMPLE, about = "An active device.", type = Type.ID),
            held = true,
            answer = CONFIGURATION)
    public Response download(@Context RoutingContext http) {
        return edge.ask(
                http,
                form -> new DeviceQuery.RetrieveConfiguration(form.required("deviceIdentifier", ID)),
                configuration -> view(configuration, address.of(http).url()));
    }

    @POST
    @Path("rotate-device-configuration")
    @Described(
            title = "Rotate device configuration",
            about = "Ends the device's keys, secrets and connections at once. Its configuration can be retrieved once "
                    + "more.",
            scope = "device:write",
            fields = @Field(name = "deviceIdentifier", example = EXAMPLE, about = "An active device.", type = Type.ID),
            rejections = {"device.not_found", "device.not_active"})
    public Response rotate(@Context RoutingContext http) {
        return edge.submit(http, form -> new DeviceCommand.Rotate(form.required("deviceIdentifier", ID)));
    }

    @POST
    @Path("remove")
    @Described(
            title = "Remove device",
            about =
                    "Removes the device with its account, its connections and its queue. `voting.unreachable` where the vote "
                            + "of an active policy could be passed with it and could not without.",
            scope = "device:write",
            fields = {
                @Field(name = "deviceIdentifier", example = EXAMPLE, about = "The device.", type = Type.ID),
                @Field(
                        name = "force",
                        example = "false",
                        about =
                                "Whether to do it even where data is then on no device, or a vote of an active policy out of "
                                        + "reach.",
                        type = Type.BOOLEAN,
                        required = false)
            },
            rejections = {"device.not_found", "storage.last_replica", "voting.unreachable"})
    public Response remove(@Context RoutingContext http) {
        return edge.submit(
                http, form -> new DeviceCommand.Remove(form.required("deviceIdentifier", ID), form.flag("force")));
    }

    /** A device as every list shows it. */
    public static Json view(DeviceView device) {
        return Json.of("deviceIdentifier", device.device())
                .with("name", device.name())
                .with("state", device.state().name().toLowerCase(Locale.ROOT))
                .with(
                        "roles",
                        device.roles().stream()
                                .map(role -> role.name().toLowerCase(Locale.ROOT))
                                .sorted()
                                .toList())
                .with("online", device.online())
                .with("lastSeenAt", device.lastSeenAt())
                .with("publicKey", device.publicKey())
                .with("meta", device.meta().fields())
                .with("createdAt", device.createdAt());
    }

    private static DeviceCommand.ConfigureMeta configureMeta(Form form) {
        var device = form.required("deviceIdentifier", ID);
        var name = form.optional("name", Name::new);
        var meta = form.object("meta");
        return new DeviceCommand.ConfigureMeta(device, name, meta.with(form.rest()));
    }

    static Json view(ConfigurationView configuration, String url) {
        return Json.of("device-identifier", configuration.device())
                .with("client-id", configuration.clientId())
                .with("client-secret", configuration.clientSecret().value())
                .with("rabbit-host", configuration.broker().host())
                .with("rabbit-port", configuration.broker().port())
                .with("rabbit-user", configuration.device())
                .with("rabbit-pass", configuration.brokerPassword().value())
                .with("rabbit-vhost", configuration.broker().virtualHost())
                .with("engine-public-key", configuration.enginePublicKey())
                .with("api-url", url);
    }
}
