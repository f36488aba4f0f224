package io.privicore.domain.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What policies are made from: operations that belong together, and what they can be narrowed by.
 *
 * @param events by id, which is the operation's wire name
 * @param votingAttributes what voters are shown of an operation
 */
public record PolicyTemplate(
        String id,
        String name,
        String description,
        Map<String, Label> events,
        Set<Parameter> parameters,
        List<String> votingAttributes) {

    public PolicyTemplate {
        events = Collections.unmodifiableMap(new LinkedHashMap<>(events));
        parameters = Set.copyOf(parameters);
        votingAttributes = List.copyOf(votingAttributes);
    }

    /**
     * What an event is called.
     *
     * @param name for programs, such as {@code request-data}
     * @param text for people, such as "Data is requested"
     */
    public record Label(String name, String text) {}
}
