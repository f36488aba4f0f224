package io.privicore.adapters.rest.directory;

import static io.privicore.adapters.rest.directory.DirectoryFields.DIRECTORY;
import static io.privicore.adapters.rest.directory.DirectoryFields.DIRECTORY_ID;
import static io.privicore.adapters.rest.directory.DirectoryFields.INVITATION;
import static io.privicore.adapters.rest.directory.DirectoryFields.INVITATION_ID;
import static io.privicore.adapters.rest.directory.DirectoryFields.PROFILE_ID;

import io.privicore.adapters.rest.edge.Edge;
import io.privicore.adapters.rest.form.Form;
import io.privicore.adapters.rest.form.Values;
import io.privicore.adapters.rest.openapi.Described;
import io.privicore.adapters.rest.openapi.Field;
import io.privicore.adapters.rest.openapi.Field.Type;
import io.privicore.adapters.rest.view.Json;
import io.privicore.application.command.DirectoryCommand;
import io.privicore.application.query.DirectoryQuery;
import io.privicore.application.query.DirectoryQuery.InvitationView;
import io.privicore.application.query.Query;
import io.privicore.domain.directory.Invitation;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.profile.Username;
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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Invitations into directories. */
@Singleton
@Path("/directory")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "directory")
public final class InvitationResource {

    private final Edge edge;

    InvitationResource(Edge edge) {
        this.edge = edge;
    }

    @POST
    @Path("invite-profile")
    @Described(
            title = "Invite Profile",
            about =
                    "Invites a profile that is there already, by its name or its id: one of them is required. The outcome's "
                            + "body is the invitation id.",
            scope = "directory:write",
            fields = {
                @Field(name = "directoryId", example = DIRECTORY, about = "The directory.", type = Type.ID),
                @Field(
                        name = "username",
                        example = "grace@navy.example",
                        about = "The name of the profile.",
                        required = false),
                @Field(
                        name = "profileId",
                        example = "",
                        about = "The profile, instead of its name.",
                        type = Type.ID,
                        required = false),
                @Field(
                        name = "role",
                        example = "member",
                        about = "`member`, `auditor` or `administrator`; `member` when left out. Only the owner makes "
                                + "administrators.",
                        required = false),
                @Field(
                        name = "expiresInDays",
                        example = "14",
                        about = "1–90; 14 when left out.",
                        type = Type.INTEGER,
                        required = false)
            },
            rejections = {
                "directory.not_found",
                "directory.forbidden",
                "profile.not_found",
                "directory.already_member",
                "invitation.already_sent",
                "directory.too_many"
            })
    public Response invite(@Context RoutingContext http) {
        return edge.submit(http, InvitationResource::invite);
    }

    @GET
    @Path("list-invites")
    @Described(
            title = "List Directory Invites",
            about = "The caller's own invitations that can be answered, the oldest first; with `directoryId` all of a "
                    + "directory, the newest first, at most 1,000, for its owner and administrators. `state` is pending, "
                    + "accepted, declined, revoked or expired.",
            scope = "directory:read",
            fields =
                    @Field(
                            name = "directoryId",
                            example = DIRECTORY,
                            about = "A directory that the caller administers.",
                            type = Type.ID,
                            required = false),
            answer = """
                    [{"invitationId": "c2a1f0d4-7a63-4c2c-9a53-2f1d7f0f9b20",
                      "directoryId": "9d3f0a64-2f0e-4d0b-8f43-0f6f8f2f7a11", "directoryName": "Acme Ltd",
                      "profileId": "1b4e28ba-2fa1-41d2-883f-0016d3cca427", "username": "grace@navy.example",
                      "inviterProfileId": "1b4e28ba-2fa1-41d2-883f-0016d3cca428", "role": "member", "state": "pending",
                      "sentAt": "2026-02-21T15:33:44+00:00", "expiresAt": "2026-03-07T15:33:44+00:00"}]""")
    public Response list(@Context RoutingContext http) {
        return edge.ask(
                http, InvitationResource::invitations, invitations -> Json.list(invitations, DirectoryFields::view));
    }

