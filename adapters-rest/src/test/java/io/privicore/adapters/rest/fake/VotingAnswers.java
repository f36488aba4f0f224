package io.privicore.adapters.rest.fake;

import io.privicore.application.query.AuthenticatorQuery;
import io.privicore.application.query.AuthenticatorQuery.AuthenticatorView;
import io.privicore.application.query.DeviceQuery.DeviceView;
import io.privicore.application.query.Page;
import io.privicore.application.query.PolicyQuery;
import io.privicore.application.query.VotingQuery;
import io.privicore.application.query.VotingQuery.PollView;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.policy.Conditions;
import io.privicore.domain.policy.Parameter;
import io.privicore.domain.policy.Policy;
import io.privicore.domain.policy.PolicyId;
import io.privicore.domain.policy.PolicyState;
import io.privicore.domain.policy.PolicyTemplate;
import io.privicore.domain.policy.PolicyTemplate.Label;
import io.privicore.domain.voting.Ballot;
import io.privicore.domain.voting.BallotId;
import io.privicore.domain.voting.BallotState;
import io.privicore.domain.voting.Choice;
import io.privicore.domain.voting.Motion;
import io.privicore.domain.voting.Poll;
import io.privicore.domain.voting.PollId;
import io.privicore.domain.voting.PollState;
import io.privicore.domain.voting.Strategy;
import io.privicore.domain.voting.Vote;
import io.privicore.domain.voting.Vote.Signature;
import io.privicore.domain.voting.VotingConfiguration;
import io.privicore.domain.voting.VotingConfigurationId;
import io.privicore.domain.voting.VotingRules;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What is known of votes and policies: one configuration, one poll in its second attempt, one policy. */
public final class VotingAnswers {

    public static final PollId POLL = new PollId(UUID.fromString("2f6b1c1e-58a2-4a0f-9a44-5d0b7e1f3c90"));
    public static final PolicyId POLICY = new PolicyId(UUID.fromString("5d1f6a3c-9a44-4f0f-8f0f-5f0c6a3f1d2e"));
    public static final VotingConfigurationId BOARD =
            new VotingConfigurationId(UUID.fromString("0c9a4f6e-6d1b-4a55-9d52-2f4de6f2b7a1"));

    /** The secret that votes are taken under. */
    public static final String SECRET = "cs-secret";

    /** The ballot that cannot be cast any more. */
    public static final BallotId CAST = new BallotId(UUID.fromString("00000000-0000-4000-8000-000000000001"));

    private static final Instant NOON = RecordingPrivicore.NOON;
    private static final ProfileId OTHER = ProfileId.of("1b4e28ba-2fa1-41d2-883f-0016d3cca428");

    private VotingAnswers() {}

    static Object answer(AuthenticatorQuery<?> query, DeviceView device) {
        return switch (query) {
            case AuthenticatorQuery.ListAuthenticators _ -> List.of(new AuthenticatorView(device, 1, 2, 3, 4, 5));
            case AuthenticatorQuery.RetrieveStrategy _ ->
                new VotingRules(new Strategy.MinimumPercentage(67), 2, Duration.ofSeconds(300), 3);
        };
    }

    static Object answer(VotingQuery<?> query) {
        return switch (query) {
            case VotingQuery.ListConfigurations _ -> List.of(board(), everybody());
            case VotingQuery.RetrieveConfiguration retrieve -> {
                if (!Set.of("Board", BOARD.toString()).contains(retrieve.nameOrId())) {
                    throw new Refusal(Reason.VOTING_CONFIGURATION_NOT_FOUND, "Expected a voting configuration");
                }
                yield board();
            }
            case VotingQuery.PollStatus status -> PollView.of(poll(status.poll()));
            case VotingQuery.ListPolls list -> new Page<>(List.of(PollView.of(poll(POLL))), 26, list.paging());
            case VotingQuery.Receipt receipt -> poll(receipt.poll());
            case VotingQuery.CastBallot cast -> {
                if (!cast.clientSecret().value().equals(SECRET)
                        && !cast.clientSecret().value().equals("secret")) {
                    throw new Refusal(Reason.INVALID_CREDENTIALS, "Expected the client id and secret of a device");
                }
                if (cast.ballot().equals(CAST)) {
                    throw new Refusal(Reason.BALLOT_CLOSED, "Expected a ballot that can be cast, but it was cast");
                }
                yield true;
            }
        };
    }

