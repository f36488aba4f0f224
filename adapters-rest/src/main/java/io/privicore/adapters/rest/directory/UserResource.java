package io.privicore.adapters.rest.directory;

import static io.privicore.adapters.rest.directory.DirectoryFields.DIRECTORY;
import static io.privicore.adapters.rest.directory.DirectoryFields.PROFILE;

import io.privicore.adapters.rest.edge.Edge;
import io.privicore.adapters.rest.form.Form;
import io.privicore.adapters.rest.form.Values;
import io.privicore.adapters.rest.openapi.Described;
import io.privicore.adapters.rest.openapi.Field;
import io.privicore.adapters.rest.openapi.Field.Type;
import io.privicore.adapters.rest.view.Json;
import io.privicore.adapters.rest.view.Pages;
import io.privicore.application.command.DirectoryCommand;
import io.privicore.application.query.DirectoryQuery;
import io.privicore.domain.directory.Email;
import io.privicore.domain.directory.Person;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.profile.Password;
import io.privicore.domain.profile.Username;
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
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The users of directories. */
@Singleton
@Path("/directory")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "directory")
public final class UserResource {

    private static final String VIEW = """
            {"profileId": "1b4e28ba-2fa1-41d2-883f-0016d3cca427", "username": "ada@acme.example", "givenName": "Ada",
             "familyName": "Lovelace", "email": "ada@acme.example", "externalId": "E-1815", "role": "member",
             "state": "active", "managed": true, "publicKey": "3142050085d6f7c1…", "devices": 2,
             "meta": {"department": "research"}, "createdAt": "2026-02-20T08:00:00+00:00",
             "lastSeenAt": "2026-02-21T15:33:44+00:00"}""";

    private static final String ROLES = "`member`, `auditor` or `administrator`";

    private final Edge edge;

    UserResource(Edge edge) {
        this.edge = edge;
    }

    @POST
    @Path("create-user")
    @Described(
            title = "Create Directory User",
            about =
                    "Creates a user that the directory manages. The outcome's body is the profile id, which is the command "
                            + "id; without a password it is the single-use token of an enrolment link, valid for 14 days, with which "
                            + "the user gives itself one (see enrol). 422 `profile.password_weak`.",
            scope = "directory:write",
            fields = {
                @Field(name = "directoryId", example = DIRECTORY, about = "The directory.", type = Type.ID),
                @Field(
                        name = "username",
                        example = "ada@acme.example",
                        about = "3–254 characters, unique on the platform without regard to case."),
                @Field(
                        name = "password",
                        example = "correct horse battery staple",
                        about = "12–128 characters, hard to guess, not containing the username.",
                        required = false),
                @Field(name = "givenName", example = "Ada", about = "1–200 characters."),
                @Field(name = "familyName", example = "Lovelace", about = "1–200 characters."),
                @Field(name = "email", example = "ada@acme.example", about = "A mail address.", required = false),
                @Field(
                        name = "externalId",
                        example = "E-1815",
                        about = "How another system calls the same person; unique in the directory.",
                        required = false),
                @Field(
                        name = "role",
                        example = "member",
                        about = ROLES + "; `member` when left out. Only the owner makes administrators.",
                        required = false),
                @Field(
                        name = "meta",
                        example = "{\"department\": \"research\"}",
                        about = "Free fields.",
                        type = Type.OBJECT,
                        required = false)
            },
            rejections = {
                "directory.not_found",
                "directory.forbidden",
                "profile.username_taken",
                "directory.external_id_taken"
            })
    public Response create(@Context RoutingContext http) {
        return edge.submit(http, UserResource::create);
    }

    @POST
    @Path("update-user-information")
    @Described(
            title = "Update user information",
            about = "Changes the fields that are given and leaves the rest; `meta` is put over what is there. "
                    + "`state=suspended` ends the user's tokens at once and shuts its devices out, where the directory manages "
                    + "it; somebody who was invited only loses its role here. `state=active` takes that back.",
            scope = "directory:write",
            fields = {
                @Field(name = "directoryId", example = DIRECTORY, about = "The directory.", type = Type.ID),
                @Field(name = "profileId", example = PROFILE, about = "The user.", type = Type.ID),
                @Field(
                        name = "username",
                        example = "ada@acme.example",
                        about = "Another name to sign in with; managed users only.",
                        required = false),
                @Field(name = "givenName", example = "Ada", about = "1–200 characters.", required = false),
                @Field(name = "familyName", example = "King", about = "1–200 characters.", required = false),
                @Field(name = "email", example = "ada@acme.example", about = "A mail address.", required = false),
                @Field(
                        name = "externalId",
                        example = "E-1815",
                        about = "How another system calls the same person; unique in the directory.",
                        required = false),
                @Field(name = "role", example = "auditor", about = ROLES + ".", required = false),
                @Field(name = "state", example = "active", about = "`active` or `suspended`.", required = false),
                @Field(
                        name = "meta",
                        example = "{\"department\": \"engines\"}",
                        about = "Free fields to store.",
                        type = Type.OBJECT,
                        required = false)
            },
            rejections = {
                "directory.not_found",
                "directory.forbidden",
                "profile.not_found",
                "directory.owner_stays",
                "directory.not_managed",
                "profile.username_taken",
                "directory.external_id_taken"
            })
    public Response update(@Context RoutingContext http) {
        return edge.submit(http, UserResource::update);
    }

