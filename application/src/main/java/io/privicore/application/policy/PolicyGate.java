package io.privicore.application.policy;

import io.privicore.application.command.DirectoryOperation;
import io.privicore.application.command.OauthCommand;
import io.privicore.application.command.TokenCommand;
import io.privicore.application.oauth.ApplicationFacts;
import io.privicore.application.pipeline.Actor;
import io.privicore.application.pipeline.Gatekeeper;
import io.privicore.application.port.Policies;
import io.privicore.application.query.OauthQuery;
import io.privicore.application.query.TokenQuery;
import io.privicore.application.token.TokenFacts;
import io.privicore.domain.policy.Facts;
import io.privicore.domain.policy.Gate;
import io.privicore.domain.policy.Judgement;
import io.privicore.domain.policy.Policy;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks the policies of whoever acts. Costs nothing where none is active: whether there is one is known since the caller
 * was authorised.
 */
public final class PolicyGate implements Gatekeeper {

    private final Policies policies;
    private final Mandates mandates;
    private final TokenFacts tokenFacts;
    private final ApplicationFacts applicationFacts;
    private final DirectoryFacts directoryFacts;
    private final InstantSource clock;

    public PolicyGate(
            Policies policies,
            Mandates mandates,
            TokenFacts tokenFacts,
            ApplicationFacts applicationFacts,
            DirectoryFacts directoryFacts,
            InstantSource clock) {
        this.policies = policies;
        this.mandates = mandates;
        this.tokenFacts = tokenFacts;
        this.applicationFacts = applicationFacts;
        this.directoryFacts = directoryFacts;
        this.clock = clock;
    }

    @Override
    public Verdict judge(Actor actor, String asksFor, Asked asked) {
        var events = PolicyTemplates.eventsOf(asksFor).stream()
                .filter(PolicyTemplates::know)
                .toList();
        if (!actor.guarded() || events.isEmpty()) {
            return PROCEED;
        }
        var mandated = mandates.of(
                actor.profile(), Set.copyOf(events), onDirectory(asked).map(DirectoryOperation::directory));
        var own = policies.active(actor.profile(), Set.copyOf(events));
        if (own.isEmpty() && mandated.always().isEmpty()) {
            return PROCEED;
        }
        var facts = new Facts(events.getFirst(), clock.instant(), actor.address(), attributes(actor, asked));
        var gates = Judgement.together(events.stream()
                .flatMap(event -> gates(facts.of(event), own, mandated).stream())
                .toList());
        return gates.isEmpty() ? PROCEED : new Verdict.Hold(facts, gates);
    }

    /** Which votes one of the operations waits for. */
    private static List<Gate> gates(Facts facts, List<Policy> own, Mandates.Mandated mandated) {
        List<Policy> gating = new ArrayList<>(own);
        if (!Judgement.of(facts, own).isEmpty()) {
            gating.addAll(mandated.beside());
        }
        gating.addAll(mandated.always());
        return Judgement.of(facts, gating);
    }

    private static Optional<DirectoryOperation> onDirectory(Asked asked) {
        Object operation =
                switch (asked) {
                    case Asked.ToDo(var command) -> command;
                    case Asked.ToAnswer(var query) -> query;
                };
        return operation instanceof DirectoryOperation onDirectory ? Optional.of(onDirectory) : Optional.empty();
    }

    /** What policies go by stands before what only voters want to know. */
    private Map<String, String> attributes(Actor actor, Asked asked) {
        Map<String, String> attributes = new LinkedHashMap<>(applicationFacts.of(actor));
        onDirectory(asked).ifPresent(operation -> attributes.putAll(directoryFacts.of(actor.profile(), operation)));
        switch (asked) {
            case Asked.ToDo(var command) -> {
                if (command instanceof TokenCommand token) {
                    attributes.putAll(tokenFacts.of(actor.profile(), token));
                } else if (command instanceof OauthCommand oauth) {
                    attributes.putAll(applicationFacts.of(actor, oauth));
                }
                Particulars.of(command).forEach(attributes::putIfAbsent);
            }
            case Asked.ToAnswer(var query) -> {
                if (query instanceof TokenQuery.ConfigureFile configure) {
                    attributes.putAll(tokenFacts.of(actor.profile(), configure.token()));
                } else if (query instanceof OauthQuery<?> oauth) {
                    attributes.putAll(applicationFacts.of(actor, oauth));
                }
                Particulars.of(query).forEach(attributes::putIfAbsent);
            }
        }
        return attributes;
    }
}
