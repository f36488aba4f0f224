package io.privicore.adapters.rest.voting;

import io.privicore.adapters.rest.device.DeviceResource;
import io.privicore.adapters.rest.edge.Edge;
import io.privicore.adapters.rest.form.Form;
import io.privicore.adapters.rest.form.Values;
import io.privicore.adapters.rest.openapi.Described;
import io.privicore.adapters.rest.openapi.Field;
import io.privicore.adapters.rest.openapi.Field.Type;
import io.privicore.adapters.rest.view.Json;
import io.privicore.application.command.VotingCommand;
import io.privicore.application.query.VotingQuery;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.voting.VotingConfiguration;
import io.privicore.domain.voting.VotingConfiguration.Terms;
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
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Singleton
@Path("/verified-authenticator/voting-configuration")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "authenticator")
public final class VotingConfigurationResource {

    private static final String EXAMPLE = """
            {"configurationId": "0c9a4f6e-6d1b-4a55-9d52-2f4de6f2b7a1", "name": "Board", "strategy": "minimum_percentage",
             "percentageRequired": 67, "timeLimit": 600, "deviceIdentifiers": ["7f3e8a52-5b0f-4f86-9d0f-6b8d8a7d9c11"],
             "quorumSize": 1, "numberOfAttempts": null, "createdAt": "2026-02-21T15:33:44+00:00"}""";

    private static final String VOTERS = "deviceIdentifiers";
    private static final String PERCENTAGE = "percentageRequired";

    private final Edge edge;

    VotingConfigurationResource(Edge edge) {
        this.edge = edge;
    }

    @POST
    @Path("register")
    @Described(
            title = "Register voting configuration",
            about = "A way to vote under a name of its own. The outcome's body is its id.",
            scope = "voting:write",
            fields = {
                @Field(name = "name", example = "Board", about = "1–200 characters, unique within the profile."),
                @Field(
                        name = "strategy",
                        example = "minimum_percentage",
                        about = "`unanimous`, `consensus`, `affirmative` or `minimum_percentage`."),
                @Field(
                        name = "timeLimit",
                        example = "600",
                        about = "How long an attempt lasts: seconds, 5–86400.",
                        type = Type.INTEGER),
                @Field(
                        name = "percentageRequired",
                        example = "67",
                        about = "1–100; needed for `minimum_percentage`, passed over otherwise.",
                        type = Type.INTEGER,
                        required = false),
                @Field(
                        name = "deviceIdentifiers",
                        example = "[\"7f3e8a52-5b0f-4f86-9d0f-6b8d8a7d9c11\"]",
                        about = "The authenticators that vote; all there are when left out or empty.",
                        type = Type.IDS,
                        required = false),
                @Field(
                        name = "quorumSize",
                        example = "1",
                        about = "How many votes make a poll valid; the profile's own when left out.",
                        type = Type.INTEGER,
                        required = false),
                @Field(
                        name = "numberOfAttempts",
                        example = "2",
                        about = "1–10; the profile's own when left out.",
                        type = Type.INTEGER,
                        required = false)
            },
            rejections = {
                "voting.unreachable",
                "voting_configuration.name_taken",
                "voting_configuration.too_many",
                "authenticator.not_registered"
            })
    public Response register(@Context RoutingContext http) {
        return edge.submit(http, VotingConfigurationResource::register);
    }

    @POST
    @Path("update")
    @Described(
            title = "Update voting configuration",
            about = "Changes the fields that are given. Polls that are open keep what they began with. Without "
                    + "`configurationId` it is `name` that says which one is meant.",
            scope = "voting:write",
            fields = {
                @Field(
                        name = "configurationId",
                        example = "Board",
                        about = "Id or name. `votingConfigurationId` is another name of the field.",
                        required = false),
                @Field(
                        name = "name",
                        example = "Directors",
                        about = "Its new name, beside `configurationId`; else the name it has.",
                        required = false),
                @Field(
                        name = "strategy",
                        example = "minimum_percentage",
                        about = "`unanimous`, `consensus`, `affirmative` or `minimum_percentage`.",
                        required = false),
                @Field(
                        name = "timeLimit",
                        example = "600",
                        about = "How long an attempt lasts: seconds, 5–86400.",
                        type = Type.INTEGER,
                        required = false),
                @Field(
                        name = "percentageRequired",
                        example = "75",
                        about = "1–100; needed beside the strategy `minimum_percentage`, passed over beside others.",
                        type = Type.INTEGER,
                        required = false),
                @Field(
                        name = "deviceIdentifiers",
                        example = "[\"7f3e8a52-5b0f-4f86-9d0f-6b8d8a7d9c11\"]",
                        about = "The authenticators that vote; all there are when empty.",
                        type = Type.IDS,
                        required = false),
                @Field(
                        name = "quorumSize",
                        example = "1",
                        about = "How many votes make a poll valid.",
                        type = Type.INTEGER,
                        required = false),
                @Field(name = "numberOfAttempts", example = "2", about = "1–10.", type = Type.INTEGER, required = false)
            },
            rejections = {
                "voting_configuration.not_found",
                "voting.unreachable",
                "voting_configuration.name_taken",
                "authenticator.not_registered"
            })
    public Response update(@Context RoutingContext http) {
        return edge.submit(http, VotingConfigurationResource::update);
    }