    @POST
    @Path("remove-user")
    @Described(
            title = "Remove directory user",
            about =
                    "Ends a membership and takes away what the directory gave. A user that the directory manages ends with "
                            + "it: its tokens, its devices, its name. Anybody but the owner may leave by removing itself. "
                            + "`storage.last_replica` while the directory's storage devices alone hold something of a user that "
                            + "stays a profile, or the user's devices alone something of others: move it, or take the storage "
                            + "away first.",
            scope = "directory:write",
            fields = {
                @Field(name = "directoryId", example = DIRECTORY, about = "The directory.", type = Type.ID),
                @Field(name = "profileId", example = PROFILE, about = "The user.", type = Type.ID)
            },
            rejections = {
                "directory.not_found",
                "directory.forbidden",
                "profile.not_found",
                "directory.owner_stays",
                "storage.last_replica"
            })
    public Response remove(@Context RoutingContext http) {
        return edge.submit(
                http,
                form -> new DirectoryCommand.RemoveUser(
                        DirectoryFields.directory(form), DirectoryFields.profile(form)));
    }

    @POST
    @Path("set-profile-password")
    @Described(
            title = "Set profile password",
            about = "Gives a managed user another password and ends its tokens and any enrolment link. "
                    + "422 `profile.password_weak`. One's own password is changed by change-password.",
            scope = "directory:write",
            fields = {
                @Field(name = "directoryId", example = DIRECTORY, about = "The directory.", type = Type.ID),
                @Field(name = "profileId", example = PROFILE, about = "A managed user.", type = Type.ID),
                @Field(
                        name = "password",
                        example = "correct horse battery staple",
                        about = "12–128 characters, hard to guess, none of the last five.")
            },
            rejections = {
                "directory.not_found",
                "directory.forbidden",
                "profile.not_found",
                "directory.not_managed",
                "profile.password_reused"
            })
    public Response setPassword(@Context RoutingContext http) {
        return edge.submit(
                http,
                form -> new DirectoryCommand.SetPassword(
                        DirectoryFields.directory(form),
                        DirectoryFields.profile(form),
                        form.required("password", Password::new)));
    }

    @POST
    @Path("renew-enrolment")
    @Described(
            title = "Renew enrolment link",
            about = "Makes a new enrolment link for a managed user; the one before ends. The outcome's body is its "
                    + "single-use token, valid for 14 days.",
            scope = "directory:write",
            fields = {
                @Field(name = "directoryId", example = DIRECTORY, about = "The directory.", type = Type.ID),
                @Field(name = "profileId", example = PROFILE, about = "A managed user.", type = Type.ID)
            },
            rejections = {"directory.not_found", "directory.forbidden", "profile.not_found", "directory.not_managed"})
    public Response renewEnrolment(@Context RoutingContext http) {
        return edge.submit(
                http,
                form -> new DirectoryCommand.RenewEnrolment(
                        DirectoryFields.directory(form), DirectoryFields.profile(form)));
    }

    @POST
    @Path("enrol")
    @Described(
            title = "Enrol",
            about =
                    "Takes a password by the token of an enrolment link, which is used up, and ends whatever tokens the "
                            + "user had. The outcome's body is the profile id. 401 `enrolment.invalid` where the token is none, was "
                            + "used, was replaced or has expired; 422 `profile.password_weak` leaves it valid.",
            open = true,
            fields = {
                @Field(name = "token", example = "en-3q2-7wAAAAD…", about = "The token of the link."),
                @Field(
                        name = "password",
                        example = "correct horse battery staple",
                        about = "12–128 characters, hard to guess, not containing the username.")
            },
            rejections = "profile.password_reused")
    public Response enrol(@Context RoutingContext http) {
        return edge.submitOpenly(
                http,
                form -> new DirectoryCommand.Enrol(
                        form.required("token", Values.text(200)), form.required("password", Password::new)));
    }

