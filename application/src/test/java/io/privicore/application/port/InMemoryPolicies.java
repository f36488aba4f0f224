package io.privicore.application.port;

import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.policy.Policy;
import io.privicore.domain.policy.PolicyState;
import io.privicore.domain.voting.VotingConfigurationId;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Policies in memory. */
public final class InMemoryPolicies implements Policies {

    private final InMemoryDatabase database;

    public InMemoryPolicies(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public Policy get(ProfileId owner, String nameOrId) {
        var own = list(owner, Optional.empty());
        return own.stream()
                .filter(policy -> policy.id().toString().equals(nameOrId))
                .findFirst()
                .or(() -> own.stream()
                        .filter(policy -> policy.name().value().equals(nameOrId))
                        .findFirst())
                .orElseThrow(() -> new Refusal(
                        Reason.POLICY_NOT_FOUND, "Expected policy %s, but there is none".formatted(nameOrId)));
    }

    @Override
    public List<Policy> active(ProfileId owner, Set<String> events) {
        return list(owner, Optional.of(PolicyState.ACTIVE)).stream()
                .filter(policy -> !Collections.disjoint(policy.events(), events))
                .toList();
    }

    /** Units of work come one after the other in memory. */
    @Override
    public List<Policy> lock(ProfileId owner) {
        return list(owner, Optional.of(PolicyState.ACTIVE));
    }

    @Override
    public List<Policy> list(ProfileId owner, Optional<PolicyState> state) {
        return database.policies.all().stream()
                .filter(policy -> policy.owner().equals(owner)
                        && policy.state() != PolicyState.DELETED
                        && state.filter(wanted -> wanted != policy.state()).isEmpty())
                .sorted(Comparator.comparing(Policy::createdAt))
                .toList();
    }

    @Override
    public boolean refersTo(VotingConfigurationId configuration) {
        return database.policies.all().stream()
                .anyMatch(policy -> policy.state() != PolicyState.DELETED
                        && policy.configuration().filter(configuration::equals).isPresent());
    }

    @Override
    public void save(Change<Policy> change) {
        database.appendAll(change.events());
        var policy = change.after();
        InMemoryDatabase.requireFresh(
                policy.revision(), database.policies.find(policy.id()).map(Policy::revision), policy.id());
        if (list(policy.owner(), Optional.empty()).stream()
                .anyMatch(other ->
                        other.name().equals(policy.name()) && !other.id().equals(policy.id()))) {
            throw new Refusal(
                    Reason.POLICY_NAME_TAKEN,
                    "Expected a name that is free, but \"%s\" is taken"
                            .formatted(policy.name().value()));
        }
        database.policies.put(
                policy.id(),
                new Policy(
                        policy.id(),
                        policy.owner(),
                        policy.name(),
                        policy.template(),
                        policy.events(),
                        policy.conditions(),
                        policy.selfApproval(),
                        policy.configuration(),
                        policy.state(),
                        policy.createdAt(),
                        policy.revision() + 1));
    }
}
