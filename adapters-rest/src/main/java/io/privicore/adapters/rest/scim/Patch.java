package io.privicore.adapters.rest.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.scim2.common.Path;
import com.unboundid.scim2.common.exceptions.ScimException;
import com.unboundid.scim2.common.filters.Filter;
import com.unboundid.scim2.common.messages.PatchOpType;
import com.unboundid.scim2.common.messages.PatchOperation;
import com.unboundid.scim2.common.utils.JsonUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A PATCH of RFC 7644, read and held against what may be changed. */
record Patch(List<Step> steps) {

    static final int MOST = 100;

    private static final Set<String> READ_ONLY = Set.of("id", "meta", "groups");

    /** What is kept of users, in lower case; everything else is passed over. */
    private static final Set<String> KEPT =
            Set.of("id", "meta", "groups", "username", "name", "emails", "externalid", "active", "roles", "password");

    /**
     * @param path nothing where the value names the attributes
     * @param value nothing where something is removed
     */
    record Step(PatchOpType type, Optional<Path> path, Optional<JsonNode> value) {}

    /**
     * What is to be done to a user, without what is not kept of users: the library would put it into the resource, or find
     * that it is not there.
     */
    static Patch ofUser(ObjectNode body) {
        List<Step> steps = new ArrayList<>();
        for (var step : of(body, UserJson.SCHEMA).steps()) {
            if (step.path().isPresent()) {
                kept(step, step.path().get()).ifPresent(steps::add);
            } else {
                steps.addAll(named(step.type(), step.value().orElseThrow()));
            }
        }
        if (steps.size() > MOST) {
            throw ScimFailure.invalidSyntax("Expected at most %d attributes".formatted(MOST));
        }
        return new Patch(List.copyOf(steps));
    }

    /** @param schema whose attributes may be written with it */
    static Patch of(ObjectNode body, String schema) {
        List<Step> steps = new ArrayList<>();
        var operations = ScimJson.values(body, "Operations");
        if (operations.isEmpty() || operations.size() > MOST) {
            throw ScimFailure.invalidSyntax("Expected 1 to %d Operations".formatted(MOST));
        }
        for (var operation : operations) {
            steps.add(step(operation, schema));
        }
        return new Patch(List.copyOf(steps));
    }

    /** A copy to which all of it was done. */
    ObjectNode apply(ObjectNode resource) {
        var changed = resource.deepCopy();
        try {
            for (var step : steps) {
                step.path().ifPresent(Patch::requireWritable);
                operation(step, changed).apply(changed);
            }
        } catch (ScimException failure) {
            throw ScimFailure.of(failure);
        } catch (IllegalArgumentException malformed) {
            throw ScimFailure.invalidSyntax("Expected operations that fit their paths");
        }
        for (var name : READ_ONLY) {
            if (!same(changed.get(name), resource.get(name))) {
                throw ScimFailure.mutability("Expected %s to stay as it is".formatted(name));
            }
        }
        return changed;
    }

    private static boolean same(@Nullable JsonNode one, @Nullable JsonNode other) {
        return one == null ? other == null : one.equals(other);
    }

    private static void requireWritable(Path path) {
        if (path.size() > 0
                && READ_ONLY.contains(path.getElement(0).getAttribute().toLowerCase(Locale.ROOT))) {
            throw ScimFailure.mutability(
                    "Expected %s to stay as it is".formatted(path.getElement(0).getAttribute()));
        }
    }

    /** What the value says without a path. The names in it may be paths: these are steps of their own. */
    private static List<Step> named(PatchOpType type, JsonNode attributes) {
        List<Step> steps = new ArrayList<>();
        var plain = ScimJson.object();
        attributes.properties().forEach(attribute -> {
            var name = withoutSchema(attribute.getKey(), UserJson.SCHEMA);
            var value = attribute.getValue();
            var first = name.split("[.\\[]", 2)[0];
            // To add nothing changes nothing.
            if (!isKept(first) || type == PatchOpType.ADD && value.isNull()) {
                return;
            }
            if (first.length() == name.length() && !(type == PatchOpType.ADD && isOne(name))) {
                plain.set(name, value);
                return;
            }
            var path = path(name, UserJson.SCHEMA);
            kept(value.isNull() ? removal(path) : new Step(type, Optional.of(path), Optional.of(value)), path)
                    .ifPresent(steps::add);
        });
        if (!plain.isEmpty()) {
            steps.addFirst(new Step(type, Optional.empty(), Optional.of(plain)));
        }
        return steps;
    }