    @GET
    @Path("retrieve-directory-profile/{directoryId}/{profileId}")
    @Described(
            title = "Retrieve directory profile",
            about =
                    "One user. Its owner, administrators and auditors see everybody, members themselves. `lastSeenAt` is "
                            + "when the user signed in last.",
            scope = "directory:read",
            answer = VIEW)
    public Response retrieve(
            @Context RoutingContext http,
            @PathParam("directoryId") String directoryId,
            @PathParam("profileId") String profileId) {
        return edge.ask(
                http,
                _ -> new DirectoryQuery.RetrieveProfile(
                        DirectoryResource.inPath(directoryId), new ProfileId(Values.idOrNone(profileId))),
                DirectoryFields::view);
    }

    @GET
    @Path("list-users/{directoryId}")
    @Described(
            title = "List directory users",
            about = "A page of users, for its owner, administrators and auditors. `filters[username]`, `[givenName]`, "
                    + "`[familyName]`, `[email]`, `[externalId]`, `[role]` and `[state]` must all match, without regard to case, "
                    + "exactly or up to a trailing `*`.",
            scope = "directory:read",
            fields = {
                @Field(
                        name = "filters[familyName]",
                        example = "Love*",
                        about = "A user's family name; the other filters alike.",
                        required = false),
                @Field(
                        name = "sort",
                        example = "-familyName",
                        about = "`username` (when left out), `givenName`, `familyName`, `email`, `externalId`, `role`, "
                                + "`state` or `createdAt`; downwards after a hyphen.",
                        required = false),
                @Field(name = "page", example = "1", about = "From 1.", type = Type.INTEGER, required = false),
                @Field(
                        name = "perPage",
                        example = "25",
                        about = "1–200; 25 when left out.",
                        type = Type.INTEGER,
                        required = false)
            },
            answer =
                    "{\"items\": [" + VIEW + "], \"meta\": {\"count\": 1, \"page\": 1, \"perPage\": 25, \"pages\": 1}}")
    public Response list(@Context RoutingContext http, @PathParam("directoryId") String directoryId) {
        return edge.ask(
                http,
                form -> DirectoryFields.users(DirectoryResource.inPath(directoryId), form),
                page -> Pages.of(page, DirectoryFields::view));
    }

    @POST
    @Path("profiles-info")
    @Described(
            title = "Directory profiles info",
            about =
                    "Those of the profiles that are in the directory, in the order asked for; the others are left out. For "
                            + "its owner, administrators and auditors.",
            scope = "directory:read",
            fields = {
                @Field(name = "directoryId", example = DIRECTORY, about = "The directory.", type = Type.ID),
                @Field(
                        name = "profileIds",
                        example = "[\"1b4e28ba-2fa1-41d2-883f-0016d3cca427\"]",
                        about = "1–200 profile ids.",
                        type = Type.IDS)
            },
            answer = "[" + VIEW + "]")
    public Response info(@Context RoutingContext http) {
        return edge.ask(http, UserResource::info, users -> Json.list(users, DirectoryFields::view));
    }

    private static DirectoryCommand.CreateUser create(Form form) {
        var directory = DirectoryFields.directory(form);
        var username = form.required("username", Username::new);
        Optional<Password> password = form.optional("password", Password::new);
        Optional<Name> givenName = Optional.ofNullable(form.required("givenName", Name::new));
        Optional<Name> familyName = Optional.ofNullable(form.required("familyName", Name::new));
        var role = DirectoryFields.role(form).orElse(Role.MEMBER);
        var person = new Person(
                givenName,
                familyName,
                form.optional("email", Email::new),
                form.optional("externalId", Name::new),
                form.object("meta"));
        return new DirectoryCommand.CreateUser(directory, username, password, role, person);
    }

    private static DirectoryCommand.UpdateUser update(Form form) {
        return new DirectoryCommand.UpdateUser(
                DirectoryFields.directory(form),
                DirectoryFields.profile(form),
                form.optional("username", Username::new),
                form.optional("givenName", Name::new),
                form.optional("familyName", Name::new),
                form.optional("email", Email::new),
                form.optional("externalId", Name::new),
                DirectoryFields.role(form),
                DirectoryFields.state(form),
                form.object("meta"));
    }

    private static DirectoryQuery.ProfilesInfo info(Form form) {
        var directory = DirectoryFields.directory(form);
        List<ProfileId> profiles = form.someOf("profileIds", DirectoryFields.PROFILE_ID);
        if (profiles.size() > DirectoryQuery.ProfilesInfo.MOST) {
            form.fault("profileIds", "invalid", "there are more than " + DirectoryQuery.ProfilesInfo.MOST);
        }
        return new DirectoryQuery.ProfilesInfo(directory, profiles);
    }
}
