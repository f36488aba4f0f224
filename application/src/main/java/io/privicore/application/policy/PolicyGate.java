package io.privicore.application.policy;

import io.privicore.application.command.Command;
import io.privicore.application.command.TokenCommand;
import io.privicore.application.pipeline.Actor;
import io.privicore.application.pipeline.Gatekeeper;
import io.privicore.application.port.Policies;
import io.privicore.application.token.TokenFacts;
import io.privicore.domain.policy.Facts;
import io.privicore.domain.policy.Judgement;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Asks the policies of whoever acts. Costs nothing where none is active: whether there is one is known since the caller
 * was authorised.
 */
public final class PolicyGate implements Gatekeeper {

    private final Policies policies;
    private final TokenFacts tokenFacts;
    private final InstantSource clock;

    public PolicyGate(Policies policies, TokenFacts tokenFacts, InstantSource clock) {
        this.policies = policies;
        this.tokenFacts = tokenFacts;
        this.clock = clock;
    }

    @Override
    public Verdict judge(Actor actor, String operation, Optional<Command> command) {
        if (!actor.guarded() || !PolicyTemplates.know(operation)) {
            return PROCEED;
        }
        var gating = policies.active(actor.profile()).stream()
                .filter(policy -> policy.events().contains(operation))
                .toList();
        if (gating.isEmpty()) {
            return PROCEED;
        }
        var facts = new Facts(
                operation,
                clock.instant(),
                actor.address(),
                command.map(known -> of(actor, known)).orElse(Map.of()));
        var gates = Judgement.of(facts, gating);
        return gates.isEmpty() ? PROCEED : new Verdict.Hold(facts, gates);
    }

    private Map<String, String> of(Actor actor, Command command) {
        return command instanceof TokenCommand token ? tokenFacts.of(actor.profile(), token) : Map.of();
    }
}