    private static Optional<Step> kept(Step step, Path path) {
        if (path.getSchemaUrn() != null
                || path.size() == 0
                || !isKept(path.getElement(0).getAttribute())) {
            return Optional.empty();
        }
        var attribute = path.getElement(0).getAttribute();
        if (!isOne(attribute)) {
            return Optional.of(step);
        }
        boolean role = attribute.equalsIgnoreCase("roles");
        if (step.type() == PatchOpType.ADD && role && path.size() > 1) {
            return path.getElement(1).getAttribute().equalsIgnoreCase("value")
                    ? step.value().map(value -> replacement(attribute, value))
                    : Optional.empty();
        }
        if (step.type() == PatchOpType.ADD
                && path.size() == 1
                && (role || path.getElement(0).getValueFilter() == null)) {
            return step.value().filter(value -> !isEmpty(value)).map(value -> replacement(attribute, value));
        }
        return Optional.of(new Step(step.type(), Optional.of(withFlags(path)), step.value()));
    }

    /** A user has one of these: whoever adds another means that one. */
    private static boolean isOne(String attribute) {
        return attribute.equalsIgnoreCase("emails") || attribute.equalsIgnoreCase("roles");
    }

    private static boolean isKept(String attribute) {
        return KEPT.contains(attribute.toLowerCase(Locale.ROOT));
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isArray() && value.isEmpty();
    }

    private static Step replacement(String attribute, JsonNode value) {
        var values = value instanceof ArrayNode
                ? value
                : JsonUtils.getJsonNodeFactory().arrayNode().add(value);
        return new Step(PatchOpType.REPLACE, Optional.of(Path.root().attribute(attribute)), Optional.of(values));
    }

    private static Step removal(Path path) {
        return new Step(PatchOpType.REMOVE, Optional.of(path), Optional.empty());
    }

    /** Some clients write {@code primary eq "True"}, which is no flag. */
    private static Path withFlags(Path path) {
        var filter = path.getElement(0).getValueFilter();
        return filter == null ? path : path.replace(0, withFlags(filter));
    }

    private static Filter withFlags(Filter filter) {
        return switch (filter.getFilterType()) {
            case AND ->
                Filter.and(filter.getCombinedFilters().stream()
                        .map(Patch::withFlags)
                        .toList());
            case EQUAL -> {
                var value = filter.getComparisonValue().asText();
                boolean flag = value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
                yield flag && filter.getAttributePath().toString().equalsIgnoreCase("primary")
                        ? Filter.eq(filter.getAttributePath(), BooleanNode.valueOf(Boolean.parseBoolean(value)))
                        : filter;
            }
            default -> filter;
        };
    }

    private static PatchOperation operation(Step step, ObjectNode resource) throws ScimException {
        var path = step.path().orElse(null);
        return switch (step.type()) {
            case ADD ->
                PatchOperation.create(
                        path != null && chooses(path, resource) ? PatchOpType.REPLACE : PatchOpType.ADD,
                        path,
                        step.value().orElse(null));
            case REPLACE ->
                PatchOperation.create(PatchOpType.REPLACE, path, step.value().orElse(null));
            case REMOVE -> PatchOperation.remove(step.path().orElseThrow());
        };
    }

    /** Whether its brackets choose a value that is there: what is added to it replaces what it has. */
    private static boolean chooses(Path path, ObjectNode resource) throws ScimException {
        return path.size() > 0
                && path.getElement(0).getValueFilter() != null
                && JsonUtils.pathExists(path.subPath(1), resource);
    }

    private static Step step(JsonNode operation, String schema) {
        if (!operation.isObject()) {
            throw ScimFailure.invalidSyntax("Expected Operations to be objects");
        }
        var type = type(ScimJson.text(operation, "op").orElse(""));
        Optional<Path> path = ScimJson.text(operation, "path").map(text -> path(text, schema));
        var value = ScimJson.find(operation, "value");
        switch (type) {
            case ADD, REPLACE -> {
                if (value.isEmpty() && (path.isEmpty() || type == PatchOpType.ADD)) {
                    throw ScimFailure.invalidValue("Expected a value to %s".formatted(type.getStringValue()));
                }
                if (path.isEmpty() && !value.orElseThrow().isObject()) {
                    throw ScimFailure.invalidValue("Expected an object of attributes where there is no path");
                }
                if (value.isEmpty()) {
                    // Null is nothing (RFC 7643, 2.5): to put it in the place of something is to take that away.
                    return new Step(PatchOpType.REMOVE, path, Optional.empty());
                }
            }
            case REMOVE -> {
                if (path.isEmpty()) {
                    throw new ScimFailure(400, "noTarget", "Expected a path of what to remove");
                }
            }
        }
        return new Step(type, path, value);
    }

    private static PatchOpType type(String text) {
        for (var type : PatchOpType.values()) {
            if (type.getStringValue().equalsIgnoreCase(text)) {
                return type;
            }
        }
        throw ScimFailure.invalidSyntax("Expected op to be add, replace or remove");
    }

    private static Path path(String text, String schema) {
        return Filters.path(withoutSchema(text, schema));
    }

    private static String withoutSchema(String text, String schema) {
        return text.regionMatches(true, 0, schema + ":", 0, schema.length() + 1)
                ? text.substring(schema.length() + 1)
                : text;
    }
}
