package io.privicore.adapters.rest.storage;

import io.privicore.adapters.rest.device.DeviceResource;
import io.privicore.adapters.rest.edge.Edge;
import io.privicore.adapters.rest.openapi.Described;
import io.privicore.adapters.rest.openapi.Field;
import io.privicore.adapters.rest.openapi.Field.Type;
import io.privicore.adapters.rest.view.Json;
import io.privicore.application.command.StorageCommand;
import io.privicore.application.query.StorageQuery;
import io.privicore.application.query.StorageQuery.StorageView;
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
@Path("/storage")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "storage")
public final class StorageResource {

    private final Edge edge;

    StorageResource(Edge edge) {
        this.edge = edge;
    }

    @POST
    @Path("register")
    @Described(
            title = "Register storage device",
            about = "Lets an active device hold the profile's data from now on.",
            scope = "device:write",
            fields =
                    @Field(
                            name = "deviceIdentifier",
                            example = "7f3e8a52-5b0f-4f86-9d0f-6b8d8a7d9c11",
                            about = "An active device.",
                            type = Type.ID),
            rejections = {"device.not_found", "device.not_active", "storage.already_registered"})
    public Response register(@Context RoutingContext http) {
        return edge.submit(
                http, form -> new StorageCommand.Register(form.required("deviceIdentifier", DeviceResource.ID)));
    }

    @GET
    @Path("list-storage-devices")
    @Described(
            title = "List storage devices",
            about =
                    "The devices that store for the profile: its own, and those that a directory shares with it (`shared`), of "
                            + "which `used` and `items` count the profile's own data and nothing else. `capacity` and `used` are bytes, `missing` counts what the "
                            + "device should hold and is not known to hold, `lastSyncResult` is `complete`, `incomplete`, or "
                            + "the key of the reason why a synchronisation did not come to an end.",
            scope = "device:read",
            answer = """
                    [{"deviceIdentifier": "7f3e8a52-5b0f-4f86-9d0f-6b8d8a7d9c11", "name": "Vault", "state": "active",
                      "roles": ["storage"], "online": true, "lastSeenAt": "2026-02-21T15:33:44+00:00",
                      "publicKey": "3142050085d6f7c1…", "meta": {}, "createdAt": "2026-02-20T08:00:00+00:00",
                      "capacity": 1099511627776, "used": 52428800, "items": 120, "missing": 0, "lagging": false,
                      "lastSyncAt": "2026-02-21T12:00:00+00:00", "lastSyncResult": "complete", "shared": false}]""")
    public Response list(@Context RoutingContext http) {
        return edge.ask(
                http, _ -> new StorageQuery.ListStorage(), devices -> Json.list(devices, StorageResource::view));
    }

    @POST
    @Path("sync-device")
    @Described(
            title = "Synchronize device",
            about =
                    "Compares a connected device with what it should hold and mends what differs: what it lacks is brought "
                            + "from another device, what it should not hold is removed. Progress comes over the WebSocket; the "
                            + "outcome's body is a JSON text with `checked`, `missing`, `corrupt`, `repaired`, `orphans`, "
                            + "`unrepairable`, `bytes`, `capacity` and `used`. What is asked for while one runs is done after it.",
            scope = "device:write",
            fields = {
                @Field(
                        name = "deviceIdentifier",
                        example = "7f3e8a52-5b0f-4f86-9d0f-6b8d8a7d9c11",
                        about = "A device with the storage role.",
                        type = Type.ID),
                @Field(
                        name = "deep",
                        example = "false",
                        about = "Whether the device reads and checks every stored byte, instead of saying what it "
                                + "remembers.",
                        type = Type.BOOLEAN,
                        required = false)
            },
            rejections = {"device.not_found", "storage.not_registered", "storage.device_offline", "storage.sync_busy"})
    public Response synchronise(@Context RoutingContext http) {
        return edge.submit(
                http,
                form -> new StorageCommand.Synchronise(
                        form.required("deviceIdentifier", DeviceResource.ID), form.flag("deep")));
    }

    @POST
    @Path("remove")
    @Described(
            title = "Remove storage",
            about = "Takes the storage role away from a device. It guards the data of everybody the device stores for.",
            scope = "device:write",
            fields = {
                @Field(
                        name = "deviceIdentifier",
                        example = "7f3e8a52-5b0f-4f86-9d0f-6b8d8a7d9c11",
                        about = "A device with the storage role.",
                        type = Type.ID),
                @Field(
                        name = "force",
                        example = "false",
                        about = "Whether to do it even where data is then on no device.",
                        type = Type.BOOLEAN,
                        required = false)
            },
            rejections = {"device.not_found", "storage.not_registered", "storage.last_replica"})
    public Response remove(@Context RoutingContext http) {
        return edge.submit(
                http,
                form -> new StorageCommand.Remove(
                        form.required("deviceIdentifier", DeviceResource.ID), form.flag("force")));
    }

    private static Json view(StorageView storage) {
        return DeviceResource.view(storage.device())
                .with("capacity", storage.capacity())
                .with("used", storage.used())
                .with("items", storage.items())
                .with("missing", storage.missing())
                .with("lagging", storage.lagging())
                .with("lastSyncAt", storage.lastSyncAt())
                .with("lastSyncResult", storage.lastSyncResult())
                .with("shared", storage.shared());
    }
}
