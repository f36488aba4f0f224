package io.privicore.adapters.rest.authenticator;

import io.privicore.adapters.rest.device.DeviceResource;
import io.privicore.adapters.rest.edge.Edge;
import io.privicore.adapters.rest.openapi.Described;
import io.privicore.adapters.rest.openapi.Field;
import io.privicore.adapters.rest.openapi.Field.Type;
import io.privicore.adapters.rest.view.Json;
import io.privicore.adapters.rest.voting.VotingFields;
import io.privicore.application.command.AuthenticatorCommand;
import io.privicore.application.query.AuthenticatorQuery;
import io.privicore.application.query.AuthenticatorQuery.AuthenticatorView;
import io.privicore.domain.voting.VotingRules;
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
@Path("/verified-authenticator")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "authenticator")
public final class AuthenticatorResource {

    private static final String DEVICE = "7f3e8a52-5b0f-4f86-9d0f-6b8d8a7d9c11";

    private final Edge edge;

    AuthenticatorResource(Edge edge) {
        this.edge = edge;
    }

    @POST
    @Path("register")
    @Described(
            title = "Register authenticator",
            about = "Lets an active device vote for its owner, in polls that are opened from now on.",
            scope = "voting:write",
            fields = @Field(name = "deviceIdentifier", example = DEVICE, about = "An active device.", type = Type.ID),
            rejections = {"device.not_found", "device.not_active", "authenticator.already_registered"})
    public Response register(@Context RoutingContext http) {
        return edge.submit(
                http, form -> new AuthenticatorCommand.Register(form.required("deviceIdentifier", DeviceResource.ID)));
    }

    @GET
    @Path("list")
    @Described(
            title = "List verified authenticators",
            about = "The devices with the authenticator role. `votes` counts what became of the ballots that each has "
                    + "got: `pending` wait for it, `lapsed` it let pass.",
            scope = "voting:read",
            answer = """
                    [{"deviceIdentifier": "7f3e8a52-5b0f-4f86-9d0f-6b8d8a7d9c11", "name": "Phone", "state": "active",
                      "roles": ["authenticator"], "online": true, "lastSeenAt": "2026-02-21T15:33:44+00:00",
                      "publicKey": "3142050085d6f7c1…", "meta": {}, "createdAt": "2026-02-20T08:00:00+00:00",
                      "votes": {"yes": 12, "no": 1, "abstain": 0, "pending": 1, "lapsed": 2}}]""")
    public Response list(@Context RoutingContext http) {
        return edge.ask(
                http,
                _ -> new AuthenticatorQuery.ListAuthenticators(),
                authenticators -> Json.list(authenticators, AuthenticatorResource::view));
    }

    @GET
    @Path("retrieve-strategy")
    @Described(
            title = "Retrieve voting strategy",
            about = "How the profile votes where no voting configuration says otherwise. `timeLimit` is in seconds; "
                    + "`strategy_params` holds `percentage` for `minimum_percentage` and is empty otherwise.",
            scope = "voting:read",
            answer = """
                    {"quorumSize": 2, "strategy": "minimum_percentage", "strategy_params": {"percentage": 67},
                     "timeLimit": 300, "numberOfAttempts": 1}""")
    public Response retrieveStrategy(@Context RoutingContext http) {
        return edge.ask(http, _ -> new AuthenticatorQuery.RetrieveStrategy(), AuthenticatorResource::view);
    }

    @POST
    @Path("set-quorum-size")
    @Described(
            title = "Set quorum size",
            about = "How many votes, abstentions included, make a poll valid. `voting.unreachable` above the number of "
                    + "authenticators, and above the voters of an active policy that goes by it.",
            scope = "voting:write",
            fields =
                    @Field(
                            name = "quorumSize",
                            example = "2",
                            about = "From 1 to the number of authenticators.",
                            type = Type.INTEGER),
            rejections = "voting.unreachable")
    public Response setQuorumSize(@Context RoutingContext http) {
        return edge.submit(
                http, form -> new AuthenticatorCommand.SetQuorumSize(form.required("quorumSize", VotingFields.QUORUM)));
    }

