package io.privicore.adapters.rest.policy;

import static io.privicore.domain.kernel.Reason.POLICY_UNKNOWN_PARAMETER;

import io.privicore.adapters.rest.form.Form;
import io.privicore.adapters.rest.form.Values;
import io.privicore.adapters.rest.view.Json;
import io.privicore.application.command.PolicyCommand;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.policy.Conditions;
import io.privicore.domain.policy.Parameter;
import io.privicore.domain.policy.Policy;
import io.privicore.domain.policy.PolicyTemplate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How a policy is asked for and shown, and what it can be made from. */
final class PolicyFields {

    /** The one key of a policy's configuration that narrows nothing. */
    private static final String SELF_APPROVAL = "self_approval";

    private PolicyFields() {}

    static PolicyCommand register(Form form) {
        var template = form.required("policyTemplateId", Values::nameOrId);
        var events = form.someOf("applyingEventIds", Values::nameOrId);
        Optional<Name> name = form.optional("name", Name::new);
        var configuration = form.group("configuration");
        var conditions = configuration.map(PolicyFields::conditions).orElse(Conditions.NONE);
        var selfApproval = configuration.flatMap(group -> group.<Boolean>optional(SELF_APPROVAL, Values::flag));
        Optional<String> voting = form.optional("configurationId", Values::nameOrId);
        return new PolicyCommand.Register(template, Set.copyOf(events), name, conditions, selfApproval, voting);
    }

    static Json view(Policy policy) {
        var configuration = Json.object();
        policy.conditions().patterns().forEach((parameter, patterns) -> configuration.with(parameter.wire(), patterns));
        return Json.of("policyId", policy.id())
                .with("name", policy.name().value())
                .with("policyTemplateId", policy.template())
                .with("applyingEventIds", policy.events().stream().sorted().toList())
                .with("configuration", configuration.with(SELF_APPROVAL, policy.selfApproval()))
                .with("configurationId", policy.configuration())
                .with("state", policy.state().name().toLowerCase(Locale.ROOT))
                .with("createdAt", policy.createdAt());
    }

    static Json templates(List<PolicyTemplate> templates) {
        var byId = Json.object();
        templates.forEach(template -> byId.with(template.id(), view(template)));
        return byId;
    }

    private static Json view(PolicyTemplate template) {
        var events = Json.object();
        template.events().forEach((id, label) -> events.with(id, Json.of(label.name(), label.text())));
        List<String> configuration = new ArrayList<>(
                template.parameters().stream().sorted().map(Parameter::wire).toList());
        configuration.add(SELF_APPROVAL);
        return Json.of("name", template.name())
                .with("description", template.description())
                .with("events", events)
                .with("configuration", configuration)
                .with("votingAttributes", template.votingAttributes());
    }

    private static Conditions conditions(Form configuration) {
        Map<Parameter, List<String>> patterns = new EnumMap<>(Parameter.class);
        for (var key : configuration.names()) {
            if (key.equals(SELF_APPROVAL)) {
                continue;
            }
            Conditions.parameter(key)
                    .ifPresentOrElse(
                            parameter -> patterns(configuration, parameter)
                                    .ifPresent(values -> patterns.put(parameter, values)),
                            () -> configuration.fault(
                                    key, POLICY_UNKNOWN_PARAMETER.key(), "there is no such parameter"));
        }
        return new Conditions(patterns);
    }

    /** Each parameter is checked by itself, so that every one at fault is named. */
    private static Optional<List<String>> patterns(Form configuration, Parameter parameter) {
        List<String> values = configuration.list(parameter.wire(), String::strip);
        if (configuration.isAtFault(parameter.wire())) {
            return Optional.empty();
        }
        try {
            new Conditions(Map.of(parameter, values));
            return Optional.of(values);
        } catch (IllegalArgumentException e) {
            configuration.fault(parameter.wire(), "invalid", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
