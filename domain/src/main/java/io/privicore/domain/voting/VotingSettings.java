package io.privicore.domain.voting;

import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.ProfileId;
import java.time.Duration;

/**
 * What holds for all polls of a profile that no voting configuration says otherwise of.
 *
 * @param revision 0 as long as the profile has set nothing; counts saved changes
 */
public record VotingSettings(ProfileId owner, VotingRules rules, long revision) {

    /** What a profile has that has set nothing. */
    public static VotingSettings defaultOf(ProfileId owner) {
        return new VotingSettings(owner, VotingRules.DEFAULT, 0);
    }

    /** Refuses with {@code VOTING_UNREACHABLE} a quorum above the authenticators there are, or above what a poll can have. */
    public Change<VotingSettings> quorum(int quorumSize, int authenticators) {
        var changed = new VotingRules(rules.strategy(), quorumSize, rules.timeLimit(), rules.attempts());
        // Those who are too many for one poll may still be named in part by voting configurations.
        changed.requireReachableBy(Math.min(authenticators, Poll.MOST_VOTERS));
        return with(changed);
    }

    public Change<VotingSettings> strategy(Strategy strategy) {
        return with(new VotingRules(strategy, rules.quorumSize(), rules.timeLimit(), rules.attempts()));
    }

    public Change<VotingSettings> timeLimit(Duration timeLimit) {
        return with(new VotingRules(rules.strategy(), rules.quorumSize(), timeLimit, rules.attempts()));
    }

    public Change<VotingSettings> attempts(int attempts) {
        return with(new VotingRules(rules.strategy(), rules.quorumSize(), rules.timeLimit(), attempts));
    }

    private Change<VotingSettings> with(VotingRules changed) {
        return Change.of(
                new VotingSettings(owner, changed, revision),
                new VotingEvent.SettingsChanged(
                        owner,
                        changed.strategy().wire(),
                        changed.quorumSize(),
                        changed.timeLimit().toSeconds(),
                        changed.attempts()));
    }
}