    @POST
    @Path("process-invitation")
    @Described(
            title = "Process Invitation",
            about =
                    "Accepts or declines an invitation of the caller's own. The outcome's body is the directory id where it "
                            + "was accepted. An invitation cannot be accepted while whoever sent it may not give its role any more.",
            scope = "directory:write",
            fields = {
                @Field(name = "invitationId", example = INVITATION, about = "The invitation.", type = Type.ID),
                @Field(name = "accept", example = "true", about = "Whether to join.", type = Type.BOOLEAN)
            },
            rejections = {"invitation.not_found", "invitation.closed", "directory.already_member"})
    public Response process(@Context RoutingContext http) {
        return edge.submit(
                http,
                form -> new DirectoryCommand.ProcessInvitation(
                        form.required("invitationId", INVITATION_ID), form.required("accept", Values::flag, false)));
    }

    @POST
    @Path("resend-invitation")
    @Described(
            title = "Resend invitation",
            about = "Begins an invitation's time anew, in the caller's name; one that has expired comes to life again.",
            scope = "directory:write",
            fields = {
                @Field(name = "directoryId", example = DIRECTORY, about = "The directory.", type = Type.ID),
                @Field(name = "invitationId", example = INVITATION, about = "The invitation.", type = Type.ID)
            },
            rejections = {
                "directory.not_found",
                "directory.forbidden",
                "invitation.not_found",
                "invitation.closed",
                "invitation.already_sent",
                "directory.already_member"
            })
    public Response resend(@Context RoutingContext http) {
        return edge.submit(
                http,
                form -> new DirectoryCommand.ResendInvitation(
                        DirectoryFields.directory(form), form.required("invitationId", INVITATION_ID)));
    }

    @POST
    @Path("revoke-invitation")
    @Described(
            title = "Revoke invitation",
            about = "Takes an invitation back that waits for its answer.",
            scope = "directory:write",
            fields = {
                @Field(name = "directoryId", example = DIRECTORY, about = "The directory.", type = Type.ID),
                @Field(name = "invitationId", example = INVITATION, about = "The invitation.", type = Type.ID)
            },
            rejections = {"directory.not_found", "directory.forbidden", "invitation.not_found", "invitation.closed"})
    public Response revoke(@Context RoutingContext http) {
        return edge.submit(
                http,
                form -> new DirectoryCommand.RevokeInvitation(
                        DirectoryFields.directory(form), form.required("invitationId", INVITATION_ID)));
    }

    private static DirectoryCommand.Invite invite(Form form) {
        var directory = DirectoryFields.directory(form);
        Optional<ProfileId> profile = form.optional("profileId", PROFILE_ID);
        Optional<Username> username = form.optional("username", Username::new);
        if (profile.isPresent() && username.isPresent()) {
            form.fault("profileId", "ambiguous", "it is given beside a username");
        } else if (profile.isEmpty()
                && username.isEmpty()
                && !form.isAtFault("profileId")
                && !form.isAtFault("username")) {
            form.fault("username", "required", "neither it nor a profile id is given");
        }
        var role = DirectoryFields.role(form).orElse(Role.MEMBER);
        var lifetime =
                form.optional("expiresInDays", Values.integer(InvitationResource::days), Invitation.DEFAULT_LIFETIME);
        return new DirectoryCommand.Invite(directory, profile, username, role, lifetime);
    }

    private static Duration days(int days) {
        if (days < 1 || days > Invitation.LONGEST.toDays()) {
            throw new IllegalArgumentException("Expected 1 to %d days".formatted(Invitation.LONGEST.toDays()));
        }
        return Duration.ofDays(days);
    }

    private static Query<List<InvitationView>> invitations(Form form) {
        return form.optional("directoryId", DIRECTORY_ID)
                .<Query<List<InvitationView>>>map(DirectoryQuery.ListInvites::new)
                .orElseGet(DirectoryQuery.ListOwnInvites::new);
    }
}
