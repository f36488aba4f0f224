package io.privicore.domain.policy;

import io.privicore.domain.voting.VotingConfigurationId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which votes an operation waits for: one for every distinct way of voting among the policies that apply. */
public final class Judgement {

    private Judgement() {}

    /** Empty when nothing stands in the way. */
    public static List<Gate> of(Facts facts, List<Policy> policies) {
        Map<Optional<VotingConfigurationId>, List<Policy>> byVote = new LinkedHashMap<>();
        for (var policy : policies) {
            if (policy.applies(facts)) {
                byVote.computeIfAbsent(policy.configuration(), _ -> new ArrayList<>())
                        .add(policy);
            }
        }
        return byVote.entrySet().stream()
                .map(vote -> new Gate(
                        vote.getKey(),
                        vote.getValue().stream().anyMatch(policy -> !policy.selfApproval()),
                        vote.getValue()))
                .toList();
    }
}
