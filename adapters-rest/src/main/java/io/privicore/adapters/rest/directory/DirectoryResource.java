package io.privicore.adapters.rest.directory;

import static io.privicore.adapters.rest.directory.DirectoryFields.DEVICE;
import static io.privicore.adapters.rest.directory.DirectoryFields.DIRECTORY;
import static io.privicore.adapters.rest.directory.DirectoryFields.PROFILE;

import io.privicore.adapters.rest.device.DeviceResource;
import io.privicore.adapters.rest.edge.Edge;
import io.privicore.adapters.rest.form.Values;
import io.privicore.adapters.rest.openapi.Described;
import io.privicore.adapters.rest.openapi.Field;
import io.privicore.adapters.rest.openapi.Field.Type;
import io.privicore.adapters.rest.view.Json;
import io.privicore.application.command.DirectoryCommand;
import io.privicore.application.query.DirectoryQuery;
import io.privicore.domain.directory.ShortName;
import io.privicore.domain.kernel.DirectoryId;
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
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Directories themselves, and their devices. */
@Singleton
@Path("/directory")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "directory")
public final class DirectoryResource {

    private static final String VIEW = """
            {"directoryId": "9d3f0a64-2f0e-4d0b-8f43-0f6f8f2f7a11", "directoryName": "Acme Ltd",
             "directoryShortName": "acme", "ownerProfileId": "1b4e28ba-2fa1-41d2-883f-0016d3cca427", "role": "owner",
             "users": 41, "devices": 6, "meta": {"password": {"expiryDays": 90}},
             "createdAt": "2026-02-21T15:33:44+00:00"}""";

    private final Edge edge;

    DirectoryResource(Edge edge) {
        this.edge = edge;
    }

    @POST
    @Path("register")
    @Described(
            title = "Register Directory",
            about = "Registers an organisation that the caller owns. The outcome's body is the directory id.",
            scope = "directory:write",
            fields = {
                @Field(name = "directoryName", example = "Acme Ltd", about = "1–200 characters."),
                @Field(
                        name = "directoryShortName",
                        example = "acme",
                        about = "2–32 lower-case letters, digits or hyphens, no hyphen at either end; unique."),
                @Field(
                        name = "meta",
                        example = "{\"password\": {\"expiryDays\": 90}}",
                        about = "Free fields; `policy` and `password` are settings, see store-meta.",
                        type = Type.OBJECT,
                        required = false)
            },
            rejections = {"directory.short_name_taken", "directory.too_many"})
    public Response register(@Context RoutingContext http) {
        return edge.submit(
                http,
                form -> new DirectoryCommand.Register(
                        form.required("directoryName", Name::new),
                        form.required("directoryShortName", ShortName::new),
                        form.object("meta")));
    }

    @POST
    @Path("store-meta")
    @Described(
            title = "Store directory meta information",
            about = "Puts free fields over those that the directory has. Two of them are settings: "
                    + "`policy.mandatory` (`true`, or an object of lists of operations by voting pool) and "
                    + "`password.minimumAgeDays` and `password.expiryDays` (0–3650). "
                    + "422 `directory.settings_malformed` where a setting cannot be meant.",
            scope = "directory:write",
            fields = {
                @Field(name = "directoryId", example = DIRECTORY, about = "The directory.", type = Type.ID),
                @Field(
                        name = "meta",
                        example = "{\"country\": \"CH\", \"password\": {\"minimumAgeDays\": 1, \"expiryDays\": 90}}",
                        about = "The fields to store.",
                        type = Type.OBJECT)
            },
            rejections = {"directory.not_found", "directory.forbidden"})
    public Response storeMeta(@Context RoutingContext http) {
        return edge.submit(http, form -> {
            var directory = DirectoryFields.directory(form);
            var meta = form.object("meta");
            if (meta.isEmpty() && !form.isAtFault("meta")) {
                form.fault("meta", "required", "it is missing");
            }
            return new DirectoryCommand.StoreMeta(directory, meta);
        });
    }

    @GET
    @Path("retrieve-owned-directories")
    @Described(
            title = "Retrieve owned Directories",
            about = "The directories that the caller registered, the oldest first.",
            scope = "directory:read",
            answer = "[" + VIEW + "]")
    public Response owned(@Context RoutingContext http) {
        return edge.ask(
                http,
                _ -> new DirectoryQuery.ListOwned(),
                directories -> Json.list(directories, DirectoryFields::view));
    }

    @GET
    @Path("retrieve-assigned-directories")
    @Described(
            title = "Retrieve assigned directories",
            about = "The directories that the caller is in without being their owner, the oldest first. `role` is the "
                    + "caller's.",
            scope = "directory:read",
            answer = "[" + VIEW + "]")
    public Response assigned(@Context RoutingContext http) {
        return edge.ask(
                http,
                _ -> new DirectoryQuery.ListAssigned(),
                directories -> Json.list(directories, DirectoryFields::view));
    }

