package io.privicore.adapters.rest.voting;

import io.privicore.adapters.rest.device.DeviceResource;
import io.privicore.adapters.rest.edge.Edge;
import io.privicore.adapters.rest.form.Form;
import io.privicore.adapters.rest.form.Values;
import io.privicore.adapters.rest.openapi.Described;
import io.privicore.adapters.rest.openapi.Field;
import io.privicore.adapters.rest.openapi.Field.Type;
import io.privicore.adapters.rest.view.Json;
import io.privicore.adapters.rest.view.Pages;
import io.privicore.application.Caller.Credential;
import io.privicore.application.command.VotingCommand;
import io.privicore.application.query.VotingQuery;
import io.privicore.application.query.VotingQuery.CastBallot;
import io.privicore.application.query.VotingQuery.Signed;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Secret;
import io.privicore.domain.voting.BallotId;
import io.privicore.domain.voting.Choice;
import io.privicore.domain.voting.Motion;
import io.privicore.domain.voting.PollId;
import io.privicore.domain.voting.PollState;
import io.privicore.domain.voting.Vote;
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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Singleton
@Path("/voting")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "voting")
public final class VotingResource {

    private static final String POLL = "2f6b1c1e-58a2-4a0f-9a44-5d0b7e1f3c90";

    /** Bytes of an Ed25519 signature. */
    private static final int SIGNATURE = 64;

    private final Edge edge;

    VotingResource(Edge edge) {
        this.edge = edge;
    }

    @POST
    @Path("create")
    @Described(
            title = "Create voting",
            about = "Puts a question to the voters of a voting configuration. The poll has the command's id, which the "
                    + "answer says as `poolId` too and the outcome's body once more.",
            scope = "voting:write",
            fields = {
                @Field(
                        name = "votingConfigurationId",
                        example = "Board",
                        about = "Id or name. `configurationId` is another name of the field."),
                @Field(name = "question", example = "May it go out?", about = "1–2000 characters."),
                @Field(name = "title", example = "Quarterly report", about = "1–200 characters."),
                @Field(
                        name = "skipAuthenticatorDevices",
                        example = "[\"7f3e8a52-5b0f-4f86-9d0f-6b8d8a7d9c11\"]",
                        about = "Authenticators that are not asked this time.",
                        type = Type.IDS,
                        required = false),
                @Field(
                        name = "nonce",
                        example = "q1-2026",
                        about = "A mark of the caller's own, at most 200 characters, handed back as it came.",
                        required = false)
            },
            receipt = """
                    {"commandId": "2f6b1c1e-58a2-4a0f-9a44-5d0b7e1f3c90", "poolId": "2f6b1c1e-58a2-4a0f-9a44-5d0b7e1f3c90"}""",
            rejections = {"voting_configuration.not_found", "voting.unreachable", "voting.too_many_open"})
    public Response create(@Context RoutingContext http) {
        return edge.submit(http, VotingResource::create, command -> Json.of("poolId", command));
    }

    @GET
    @Path("check-pool-status/{poolId}")
    @Described(
            title = "Check pool status",
            about =
                    "How a poll stands. `status` is open, approved, rejected, failed (no attempt reached its quorum) or "
                            + "cancelled. `ballots` counts those of the present attempt, or of the last one. `commandId` is the "
                            + "operation that waits for it, where a policy opened it.",
            scope = "voting:read",
            answer = PollViews.STATUS)
    public Response status(@Context RoutingContext http, @PathParam("poolId") String poolId) {
        return edge.ask(http, _ -> new VotingQuery.PollStatus(poll(poolId)), PollViews::status);
    }

    @POST
    @Path("cancel-pool")
    @Described(
            title = "Cancel pool",
            about = "Ends an open poll without a decision. An operation that waits for it is denied.",
            scope = "voting:write",
            fields = @Field(name = "poolId", example = POLL, about = "An open poll.", type = Type.ID),
            rejections = {"voting.poll_not_found", "voting.poll_closed"})
    public Response cancel(@Context RoutingContext http) {
        return edge.submit(http, form -> new VotingCommand.Cancel(form.required("poolId", Values.id(PollId::new))));
    }

    @GET
    @Path("list-polls")
    @Described(
            title = "List polls",
            about =
                    "The profile's polls, the newest first, those that policies opened included. They are kept for good.",
            scope = "voting:read",
            fields = {
                @Field(
                        name = "filters[status]",
                        example = "open",
                        about = "`open`, `approved`, `rejected`, `failed` or `cancelled`.",
                        required = false),
                @Field(name = "page", example = "1", about = "From 1.", type = Type.INTEGER, required = false),
                @Field(
                        name = "perPage",
                        example = "25",
                        about = "1–200; 25 when left out.",
                        type = Type.INTEGER,
                        required = false)
            },
            answer = "{\"items\": [" + PollViews.STATUS
                    + "], \"meta\": {\"count\": 1, \"page\": 1, \"perPage\": 25, \"pages\": 1}}")
    public Response list(@Context RoutingContext http) {
        return edge.ask(http, VotingResource::list, page -> Pages.of(page, PollViews::status));
    }

