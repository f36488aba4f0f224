package io.privicore.adapters.rest.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which attributes a client wants to see; ids and schemas are always shown. */
record Projection(Set<String> wanted, Set<String> unwanted) {

    static final Projection ALL = new Projection(Set.of(), Set.of());

    private static final int MOST = 100;
    private static final Set<String> ALWAYS = Set.of("id", "schemas");
    private static final List<String> SCHEMAS =
            List.of("urn:ietf:params:scim:schemas:core:2.0:user:", "urn:ietf:params:scim:schemas:core:2.0:group:");

    static Projection of(Collection<String> wanted, Collection<String> unwanted) {
        if (wanted.size() + unwanted.size() > MOST) {
            throw ScimFailure.invalidValue("Expected at most %d attributes".formatted(MOST));
        }
        if (!wanted.isEmpty() && !unwanted.isEmpty()) {
            throw ScimFailure.invalidValue("Expected attributes or excludedAttributes, and not both");
        }
        return new Projection(names(wanted), names(unwanted));
    }

    /** Whether anything of the attribute is wanted, so that it is to be looked up. */
    boolean shows(String attribute) {
        var name = attribute.toLowerCase(Locale.ROOT);
        return wanted.isEmpty()
                ? !unwanted.contains(name)
                : wanted.stream().anyMatch(one -> one.equals(name) || one.startsWith(name + "."));
    }

    /** Whether the client named it, and did not merely leave it to be shown with all else. */
    boolean asksFor(String attribute) {
        return !wanted.isEmpty() && shows(attribute);
    }

    ObjectNode of(ObjectNode resource) {
        if (wanted.isEmpty() && unwanted.isEmpty()) {
            return resource;
        }
        for (var name : names(resource)) {
            var lower = name.toLowerCase(Locale.ROOT);
            if (ALWAYS.contains(lower)) {
                continue;
            }
            if (!shows(lower)) {
                resource.remove(name);
            } else if (!wanted.contains(lower)) {
                within(resource.get(name), lower);
            }
        }
        return resource;
    }

    private void within(JsonNode value, String parent) {
        switch (value) {
            case ArrayNode array -> array.forEach(item -> within(item, parent));
            case ObjectNode object -> {
                for (var name : names(object)) {
                    var full = parent + "." + name.toLowerCase(Locale.ROOT);
                    if (wanted.isEmpty() ? unwanted.contains(full) : !wanted.contains(full)) {
                        object.remove(name);
                    }
                }
            }
            default -> {}
        }
    }

    private static List<String> names(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<String> names(Collection<String> texts) {
        Set<String> names = new HashSet<>();
        for (var text : texts) {
            var name = text.strip().toLowerCase(Locale.ROOT);
            for (var schema : SCHEMAS) {
                name = name.startsWith(schema) ? name.substring(schema.length()) : name;
            }
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return names;
    }
}
