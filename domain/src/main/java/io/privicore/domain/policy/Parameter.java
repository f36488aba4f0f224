package io.privicore.domain.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a policy can be narrowed by; the contract's names. */
public enum Parameter {
    CLASSIFICATION("classification"),
    LABEL("label"),
    HANDLING("handling"),
    CONTEXT("context"),
    APPLICATION("application"),
    DIRECTORY("directory"),
    ADDRESS_RANGE("addressRange"),
    HOURS("hours");

    private final String wire;

    Parameter(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }

    static Optional<Parameter> of(String wire) {
        return Arrays.stream(values())
                .filter(parameter -> parameter.wire.equals(wire))
                .findFirst();
    }

    /** Checks what a policy says of it, and throws {@link IllegalArgumentException} for what could never match. */
    void check(List<String> patterns) {
        switch (this) {
            case ADDRESS_RANGE -> patterns.forEach(AddressRange::of);
            case HOURS -> patterns.forEach(Hours::of);
            case CLASSIFICATION, LABEL, HANDLING, CONTEXT, APPLICATION, DIRECTORY ->
                patterns.forEach(pattern -> {
                    if (pattern.isBlank()) {
                        throw new IllegalArgumentException("Expected a value for %s, but it is blank".formatted(wire));
                    }
                });
        }
    }

    boolean matches(List<String> patterns, Facts facts) {
        return switch (this) {
            case ADDRESS_RANGE ->
                patterns.stream().map(AddressRange::of).anyMatch(range -> range.contains(facts.address()));
            case HOURS -> patterns.stream().map(Hours::of).anyMatch(hours -> hours.include(facts.at()));
            // By its name, or by its id, which nobody can choose.
            case APPLICATION -> matches(patterns, facts, wire) || matches(patterns, facts, "applicationId");
            case CLASSIFICATION, LABEL, HANDLING, CONTEXT, DIRECTORY -> matches(patterns, facts, wire);
        };
    }

    private static boolean matches(List<String> patterns, Facts facts, String attribute) {
        return facts.attribute(attribute)
                .filter(value -> patterns.stream().anyMatch(pattern -> fits(pattern, value)))
                .isPresent();
    }

    private static boolean fits(String pattern, String value) {
        return pattern.endsWith("*")
                ? value.startsWith(pattern.substring(0, pattern.length() - 1))
                : value.equals(pattern);
    }
}