    @GET
    @Path("poll-receipt/{poolId}")
    @Described(
            title = "Retrieve poll receipt",
            about =
                    "Everything that shows how a poll was decided: what voters were shown, the rules, and the ballots of "
                            + "all attempts with their votes. A vote that its device signed can be checked by it without the "
                            + "platform.",
            scope = "voting:read",
            answer = PollViews.RECEIPT)
    public Response receipt(@Context RoutingContext http, @PathParam("poolId") String poolId) {
        return edge.ask(http, _ -> new VotingQuery.Receipt(poll(poolId)), PollViews::receipt);
    }

    @POST
    @Path("cast-ballot")
    @Described(
            title = "Cast ballot",
            about = "Votes for a device, under the `client-id` and `client-secret` of its configuration. Counted at "
                    + "once. 401 when these do not fit, 429 after repeated failures, 404 `voting.ballot_not_found` for a ballot of another device, "
                    + "409 `voting.ballot_closed` for one that was cast, or whose attempt has ended. A device that has "
                    + "keys may sign the vote; 422 `voting.signature_invalid` when the signature does not fit.",
            secret = true,
            fields = {
                @Field(
                        name = "ballotId",
                        example = "b1d0c0a4-3ad1-4a55-b4c5-b1b0ad3c2f10",
                        about = "A ballot of the device.",
                        type = Type.ID),
                @Field(name = "vote", example = "yes", about = "`yes`, `no` or `abstain`."),
                @Field(name = "reason", example = "as agreed", about = "At most 500 characters.", required = false),
                @Field(
                        name = "signature",
                        example = "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                                + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
                        about = "The device's signature over the vote: 128 hexadecimal digits. Needs `castAt`.",
                        required = false),
                @Field(
                        name = "castAt",
                        example = "2026-02-21T15:34:02.101Z",
                        about = "The time that the signature covers, with its offset, to the millisecond.",
                        required = false)
            },
            answer = "{\"message\": \"The vote was counted.\"}")
    public Response cast(@Context RoutingContext http) {
        return edge.askWithSecret(http, VotingResource::cast, _ -> Json.of("message", "The vote was counted."));
    }

    private static VotingCommand create(Form form) {
        var configuration = form.required("votingConfigurationId", Values::nameOrId);
        var title = form.required("title", Values.text(Motion.LONGEST_TITLE));
        var question = form.required("question", Values.text(Motion.LONGEST_QUESTION));
        List<DeviceId> skipped = form.list("skipAuthenticatorDevices", DeviceResource.ID);
        Optional<String> nonce = form.optional("nonce", Values.text(Motion.LONGEST_NONCE));
        return new VotingCommand.Create(configuration, title, question, Set.copyOf(skipped), nonce);
    }

    private static VotingQuery.ListPolls list(Form form) {
        var state = form.group("filters").flatMap(VotingResource::state);
        return new VotingQuery.ListPolls(state, Values.paging(form));
    }

    private static Optional<PollState> state(Form filters) {
        for (var name : filters.names()) {
            if (!name.equals("status")) {
                // A mistyped filter must not list everything.
                filters.fault(name, "unknown", "there is no such filter");
            }
        }
        return filters.optional("status", VotingResource::state);
    }

    private static PollState state(String wire) {
        return Arrays.stream(PollState.values())
                .filter(state -> state.wire().equals(wire))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("Expected open, approved, rejected, failed or cancelled"));
    }

    private static CastBallot cast(Credential.Basic device, Form form) {
        var ballot = form.required("ballotId", Values.id(BallotId::new));
        var choice = form.required("vote", VotingResource::choice);
        var reason = form.text("reason", false, VotingResource::reason);
        var signature = form.optional("signature", Values.hex(SIGNATURE));
        Optional<Instant> castAt =
                form.optional("castAt", text -> Values.moment(text).truncatedTo(ChronoUnit.MILLIS));
        if (signature.isPresent() && castAt.isEmpty() && !form.isAtFault("castAt")) {
            form.fault("castAt", "required", "it is missing, but there is a signature that covers it");
        }
        if (castAt.isPresent() && signature.isEmpty() && !form.isAtFault("signature")) {
            form.fault("signature", "required", "it is missing, but there is a time for it to cover");
        }
        return new CastBallot(
                device.name(),
                new Secret(device.password()),
                ballot,
                choice,
                reason,
                signature.flatMap(bytes -> castAt.map(at -> new Signed(bytes, at))));
    }

    private static Choice choice(String text) {
        var wire = text.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(Choice.values())
                .filter(choice -> choice.wire().equals(wire))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Expected yes, no or abstain"));
    }

    /** As it came, to the last space: it is signed. */
    private static String reason(String text) {
        if (text.codePointCount(0, text.length()) > Vote.LONGEST_REASON) {
            throw new IllegalArgumentException("Expected at most %d characters".formatted(Vote.LONGEST_REASON));
        }
        return text;
    }

    private static PollId poll(String poolId) {
        return new PollId(Values.idOrNone(poolId));
    }
}