    @GET
    @Path("retrieve-directory/{directoryId}")
    @Described(
            title = "Retrieve Directory",
            about = "One directory that the caller is in. `role` is the caller's.",
            scope = "directory:read",
            answer = VIEW)
    public Response retrieve(@Context RoutingContext http, @PathParam("directoryId") String directoryId) {
        return edge.ask(http, _ -> new DirectoryQuery.Retrieve(inPath(directoryId)), DirectoryFields::view);
    }

    @GET
    @Path("list-devices/{directoryId}")
    @Described(
            title = "List directory devices",
            about = "Devices of managed users, those made for users, and those that store for other users: records of "
                    + "retrieve-profile-devices, and beside them whose each is, whether the directory made it, and for which "
                    + "other profiles it stores. For its owner, administrators and auditors.",
            scope = "directory:read",
            answer = """
                    [{"deviceIdentifier": "7f3e8a52-5b0f-4f86-9d0f-6b8d8a7d9c11", "name": "Vault", "state": "active",
                      "roles": ["storage"], "online": true, "lastSeenAt": "2026-02-21T15:33:44+00:00",
                      "publicKey": "3142050085d6f7c1…", "meta": {}, "createdAt": "2026-02-20T08:00:00+00:00",
                      "ownerProfileId": "1b4e28ba-2fa1-41d2-883f-0016d3cca427", "createdByDirectory": true,
                      "storesForProfileIds": ["1b4e28ba-2fa1-41d2-883f-0016d3cca428"]}]""")
    public Response devices(@Context RoutingContext http, @PathParam("directoryId") String directoryId) {
        return edge.ask(
                http,
                _ -> new DirectoryQuery.ListDevices(inPath(directoryId)),
                devices -> Json.list(devices, DirectoryFields::view));
    }

    @POST
    @Path("create-profile-device")
    @Described(
            title = "Create profile device",
            about =
                    "Makes a device for a user, approved. The outcome's body is the device identifier. Only the user can "
                            + "retrieve its configuration.",
            scope = "directory:write",
            fields = {
                @Field(name = "directoryId", example = DIRECTORY, about = "The directory.", type = Type.ID),
                @Field(name = "profileId", example = PROFILE, about = "The user.", type = Type.ID),
                @Field(name = "deviceName", example = "Ada's vault", about = "1–200 characters.")
            },
            rejections = {"directory.not_found", "directory.forbidden", "profile.not_found"})
    public Response createDevice(@Context RoutingContext http) {
        return edge.submit(
                http,
                form -> new DirectoryCommand.CreateDevice(
                        DirectoryFields.directory(form),
                        DirectoryFields.profile(form),
                        form.required("deviceName", Name::new)));
    }

    @POST
    @Path("add-storage-device")
    @Described(
            title = "Add storage device to profile",
            about =
                    "Stores a user's data on this device too; what the user has comes to it by synchronisation. The device must "
                            + "have the storage role and be made by the directory, or belong to a user that it manages, to its "
                            + "owner or to an administrator; it can store for many users.",
            scope = "directory:write",
            fields = {
                @Field(name = "directoryId", example = DIRECTORY, about = "The directory.", type = Type.ID),
                @Field(name = "profileId", example = PROFILE, about = "The user.", type = Type.ID),
                @Field(name = "deviceIdentifier", example = DEVICE, about = "A storage device.", type = Type.ID)
            },
            rejections = {
                "directory.not_found",
                "directory.forbidden",
                "profile.not_found",
                "device.not_found",
                "storage.not_registered",
                "storage.already_registered"
            })
    public Response addStorage(@Context RoutingContext http) {
        return edge.submit(
                http,
                form -> new DirectoryCommand.AddStorage(
                        DirectoryFields.directory(form),
                        DirectoryFields.profile(form),
                        form.required("deviceIdentifier", DeviceResource.ID)));
    }

    @POST
    @Path("remove-storage-device")
    @Described(
            title = "Remove storage device from profile",
            about =
                    "Stores a user's data on this device no longer: it is erased from there. What a device has erased does not "
                            + "come back to it, should it store for the user again; what is new since does.",
            scope = "directory:write",
            fields = {
                @Field(name = "directoryId", example = DIRECTORY, about = "The directory.", type = Type.ID),
                @Field(name = "profileId", example = PROFILE, about = "The user.", type = Type.ID),
                @Field(
                        name = "deviceIdentifier",
                        example = DEVICE,
                        about = "A device that stores for the user.",
                        type = Type.ID),
                @Field(
                        name = "force",
                        example = "false",
                        about = "Whether to do it even where data is then on no device.",
                        type = Type.BOOLEAN,
                        required = false)
            },
            rejections = {
                "directory.not_found",
                "directory.forbidden",
                "profile.not_found",
                "storage.not_registered",
                "storage.last_replica"
            })
    public Response removeStorage(@Context RoutingContext http) {
        return edge.submit(
                http,
                form -> new DirectoryCommand.RemoveStorage(
                        DirectoryFields.directory(form),
                        DirectoryFields.profile(form),
                        form.required("deviceIdentifier", DeviceResource.ID),
                        form.flag("force")));
    }

    static DirectoryId inPath(String directoryId) {
        return new DirectoryId(Values.idOrNone(directoryId));
    }
}
