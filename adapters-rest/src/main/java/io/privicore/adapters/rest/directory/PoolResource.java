package io.privicore.adapters.rest.directory;

import static io.privicore.adapters.rest.directory.DirectoryFields.DIRECTORY;
import static io.privicore.adapters.rest.directory.DirectoryFields.PROFILE;

import io.privicore.adapters.rest.device.DeviceResource;
import io.privicore.adapters.rest.edge.Edge;
import io.privicore.adapters.rest.form.Form;
import io.privicore.adapters.rest.form.Values;
import io.privicore.adapters.rest.openapi.Described;
import io.privicore.adapters.rest.openapi.Field;
import io.privicore.adapters.rest.openapi.Field.Type;
import io.privicore.adapters.rest.view.Json;
import io.privicore.adapters.rest.voting.VotingFields;
import io.privicore.application.command.DirectoryCommand;
import io.privicore.application.query.DirectoryQuery;
import io.privicore.domain.directory.VotingPool;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.voting.VotingRules;
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
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The voting pools of directories. */
@Singleton
@Path("/directory")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "directory")
public final class PoolResource {

    private static final String PERCENTAGE = "percentageRequired";
    private static final String PROFILES = "profileIds";
    private static final String DEVICES = "deviceIdentifiers";

    private final Edge edge;

    PoolResource(Edge edge) {
        this.edge = edge;
    }

    @POST
    @Path("create-voting-pool")
    @Described(
            title = "Create directory voting pool",
            about = "Creates a way to vote whose voters are authenticators of the directory's members: those of "
                    + "`profileIds`, or the `deviceIdentifiers`, or, without either, those of the owner and of all "
                    + "administrators. Any member's policies can name it as their `configurationId`; the directory's meta can "
                    + "make it mandatory (`policy.mandatory`). Whoever asks for something never decides it alone in a pool. "
                    + "The outcome's body is its id.",
            scope = "directory:write",
            fields = {
                @Field(name = "directoryId", example = DIRECTORY, about = "The directory.", type = Type.ID),
                @Field(name = "name", example = "board", about = "1–200 characters, unique in the directory."),
                @Field(
                        name = "strategy",
                        example = "minimum_percentage",
                        about = "`unanimous`, `consensus`, `affirmative` or `minimum_percentage`."),
                @Field(
                        name = PERCENTAGE,
                        example = "67",
                        about = "The percentage of `minimum_percentage`, 1–100.",
                        type = Type.INTEGER,
                        required = false),
                @Field(
                        name = "timeLimit",
                        example = "300",
                        about = "Seconds an attempt lasts, 5–86400.",
                        type = Type.INTEGER),
                @Field(
                        name = "quorumSize",
                        example = "2",
                        about = "How many votes make a poll valid; 1 when left out.",
                        type = Type.INTEGER,
                        required = false),
                @Field(
                        name = "numberOfAttempts",
                        example = "1",
                        about = "1–10; 1 when left out.",
                        type = Type.INTEGER,
                        required = false),
                @Field(
                        name = PROFILES,
                        example = "[\"" + PROFILE + "\"]",
                        about = "Members whose authenticators vote, whichever they are then.",
                        type = Type.IDS,
                        required = false),
                @Field(
                        name = DEVICES,
                        example = "",
                        about = "Authenticators that vote, instead of `profileIds`.",
                        type = Type.IDS,
                        required = false)
            },
            rejections = {
                "directory.not_found",
                "directory.forbidden",
                "voting_configuration.name_taken",
                "voting_configuration.too_many",
                "voting.unreachable"
            })
    public Response create(@Context RoutingContext http) {
        return edge.submit(http, PoolResource::create);
    }

    @GET
    @Path("list-voting-pools/{directoryId}")
    @Described(
            title = "List directory voting pools",
            about = "The voting pools of a directory by name, for everybody in it.",
            scope = "directory:read",
            answer = """
                    [{"id": "5e0b1c3a-5f4b-4b43-9a0e-0c7f6a4c1d20", "name": "board", "strategy": "minimum_percentage",
                      "percentageRequired": 67, "timeLimit": 300, "quorumSize": 2, "numberOfAttempts": 1,
                      "profileIds": ["1b4e28ba-2fa1-41d2-883f-0016d3cca427"], "deviceIdentifiers": [],
                      "createdAt": "2026-02-21T15:33:44+00:00"}]""")
    public Response list(@Context RoutingContext http, @PathParam("directoryId") String directory) {
        return edge.ask(
                http,
                _ -> new DirectoryQuery.ListVotingPools(DirectoryResource.inPath(directory)),
                pools -> Json.list(pools, PoolResource::view));
    }

    @POST
    @Path("remove-voting-pool")
    @Described(
            title = "Remove directory voting pool",
            about = "Removes a voting pool that no policy and no mandate needs.",
            scope = "directory:write",
            fields = {
                @Field(name = "directoryId", example = DIRECTORY, about = "The directory.", type = Type.ID),
                @Field(name = "name", example = "board", about = "Its name or its id.")
            },
            rejections = {
                "directory.not_found",
                "directory.forbidden",
                "voting_configuration.not_found",
                "voting_configuration.in_use"
            })
    public Response remove(@Context RoutingContext http) {
        return edge.submit(
                http,
                form -> new DirectoryCommand.RemoveVotingPool(
                        DirectoryFields.directory(form), form.required("name", Values.upTo(Name.MAX))));
    }

    private static DirectoryCommand create(Form form) {
        var directory = DirectoryFields.directory(form);
        var name = form.required("name", Name::new);
        var strategy = VotingFields.requiredStrategy(form, PERCENTAGE);
        var timeLimit = form.required("timeLimit", VotingFields.TIME_LIMIT, VotingRules.DEFAULT.timeLimit());
        int quorumSize = form.optional("quorumSize", VotingFields.QUORUM, 1);
        int attempts = form.optional("numberOfAttempts", VotingFields.ATTEMPTS, 1);
        var profiles = form.list(PROFILES, DirectoryFields.PROFILE_ID);
        var devices = form.list(DEVICES, DeviceResource.ID);
        if (!profiles.isEmpty() && !devices.isEmpty()) {
            form.fault(DEVICES, "ambiguous", "they are given beside profiles");
        }
        return new DirectoryCommand.CreateVotingPool(
                directory,
                name,
                new VotingRules(strategy, quorumSize, timeLimit, attempts),
                Set.copyOf(profiles),
                Set.copyOf(devices));
    }

    private static Json view(VotingPool pool) {
        return Json.of("id", pool.id())
                .with("name", pool.name().value())
                .with("strategy", pool.rules().strategy().wire())
                .with("percentageRequired", VotingFields.percentage(pool.rules().strategy()))
                .with("timeLimit", pool.rules().timeLimit().toSeconds())
                .with("quorumSize", pool.rules().quorumSize())
                .with("numberOfAttempts", pool.rules().attempts())
                .with(
                        PROFILES,
                        pool.profiles().stream()
                                .map(ProfileId::toString)
                                .sorted()
                                .toList())
                .with(
                        DEVICES,
                        pool.devices().stream().map(DeviceId::toString).sorted().toList())
                .with("createdAt", pool.createdAt());
    }
}
