package io.privicore.adapters.persistence.policy;

import io.privicore.adapters.persistence.tx.Json;
import io.privicore.domain.policy.Conditions;
import io.privicore.domain.policy.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What narrows a policy, as one JSON object of lists under the contract's names. */
public final class ConditionsJson {

    private ConditionsJson() {}

    public static String write(Conditions conditions) {
        return Json.write(fields(conditions));
    }

    public static Conditions read(String json) {
        return of(Json.read(json));
    }

    /** In the order of the parameters, whichever they came in. */
    public static Map<String, Object> fields(Conditions conditions) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (var parameter : Parameter.values()) {
            var values = conditions.patterns().get(parameter);
            if (values != null) {
                fields.put(parameter.wire(), values);
            }
        }
        return fields;
    }

    /** Refuses with {@link IllegalArgumentException} what are no conditions. */
    public static Conditions of(Map<String, Object> fields) {
        Map<Parameter, List<String>> patterns = new LinkedHashMap<>();
        fields.forEach((wire, values) -> patterns.put(parameter(wire), texts(wire, values)));
        return new Conditions(patterns);
    }

    private static Parameter parameter(String wire) {
        return Conditions.parameter(wire)
                .orElseThrow(
                        () -> new IllegalArgumentException("Expected a parameter, but got \"%s\"".formatted(wire)));
    }

    private static List<String> texts(String wire, Object values) {
        if (values instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        throw new IllegalArgumentException("Expected a list of texts for %s".formatted(wire));
    }
}
