package io.privicore.application.query;

import io.privicore.application.command.Operation;
import io.privicore.application.command.Operation.Access;
import io.privicore.domain.access.Scope;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.Secret;
import io.privicore.domain.voting.BallotId;
import io.privicore.domain.voting.Choice;
import io.privicore.domain.voting.Poll;
import io.privicore.domain.voting.PollId;
import io.privicore.domain.voting.PollState;
import io.privicore.domain.voting.Strategy;
import io.privicore.domain.voting.VotingConfiguration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What can be asked about polls and voting configurations; and a device's vote, which is counted at once. */
public sealed interface VotingQuery<R> extends Query<R> {

    @Operation(value = "voting-configuration.list", scope = Scope.VOTING_READ)
    record ListConfigurations() implements VotingQuery<List<VotingConfiguration>> {}

    @Operation(value = "voting-configuration.retrieve", scope = Scope.VOTING_READ)
    record RetrieveConfiguration(String nameOrId) implements VotingQuery<VotingConfiguration> {}

    /** How a poll stands. */
    @Operation(value = "voting.status", scope = Scope.VOTING_READ)
    record PollStatus(PollId poll) implements VotingQuery<PollView> {}

    /** The caller's polls, newest first; those of one state if it is given. */
    @Operation(value = "voting.list", scope = Scope.VOTING_READ)
    record ListPolls(Optional<PollState> state, Paging paging) implements VotingQuery<Page<PollView>> {}

    /** Everything that shows how a poll was decided, for whoever wants to check it without the platform. */
    @Operation(value = "voting.receipt", scope = Scope.VOTING_READ)
    record Receipt(PollId poll) implements VotingQuery<Poll> {}

    /**
     * A vote over HTTP, under the name and secret of the device's configuration.
     *
     * @param signed what the device signed, if it did
     */
    @Operation(value = "voting.cast-ballot", access = Access.BASIC, audited = true)
    record CastBallot(
            String clientId,
            Secret clientSecret,
            BallotId ballot,
            Choice choice,
            String reason,
            Optional<Signed> signed)
            implements VotingQuery<Boolean> {}

    /** @param castAt the time under the signature */
    record Signed(Bytes signature, Instant castAt) {}

    /**
     * Where a poll stands.
     *
     * @param total the ballots of the present or last attempt, which the four that follow count too
     * @param pending how many of them may still be cast
     * @param command what waits for it
     */
    record PollView(
            PollId poll,
            String title,
            String question,
            Optional<String> nonce,
            PollState state,
            int attempt,
            int attempts,
            Strategy strategy,
            int quorumSize,
            Instant openedAt,
            Instant closesAt,
            int total,
            int yes,
            int no,
            int abstain,
            int pending,
            Optional<UUID> command) {

        public static PollView of(Poll poll) {
            var motion = poll.motion();
            var tally = poll.tally();
            return new PollView(
                    poll.id(),
                    motion.title(),
                    motion.question(),
                    motion.nonce(),
                    poll.state(),
                    poll.attempt(),
                    poll.rules().attempts(),
                    poll.rules().strategy(),
                    poll.rules().quorumSize(),
                    poll.openedAt(),
                    poll.closesAt(),
                    (int) poll.current().count(),
                    tally.yes(),
                    tally.no(),
                    tally.abstain(),
                    tally.pending(),
                    motion.command());
        }
    }
}