    @GET
    @Path("list")
    @Described(
            title = "List voting configurations",
            about =
                    "The profile's voting configurations by name. `deviceIdentifiers` is empty where all authenticators "
                            + "vote; `quorumSize` and `numberOfAttempts` are `null` where the profile's own hold.",
            scope = "voting:read",
            answer = "[" + EXAMPLE + "]")
    public Response list(@Context RoutingContext http) {
        return edge.ask(
                http,
                _ -> new VotingQuery.ListConfigurations(),
                configurations -> Json.list(configurations, VotingConfigurationResource::view));
    }

    @GET
    @Path("retrieve/{nameOrId}")
    @Described(
            title = "Retrieve voting configuration",
            about = "One voting configuration, by id or name.",
            scope = "voting:read",
            answer = EXAMPLE)
    public Response retrieve(@Context RoutingContext http, @PathParam("nameOrId") String nameOrId) {
        return edge.ask(
                http,
                _ -> new VotingQuery.RetrieveConfiguration(Values.nameOrIdOrNone(nameOrId)),
                VotingConfigurationResource::view);
    }

    @POST
    @Path("delete")
    @Described(
            title = "Delete voting configuration",
            about = "Deletes a voting configuration that no policy refers to.",
            scope = "voting:write",
            fields =
                    @Field(
                            name = "configurationId",
                            example = "Board",
                            about = "Id or name. `votingConfigurationId` and `name` are other names of the field."),
            rejections = {"voting_configuration.not_found", "voting_configuration.in_use"})
    public Response delete(@Context RoutingContext http) {
        return edge.submit(
                http,
                form -> new VotingCommand.DeleteConfiguration(form.required("configurationId", Values::nameOrId)));
    }

    private static VotingCommand register(Form form) {
        var name = form.required("name", Name::new);
        var strategy = VotingFields.requiredStrategy(form, PERCENTAGE);
        var timeLimit = form.required("timeLimit", VotingFields.TIME_LIMIT);
        var voters = voters(form);
        var quorumSize = form.optional("quorumSize", VotingFields.QUORUM);
        var attempts = form.optional("numberOfAttempts", VotingFields.ATTEMPTS);
        return new VotingCommand.RegisterConfiguration(
                new Terms(name, strategy, timeLimit, voters.orElse(Set.of()), quorumSize, attempts));
    }

    private static VotingCommand update(Form form) {
        var which = form.optional("configurationId", Values::nameOrId);
        // Without an id the fields are those of registering, where the name says which one is meant.
        boolean byName = which.isEmpty() && !form.isAtFault("configurationId");
        var present = byName ? form.required("name", Values::nameOrId) : which.orElse("");
        var name = byName ? Optional.<Name>empty() : form.<Name>optional("name", Name::new);
        var strategy = VotingFields.strategy(form, PERCENTAGE);
        var timeLimit = form.optional("timeLimit", VotingFields.TIME_LIMIT);
        var voters = voters(form);
        var quorumSize = form.optional("quorumSize", VotingFields.QUORUM);
        var attempts = form.optional("numberOfAttempts", VotingFields.ATTEMPTS);
        return new VotingCommand.UpdateConfiguration(present, name, strategy, timeLimit, voters, quorumSize, attempts);
    }

    /** Nobody in particular is something else than nothing said. */
    private static Optional<Set<DeviceId>> voters(Form form) {
        var voters = form.list(VOTERS, DeviceResource.ID);
        return form.names().contains(VOTERS) && !form.isAtFault(VOTERS)
                ? Optional.of(Set.copyOf(voters))
                : Optional.empty();
    }

    private static Json view(VotingConfiguration configuration) {
        return Json.of("configurationId", configuration.id())
                .with("name", configuration.name().value())
                .with("strategy", configuration.strategy().wire())
                .with("percentageRequired", VotingFields.percentage(configuration.strategy()))
                .with("timeLimit", configuration.timeLimit().toSeconds())
                .with(
                        VOTERS,
                        configuration.voters().stream()
                                .map(DeviceId::toString)
                                .sorted()
                                .toList())
                .with("quorumSize", configuration.quorumSize())
                .with("numberOfAttempts", configuration.attempts())
                .with("createdAt", configuration.createdAt());
    }
}
