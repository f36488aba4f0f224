package io.privicore.domain.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What narrows a policy: every parameter that is given must match the operation, by one of its values. Values are compared
 * as texts, exactly or up to a trailing {@code *}; address ranges and hours by their own rules. A parameter that the
 * operation does not have does not match.
 */
public record Conditions(Map<Parameter, List<String>> patterns) {

    public static final Conditions NONE = new Conditions(Map.of());

    /** Most values of one parameter, and the longest of them. */
    public static final int MOST_VALUES = 100;

    public static final int LONGEST_VALUE = 200;

    public Conditions {
        Map<Parameter, List<String>> copy = new LinkedHashMap<>();
        patterns.forEach((parameter, values) -> {
            if (values.isEmpty()
                    || values.size() > MOST_VALUES
                    || values.stream().anyMatch(value -> value.length() > LONGEST_VALUE)) {
                throw new IllegalArgumentException("Expected 1 to %d values of at most %d characters for %s"
                        .formatted(MOST_VALUES, LONGEST_VALUE, parameter.wire()));
            }
            parameter.check(values);
            copy.put(parameter, List.copyOf(values));
        });
        patterns = Collections.unmodifiableMap(copy);
    }

    /** The parameter of this wire name, if there is one. */
    public static Optional<Parameter> parameter(String wire) {
        return Parameter.of(wire);
    }

    boolean match(Facts facts) {
        return patterns.entrySet().stream().allMatch(given -> given.getKey().matches(given.getValue(), facts));
    }
}