    static Object answer(PolicyQuery<?> query) {
        return switch (query) {
            case PolicyQuery.ListTemplates _ ->
                List.of(new PolicyTemplate(
                        "data-access",
                        "Data access",
                        "Data is read only after a vote.",
                        Map.of("data-token.request", new Label("request-data", "Data is requested")),
                        Set.of(Parameter.HOURS, Parameter.CLASSIFICATION),
                        List.of("operation", "requester")));
            case PolicyQuery.ListPolicies list -> List.of(policy(list.state().orElse(PolicyState.ACTIVE)));
            case PolicyQuery.Retrieve retrieve -> {
                if (!Set.of("Secrets need two", POLICY.toString()).contains(retrieve.nameOrId())) {
                    throw new Refusal(Reason.POLICY_NOT_FOUND, "Expected a policy");
                }
                yield policy(PolicyState.INACTIVE);
            }
        };
    }

    private static VotingConfiguration board() {
        return new VotingConfiguration(
                BOARD,
                RecordingPrivicore.PROFILE,
                new Name("Board"),
                new Strategy.MinimumPercentage(67),
                Duration.ofSeconds(600),
                Set.of(RecordingPrivicore.DEVICE),
                Optional.of(1),
                Optional.empty(),
                false,
                NOON,
                1);
    }

    private static VotingConfiguration everybody() {
        return new VotingConfiguration(
                new VotingConfigurationId(new UUID(0, 7)),
                RecordingPrivicore.PROFILE,
                new Name("Everybody"),
                new Strategy.Unanimous(),
                Duration.ofSeconds(5),
                Set.of(),
                Optional.empty(),
                Optional.of(10),
                false,
                NOON,
                1);
    }

    private static Poll poll(PollId id) {
        if (!id.equals(POLL)) {
            throw new Refusal(Reason.POLL_NOT_FOUND, "Expected a poll");
        }
        byte[] digest = new byte[Motion.DIGEST];
        Arrays.fill(digest, (byte) 0xab);
        var motion = new Motion(
                "Data is deleted",
                "May this go on?",
                Optional.of("n-1"),
                Map.of("operation", "data-token.delete"),
                Bytes.wrap(digest),
                Optional.of(new UUID(0, 9)));
        var no = new Vote(Choice.NO, "not today", NOON, Optional.of(new Signature(bytes(32, 1), bytes(64, 2))));
        var yes = new Vote(Choice.YES, "", NOON.plusMillis(14), Optional.empty());
        return new Poll(
                POLL,
                RecordingPrivicore.PROFILE,
                motion,
                new VotingRules(new Strategy.Consensus(), 1, Duration.ofSeconds(300), 2),
                true,
                Optional.of(BOARD),
                PollState.APPROVED,
                2,
                List.of(
                        ballot(1, RecordingPrivicore.PROFILE, 1, BallotState.CAST, Optional.of(no)),
                        ballot(2, OTHER, 1, BallotState.LAPSED, Optional.empty()),
                        ballot(3, OTHER, 2, BallotState.CAST, Optional.of(yes)),
                        ballot(4, OTHER, 2, BallotState.LAPSED, Optional.empty())),
                NOON,
                NOON.plusSeconds(300),
                Optional.of(NOON.plusSeconds(2)),
                5);
    }

    private static Ballot ballot(int number, ProfileId owner, int attempt, BallotState state, Optional<Vote> vote) {
        return new Ballot(new BallotId(new UUID(0, number)), RecordingPrivicore.DEVICE, owner, attempt, state, vote);
    }

    private static Bytes bytes(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return Bytes.wrap(bytes);
    }

    private static Policy policy(PolicyState state) {
        return new Policy(
                POLICY,
                RecordingPrivicore.PROFILE,
                new Name("Secrets need two"),
                "data-access",
                Set.of("data-token.request", "data-token.delete"),
                new Conditions(Map.of(Parameter.CLASSIFICATION, List.of("secret", "top*"))),
                false,
                Optional.of(BOARD),
                state,
                NOON,
                1);
    }
}
