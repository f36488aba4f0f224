package io.privicore.application.policy;

import static io.privicore.domain.kernel.Reason.VOTING_UNREACHABLE;

import io.privicore.application.device.VotesInReach;
import io.privicore.application.port.Policies;
import io.privicore.application.voting.Rolls;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.policy.Policy;
import io.privicore.domain.voting.Poll;
import io.privicore.domain.voting.VotingConfigurationId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at the votes of an owner's active policies before a change and after it, while nobody else changes them. */
public final class Lockouts implements VotesInReach {

    private final Policies policies;
    private final Rolls rolls;

    public Lockouts(Policies policies, Rolls rolls) {
        this.policies = policies;
        this.rolls = rolls;
    }

    @Override
    public void keep(ProfileId owner, Runnable change) {
        var active = policies.lock(owner);
        var before = reachable(active);
        change.run();
        var after = reachable(before);
        before.stream().filter(policy -> !after.contains(policy)).findFirst().ifPresent(policy -> {
            throw new Refusal(
                    VOTING_UNREACHABLE,
                    "Expected the vote of the active policy \"%s\" to stay within reach, but nobody could pass it any more"
                            .formatted(policy.name().value()));
        });
    }

    private List<Policy> reachable(List<Policy> candidates) {
        Map<Optional<VotingConfigurationId>, Rolls.Roll> known = new HashMap<>();
        return candidates.stream()
                .filter(policy -> {
                    var roll = known.computeIfAbsent(
                            policy.configuration(), configuration -> rolls.of(policy.owner(), configuration));
                    return Poll.isReachable(policy.owner(), roll.rules(), !policy.selfApproval(), roll.voters());
                })
                .toList();
    }
}
