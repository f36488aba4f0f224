package io.privicore.adapters.rest.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.scim2.common.Path;
import com.unboundid.scim2.common.exceptions.ScimException;
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

    private static final Set<String> READ_ONLY = Set.of("id", "meta", "groups", "schemas");

    /**
     * @param path nothing where the value names the attributes
     * @param value nothing where something is removed
     */
    record Step(PatchOpType type, Optional<Path> path, Optional<JsonNode> value) {}

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
                operation(step).apply(changed);
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

    private static PatchOperation operation(Step step) throws ScimException {
        var path = step.path().orElse(null);
        return switch (step.type()) {
            case ADD ->
                PatchOperation.create(
                        PatchOpType.ADD,
                        path,
                        step.value().map(value -> listed(path, value)).orElse(null));
            case REPLACE ->
                PatchOperation.create(PatchOpType.REPLACE, path, step.value().orElse(null));
            case REMOVE -> PatchOperation.remove(step.path().orElseThrow());
        };
    }

    /** One value that is added to several may stand alone. */
    private static JsonNode listed(@Nullable Path path, JsonNode value) {
        if (path == null
                || path.size() != 1
                || path.getElement(0).getValueFilter() != null
                || value instanceof ArrayNode) {
            return value;
        }
        return switch (path.getElement(0).getAttribute().toLowerCase(Locale.ROOT)) {
            case "emails", "roles" -> JsonUtils.getJsonNodeFactory().arrayNode().add(value);
            default -> value;
        };
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
        if (text.length() > Filters.LONGEST
                || text.chars().filter(c -> c == '(' || c == '[').count() > Filters.DEEPEST) {
            throw new ScimFailure(400, "invalidPath", "Expected a shorter path");
        }
        boolean named = text.regionMatches(true, 0, schema + ":", 0, schema.length() + 1);
        try {
            return Path.fromString(named ? text.substring(schema.length() + 1) : text);
        } catch (ScimException malformed) {
            throw new ScimFailure(400, "invalidPath", String.valueOf(malformed.getMessage()));
        } catch (ClassCastException
                | IndexOutOfBoundsException
                | IllegalArgumentException
                | IllegalStateException unforeseen) {
            // As with filters, which stand inside of paths.
            throw new ScimFailure(400, "invalidPath", "Expected a path, but it is malformed");
        }
    }
}
