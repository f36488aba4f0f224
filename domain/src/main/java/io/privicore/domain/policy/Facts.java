package io.privicore.domain.policy;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of an operation before it happens.
 *
 * @param event the operation's wire name, which is the id of the event in templates
 * @param address where the request came from; empty where that is not known
 * @param attributes what policies go by, by parameter name ({@code classification}, {@code context} …), and what else voters
 *     are shown, in this order; what the operation does not have is not there
 */
public record Facts(String event, Instant at, String address, Map<String, String> attributes) {

    public Facts {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /** The same of another operation that it is as well. */
    public Facts of(String other) {
        return new Facts(other, at, address, attributes);
    }

    Optional<String> attribute(String parameter) {
        return Optional.ofNullable(attributes.get(parameter));
    }
}
