package io.privicore.domain.voting;

import static io.privicore.domain.kernel.Reason.VOTING_CONFIGURATION_NOT_FOUND;

import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A named way to vote. Polls that are open keep the one they began with.
 *
 * @param name unique among the owner's
 * @param voters empty for all authenticators of the owner
 * @param quorumSize the profile's own where absent
 * @param attempts the profile's own where absent
 * @param deleted whether it is gone; then only its id is kept, by polls
 * @param revision counts saved changes
 */
public record VotingConfiguration(
        VotingConfigurationId id,
        ProfileId owner,
        Name name,
        Strategy strategy,
        Duration timeLimit,
        Set<DeviceId> voters,
        Optional<Integer> quorumSize,
        Optional<Integer> attempts,
        boolean deleted,
        Instant createdAt,
        long revision) {

    public VotingConfiguration {
        voters = Set.copyOf(voters);
    }

    /**
     * A new one. Refuses with {@code VOTING_UNREACHABLE} what its voters could never decide.
     *
     * @param profileWide what holds for whatever it leaves open
     * @param authenticators how many the owner has
     */
    public static Change<VotingConfiguration> register(
            VotingConfigurationId id,
            ProfileId owner,
            Terms terms,
            VotingRules profileWide,
            int authenticators,
            Instant now) {
        var configuration = of(id, owner, terms, now, 0);
        configuration.requireReachable(profileWide, authenticators);
        return Change.of(
                configuration,
                new VotingEvent.ConfigurationRegistered(owner, id, terms.name().value()));
    }

    /** The same under other terms, with the same refusal; a deleted one with {@code VOTING_CONFIGURATION_NOT_FOUND}. */
    public Change<VotingConfiguration> update(Terms terms, VotingRules profileWide, int authenticators) {
        if (deleted) {
            throw new Refusal(
                    VOTING_CONFIGURATION_NOT_FOUND,
                    "Expected voting configuration %s to be there, but it is deleted".formatted(id));
        }
        var changed = of(id, owner, terms, createdAt, revision);
        changed.requireReachable(profileWide, authenticators);
        return Change.of(
                changed,
                new VotingEvent.ConfigurationUpdated(owner, id, terms.name().value()));
    }

    /** Whether a policy refers to it must have been asked before; again changes nothing. */
    public Change<VotingConfiguration> delete() {
        if (deleted) {
            return Change.none(this);
        }
        return Change.of(
                new VotingConfiguration(
                        id, owner, name, strategy, timeLimit, voters, quorumSize, attempts, true, createdAt, revision),
                new VotingEvent.ConfigurationDeleted(owner, id, name.value()));
    }

    public Terms terms() {
        return new Terms(name, strategy, timeLimit, voters, quorumSize, attempts);
    }

    /** The rules of a poll under it. */
    public VotingRules rules(VotingRules profileWide) {
        return new VotingRules(
                strategy,
                quorumSize.orElse(profileWide.quorumSize()),
                timeLimit,
                attempts.orElse(profileWide.attempts()));
    }

    private void requireReachable(VotingRules profileWide, int authenticators) {
        rules(profileWide).requireReachableBy(voters.isEmpty() ? authenticators : voters.size());
    }

    private static VotingConfiguration of(
            VotingConfigurationId id, ProfileId owner, Terms terms, Instant createdAt, long revision) {
        return new VotingConfiguration(
                id,
                owner,
                terms.name(),
                terms.strategy(),
                terms.timeLimit(),
                terms.voters(),
                terms.quorumSize(),
                terms.attempts(),
                false,
                createdAt,
                revision);
    }

    /** What the owner chooses of it. */
    public record Terms(
            Name name,
            Strategy strategy,
            Duration timeLimit,
            Set<DeviceId> voters,
            Optional<Integer> quorumSize,
            Optional<Integer> attempts) {

        public Terms {
            voters = Set.copyOf(voters);
            // Checked here, so that terms that no poll could have do not come into being.
            new VotingRules(strategy, quorumSize.orElse(1), timeLimit, attempts.orElse(1));
        }
    }
}
