package io.privicore.domain.policy;

import io.privicore.domain.voting.VotingConfigurationId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Which votes an operation waits for: one for every distinct way of voting among the policies that apply. */
public final class Judgement {

    private Judgement() {}

    /** The votes of operations that happen as one: each way of voting once, for all the policies that ask for it. */
    public static List<Gate> together(List<Gate> gates) {
        Map<Optional<VotingConfigurationId>, Gate> byVote = new LinkedHashMap<>();
        gates.forEach(gate -> byVote.merge(gate.configuration(), gate, Judgement::joined));
        return List.copyOf(byVote.values());
    }

    private static Gate joined(Gate one, Gate other) {
        return new Gate(
                one.configuration(),
                one.othersMustAgree() || other.othersMustAgree(),
                Stream.concat(one.policies().stream(), other.policies().stream())
                        .distinct()
                        .toList());
    }

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
