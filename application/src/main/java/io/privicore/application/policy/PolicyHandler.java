package io.privicore.application.policy;

import static io.privicore.domain.kernel.Reason.POLICY_TOO_MANY;

import io.privicore.application.command.PolicyCommand;
import io.privicore.application.command.PolicyCommand.Activate;
import io.privicore.application.command.PolicyCommand.Deactivate;
import io.privicore.application.command.PolicyCommand.Delete;
import io.privicore.application.command.PolicyCommand.Register;
import io.privicore.application.pipeline.Actor;
import io.privicore.application.pipeline.Invocation;
import io.privicore.application.pipeline.Outcome;
import io.privicore.application.pipeline.Work;
import io.privicore.application.port.Policies;
import io.privicore.application.port.Tokens;
import io.privicore.application.port.VotingConfigurations;
import io.privicore.application.port.VotingPools;
import io.privicore.application.query.PolicyQuery;
import io.privicore.application.query.PolicyQuery.ListPolicies;
import io.privicore.application.query.PolicyQuery.ListTemplates;
import io.privicore.application.query.PolicyQuery.Retrieve;
import io.privicore.application.voting.Rolls;
import io.privicore.domain.directory.VotingPool;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.policy.Policy;
import io.privicore.domain.policy.PolicyId;
import io.privicore.domain.voting.Poll;
import java.util.Optional;

/** Carries out what is asked of policies. */
public final class PolicyHandler {

    /** Most policies of a profile. */
    public static final int MOST = 200;

    private final Policies policies;
    private final VotingConfigurations configurations;
    private final VotingPools pools;
    private final Rolls rolls;
    private final Tokens tokens;

    public PolicyHandler(
            Policies policies, VotingConfigurations configurations, VotingPools pools, Rolls rolls, Tokens tokens) {
        this.policies = policies;
        this.configurations = configurations;
        this.pools = pools;
        this.rolls = rolls;
        this.tokens = tokens;
    }

    public Work prepare(Invocation in, PolicyCommand command) {
        return switch (command) {
            case Register register -> () -> register(in, register);
            case Activate activate -> () -> activate(in, activate.nameOrId());
            case Deactivate deactivate ->
                () -> {
                    policies.save(
                            policies.get(in.profile(), deactivate.nameOrId()).deactivate());
                    return Outcome.done();
                };
            case Delete delete ->
                () -> {
                    policies.save(policies.get(in.profile(), delete.nameOrId()).delete());
                    return Outcome.done();
                };
        };
    }

    @SuppressWarnings("unchecked")
    public <R> R answer(Actor actor, PolicyQuery<R> query) {
        return (R)
                switch (query) {
                    case ListTemplates _ -> PolicyTemplates.ALL;
                    case ListPolicies list -> policies.list(actor.profile(), list.state());
                    case Retrieve retrieve -> policies.get(actor.profile(), retrieve.nameOrId());
                };
    }

    private Outcome register(Invocation in, Register command) {
        if (policies.list(in.profile(), Optional.empty()).size() >= MOST) {
            throw new Refusal(
                    POLICY_TOO_MANY, "Expected at most %d policies, but there are as many already".formatted(MOST));
        }
        var template = PolicyTemplates.get(command.template());
        var id = new PolicyId(tokens.id());
        var pool = command.configuration()
                .filter(nameOrId -> !isOwn(in.profile(), nameOrId))
                .flatMap(nameOrId -> pools.usableBy(in.profile(), nameOrId));
        var configuration = pool.map(VotingPool::id).or(() -> command.configuration()
                .map(nameOrId -> configurations.get(in.profile(), nameOrId).id()));
        policies.save(Policy.register(
                id,
                in.profile(),
                command.name().orElseGet(() -> new Name(template.id() + "-" + id)),
                template,
                command.events(),
                command.conditions(),
                command.selfApproval().orElse(pool.isEmpty()),
                configuration,
                in.at()));
        return Outcome.made(id);
    }

    /** What the profile calls so itself comes before what a directory calls so. */
    private boolean isOwn(ProfileId profile, String nameOrId) {
        return configurations.list(profile).stream()
                .anyMatch(own -> own.name().value().equals(nameOrId)
                        || own.id().toString().equals(nameOrId));
    }

    /** A gate that nobody could open is not set up, also where who could votes no more since a moment ago. */
    private Outcome activate(Invocation in, String nameOrId) {
        policies.lock(in.profile());
        var policy = policies.get(in.profile(), nameOrId);
        var roll = rolls.of(in.profile(), policy.configuration());
        Poll.requireReachable(in.profile(), roll.rules(), !policy.selfApproval(), roll.voters());
        policies.save(policy.activate());
        return Outcome.done();
    }
}