    @POST
    @Path("set-quorum-strategy")
    @Described(
            title = "Set quorum strategy",
            about =
                    "How votes are counted. With y votes for and n against, a valid poll is approved when y is at least "
                            + "1 and: `unanimous`: n = 0; `consensus`: 2y > y+n; `affirmative`: always; `minimum_percentage`: "
                            + "100y ≥ percentage · (y+n).",
            scope = "voting:write",
            fields = {
                @Field(
                        name = "strategy",
                        example = "minimum_percentage",
                        about = "`unanimous`, `consensus`, `affirmative` or `minimum_percentage`."),
                @Field(
                        name = "strategy_params",
                        example = "{\"percentage\": 67}",
                        about = "The percentage of `minimum_percentage`, 1–100: as `percentage` of an object, or by "
                                + "itself. The other strategies have none and pass it over.",
                        type = Type.OBJECT,
                        required = false)
            })
    public Response setStrategy(@Context RoutingContext http) {
        return edge.submit(
                http,
                form -> new AuthenticatorCommand.SetStrategy(VotingFields.requiredStrategy(form, "strategy_params")));
    }

    @POST
    @Path("set-voting-time-limit")
    @Described(
            title = "Set voting time limit",
            about = "How long an attempt of a poll lasts.",
            scope = "voting:write",
            fields = @Field(name = "timeLimit", example = "300", about = "Seconds, 5–86400.", type = Type.INTEGER))
    public Response setTimeLimit(@Context RoutingContext http) {
        return edge.submit(
                http,
                form -> new AuthenticatorCommand.SetTimeLimit(form.required("timeLimit", VotingFields.TIME_LIMIT)));
    }

    @POST
    @Path("set-maximum-voting-attempts")
    @Described(
            title = "Set maximum voting attempts",
            about = "How often a poll that failed or was rejected is tried in all, each time with new ballots.",
            scope = "voting:write",
            fields = @Field(name = "numberOfAttempts", example = "2", about = "1–10.", type = Type.INTEGER))
    public Response setAttempts(@Context RoutingContext http) {
        return edge.submit(
                http,
                form -> new AuthenticatorCommand.SetAttempts(form.required("numberOfAttempts", VotingFields.ATTEMPTS)));
    }

    @POST
    @Path("remove")
    @Described(
            title = "Remove authenticator",
            about =
                    "Takes the authenticator role away. Ballots that the device has got already stay valid. "
                            + "`voting.unreachable` where the vote of an active policy could be passed with it and could not without.",
            scope = "voting:write",
            fields = {
                @Field(
                        name = "deviceIdentifier",
                        example = DEVICE,
                        about = "A device with the authenticator role.",
                        type = Type.ID),
                @Field(
                        name = "force",
                        example = "false",
                        about = "Whether to do it even where a vote of an active policy is then out of reach.",
                        type = Type.BOOLEAN,
                        required = false)
            },
            rejections = {"device.not_found", "authenticator.not_registered", "voting.unreachable"})
    public Response remove(@Context RoutingContext http) {
        return edge.submit(
                http,
                form -> new AuthenticatorCommand.Remove(
                        form.required("deviceIdentifier", DeviceResource.ID), form.flag("force")));
    }

    private static Json view(AuthenticatorView authenticator) {
        return DeviceResource.view(authenticator.device())
                .with(
                        "votes",
                        Json.of("yes", authenticator.yes())
                                .with("no", authenticator.no())
                                .with("abstain", authenticator.abstain())
                                .with("pending", authenticator.pending())
                                .with("lapsed", authenticator.lapsed()));
    }

    private static Json view(VotingRules rules) {
        return Json.of("quorumSize", rules.quorumSize())
                .with("strategy", rules.strategy().wire())
                .with("strategy_params", VotingFields.parameters(rules.strategy()))
                .with("timeLimit", rules.timeLimit().toSeconds())
                .with("numberOfAttempts", rules.attempts());
    }
}
