package io.privicore.application.policy;

import io.privicore.application.command.TokenCommand;
import io.privicore.application.pipeline.Actor;
import io.privicore.application.pipeline.Gatekeeper;
import io.privicore.application.port.Policies;
import io.privicore.application.query.TokenQuery;
import io.privicore.application.token.TokenFacts;
import io.privicore.domain.policy.Facts;
import io.privicore.domain.policy.Judgement;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

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
    public Verdict judge(Actor actor, String operation, Asked asked) {
        if (!actor.guarded() || !PolicyTemplates.know(operation)) {
            return PROCEED;
        }
        var gating = policies.active(actor.profile(), operation);
        if (gating.isEmpty()) {
            return PROCEED;
        }
        var facts = new Facts(operation, clock.instant(), actor.address(), attributes(actor, asked));
        var gates = Judgement.of(facts, gating);
        return gates.isEmpty() ? PROCEED : new Verdict.Hold(facts, gates);
    }

    /** What policies go by stands before what only voters want to know. */
    private Map<String, String> attributes(Actor actor, Asked asked) {
        Map<String, String> attributes = new LinkedHashMap<>();
        switch (asked) {
            case Asked.ToDo(var command) -> {
                if (command instanceof TokenCommand token) {
                    attributes.putAll(tokenFacts.of(actor.profile(), token));
                }
                Particulars.of(command).forEach(attributes::putIfAbsent);
            }
            case Asked.ToAnswer(var query) -> {
                if (query instanceof TokenQuery.ConfigureFile configure) {
                    attributes.putAll(tokenFacts.of(actor.profile(), configure.token()));
                }
                Particulars.of(query).forEach(attributes::putIfAbsent);
            }
        }
        return attributes;
    }
}
