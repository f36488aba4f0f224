package io.privicore.adapters.rest.profile;

import io.privicore.adapters.rest.edge.Edge;
import io.privicore.adapters.rest.form.Values;
import io.privicore.adapters.rest.openapi.Described;
import io.privicore.adapters.rest.openapi.Field;
import io.privicore.adapters.rest.openapi.Field.Type;
import io.privicore.adapters.rest.view.Json;
import io.privicore.application.command.ProfileCommand;
import io.privicore.application.query.ProfileQuery;
import io.privicore.application.query.ProfileQuery.IssuedToken;
import io.privicore.domain.access.Session;
import io.privicore.domain.profile.Password;
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
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Singleton
@Path("/profile")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "profile")
public final class ProfileResource {

    private final Edge edge;

    ProfileResource(Edge edge) {
        this.edge = edge;
    }

    @POST
    @Path("register-profile")
    @Described(
            title = "Register new profile",
            about = "Registers an actor: a user, an application or the owner of devices. The outcome's body is the "
                    + "profile id.",
            open = true,
            fields = {
                @Field(
                        name = "username",
                        example = "ada@example.com",
                        about = "3–254 characters, unique without regard to case."),
                @Field(
                        name = "password",
                        example = "correct horse battery staple",
                        about =
                                "12–128 characters, hard to guess, on no list of stolen ones, not containing the username."),
                @Field(
                        name = "meta",
                        example = "{\"department\": \"research\"}",
                        about = "Free fields.",
                        type = Type.OBJECT,
                        required = false)
            },
            rejections = "profile.username_taken")
    public Response register(@Context RoutingContext http) {
        return edge.submitOpenly(
                http,
                form -> new ProfileCommand.Register(
                        form.required("username", Username::new),
                        form.required("password", Password::new),
                        form.object("meta")));
    }

    @POST
    @Path("authenticate")
    @Described(
            title = "Authenticate",
            about =
                    "Signs in. 401 `profile.invalid_credentials` whether the name is unknown or the password wrong, 401 "
                            + "`profile.password_expired` where it is right but too old and no `newPassword` comes along; 429 "
                            + "after repeated failures. Where a policy holds sign-ins: 202 with a command id, and the same "
                            + "call with that `commandId` once the command has succeeded.",
            open = true,
            fields = {
                @Field(name = "username", example = "ada@example.com", about = "The name registered."),
                @Field(name = "password", example = "correct horse battery staple", about = "Its password."),
                @Field(
                        name = "newPassword",
                        example = "staple battery horse correct",
                        about = "The password to take from now on, as after `profile.password_expired`.",
                        required = false)
            },
            held = true,
            answer = """
                    {"authorizationToken": "T-3q2-7wAAAAD…", "expiresAt": "2026-02-22T15:33:44+00:00"}""")
    public Response authenticate(@Context RoutingContext http) {
        return edge.askOpenly(
                http,
                form -> new ProfileQuery.Authenticate(
                        form.required("username", name -> name),
                        form.required("password", password -> password),
                        form.optional("newPassword", Password::new),
                        form.optional(Edge.PERMIT, Edge.COMMAND_ID)),
                ProfileResource::issued);
    }

    @GET
    @Path("retrieve-profile-id")
    @Described(
            title = "Retrieve profile id",
            about = "The id of the profile that the token stands for.",
            scope = "profile:read",
            answer = """
                    {"profileId": "1b4e28ba-2fa1-41d2-883f-0016d3cca427"}""")
    public Response retrieveId(@Context RoutingContext http) {
        return edge.ask(http, _ -> new ProfileQuery.RetrieveId(), profile -> Json.of("profileId", profile));
    }

    @POST
    @Path("change-password")
    @Described(
            title = "Change password",
            about = "Takes a new password, none of the last five. Tokens already issued stay valid.",
            scope = "profile:write",
            fields = {
                @Field(name = "currentPassword", example = "correct horse battery staple", about = "The present one."),
                @Field(name = "newPassword", example = "staple battery horse correct", about = "The one to take.")
            },
            rejections = {"profile.current_password_mismatch", "profile.password_reused", "profile.password_too_young"})
    public Response changePassword(@Context RoutingContext http) {
        return edge.submit(
                http,
                form -> new ProfileCommand.ChangePassword(
                        form.required("currentPassword", Password::new), form.required("newPassword", Password::new)));
    }

    @POST
    @Path("reauthorize-authorization-token")
    @Described(
            title = "Reauthorize authorization token",
            about = "Renews the token shown. The old one ends at once.",
            scope = "profile:write",
            fields =
                    @Field(
                            name = "ttl",
                            example = "3600",
                            about = "How long the new token lives: seconds, at most 30 days.",
                            type = Type.INTEGER),
            held = true,
            answer = """
                    {"authorizationToken": "T-3q2-7wAAAAD…", "expiresAt": "2026-02-22T15:33:44+00:00"}""")
    public Response reauthorize(@Context RoutingContext http) {
        return edge.ask(
                http,
                form -> new ProfileQuery.Reauthorize(form.required("ttl", Values.integer(ProfileResource::lifetime))),
                ProfileResource::issued);
    }

    @POST
    @Path("revoke-authorization-token")
    @Described(
            title = "Revoke authorization token",
            about = "Ends the token shown, on every node at once.",
            answer = "{\"revoked\": true}")
    public Response revoke(@Context RoutingContext http) {
        return edge.ask(http, _ -> new ProfileQuery.Revoke(), revoked -> Json.of("revoked", revoked));
    }

    @POST
    @Path("authorization-token/expiry")
    @Described(
            title = "Retrieve token expiry",
            about = "When the token shown ends.",
            answer = "{\"expiresAt\": \"2026-02-22T15:33:44+00:00\"}")
    public Response expiry(@Context RoutingContext http) {
        return edge.ask(http, _ -> new ProfileQuery.Expiry(), expiresAt -> Json.of("expiresAt", expiresAt));
    }

    private static Json issued(IssuedToken issued) {
        return Json.of("authorizationToken", issued.token()).with("expiresAt", issued.expiresAt());
    }

    private static Duration lifetime(int seconds) {
        if (seconds < 1 || seconds > Session.LONGEST.toSeconds()) {
            throw new IllegalArgumentException(
                    "Expected a ttl of 1 to %d seconds".formatted(Session.LONGEST.toSeconds()));
        }
        return Duration.ofSeconds(seconds);
    }
}
