package io.privicore.application.command;

import io.privicore.domain.access.Scope;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.voting.PollId;
import io.privicore.domain.voting.Strategy;
import io.privicore.domain.voting.VotingConfiguration.Terms;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What can be done with voting configurations and with polls that people open. */
public sealed interface VotingCommand extends Command {

    /** Registers a way to vote under a name of its own; refused where its voters could never decide. Result: its id. */
    @Operation(value = "voting-configuration.register", scope = Scope.VOTING_WRITE)
    record RegisterConfiguration(Terms terms) implements VotingCommand {}

    /**
     * Changes what is given; polls that are open keep what they began with. Refused where the vote of an active policy
     * could not be reached any more.
     */
    @Operation(value = "voting-configuration.update", scope = Scope.VOTING_WRITE)
    record UpdateConfiguration(
            String nameOrId,
            Optional<Name> name,
            Optional<Strategy> strategy,
            Optional<Duration> timeLimit,
            Optional<Set<DeviceId>> voters,
            Optional<Integer> quorumSize,
            Optional<Integer> attempts)
            implements VotingCommand {}

    /** Deletes it; refused while a policy refers to it. */
    @Operation(value = "voting-configuration.delete", scope = Scope.VOTING_WRITE)
    record DeleteConfiguration(String nameOrId) implements VotingCommand {}

    /**
     * Puts a question to the voters of a configuration. Result: the poll's id, which is the command's own.
     *
     * @param skipped authenticators that are not asked this time
     */
    @Operation(value = "voting.create", scope = Scope.VOTING_WRITE)
    record Create(String configuration, String title, String question, Set<DeviceId> skipped, Optional<String> nonce)
            implements VotingCommand {}

    /** Ends an open poll without a decision; what waited for it is denied. */
    @Operation(value = "voting.cancel", scope = Scope.VOTING_WRITE)
    record Cancel(PollId poll) implements VotingCommand {}
}
