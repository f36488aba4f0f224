package io.privicore.adapters.rest.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One operation of a bulk request.
 *
 * @param index where it stands among the others
 * @param references the bulk ids of others that it names
 */
record BulkOperation(
        int index,
        String method,
        String path,
        Optional<String> bulkId,
        Optional<Version> version,
        ObjectNode data,
        Set<String> references) {

    private static final String REFERENCE = "bulkId:";
    private static final int LONGEST_ID = 200;
    private static final Pattern PATH = Pattern.compile("/?(Users|Groups)(?:/([^/?#]+))?");

    static List<BulkOperation> all(ObjectNode body, int most) {
        var wanted = ScimJson.values(body, "Operations");
        if (wanted.isEmpty()) {
            throw ScimFailure.invalidSyntax("Expected Operations, but there are none");
        }
        if (wanted.size() > most) {
            throw new ScimFailure(413, "tooMany", "Expected at most %d Operations".formatted(most));
        }
        List<BulkOperation> operations = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (var one : wanted) {
            var operation = of(operations.size(), one);
            operation.bulkId().filter(id -> !ids.add(id)).ifPresent(_ -> {
                throw ScimFailure.invalidValue("Expected every bulkId once");
            });
            operations.add(operation);
        }
        return operations;
    }

    /** Each behind what it refers to, and otherwise as they came; 409 where they refer to each other in a circle. */
    static List<BulkOperation> inOrder(List<BulkOperation> operations) {
        Map<String, BulkOperation> named = new HashMap<>();
        operations.forEach(operation -> operation.bulkId().ifPresent(id -> named.put(id, operation)));
        List<BulkOperation> ordered = new ArrayList<>();
        Set<Integer> placed = new HashSet<>();
        for (var operation : operations) {
            place(operation, named, ordered, placed);
        }
        return ordered;
    }

    /** Without calling itself: a chain may be as long as the request. */
    private static void place(
            BulkOperation first, Map<String, BulkOperation> named, List<BulkOperation> ordered, Set<Integer> placed) {
        List<BulkOperation> waiting = new ArrayList<>(List.of(first));
        Set<Integer> begun = new HashSet<>();
        while (!waiting.isEmpty()) {
            var operation = waiting.getLast();
            if (placed.contains(operation.index())) {
                waiting.removeLast();
                continue;
            }
            var needed = operation.references().stream()
                    .flatMap(id -> Optional.ofNullable(named.get(id)).stream())
                    .filter(other -> !placed.contains(other.index()))
                    .toList();
            if (needed.isEmpty()) {
                ordered.add(operation);
                placed.add(operation.index());
                waiting.removeLast();
            } else if (begun.add(operation.index())) {
                waiting.addAll(needed);
            } else {
                throw new ScimFailure(409, "", "Expected bulkIds that do not refer to each other in a circle");
            }
        }
    }

    /** Users or Groups. */
    String resource() {
        return part(1).orElseThrow(() -> ScimFailure.invalidSyntax("Expected a path to Users or Groups"));
    }

    /**
     * By what it is told whether others can be carried out at the same time: the resource, and names that only one can have.
     * Nothing where it is to be alone.
     */
    Set<String> subjects() {
        if (!references.isEmpty() || !ofUsersOrUnknown()) {
            return Set.of();
        }
        return switch (method) {
            case "POST" -> {
                Set<String> names = new HashSet<>();
                names.add("#" + index);
                for (var unique : List.of("userName", "externalId")) {
                    Optional.ofNullable(data.get(unique))
                            .ifPresent(name -> names.add(
                                    unique + ":" + name.asText().strip().toLowerCase(Locale.ROOT)));
                }
                yield names;
            }
            case "DELETE" -> Set.of(path.toLowerCase(Locale.ROOT));
            case "PATCH" -> changesNames(data) ? Set.of() : Set.of(path.toLowerCase(Locale.ROOT));
            default -> Set.of();
        };
    }

    /** The id in its path. */
    String id(Map<String, String> ids) {
        var id = part(2).orElseThrow(() -> ScimFailure.invalidSyntax("Expected the path of a resource"));
        return id.startsWith(REFERENCE) ? known(id, ids) : id;
    }

    /** What it wants, with the ids of others in the place of their bulk ids. */
    ObjectNode resolved(Map<String, String> ids) {
        if (method.equals("POST") && part(2).isPresent()) {
            throw ScimFailure.invalidSyntax("Expected the path of Users or Groups");
        }
        if (references.isEmpty()) {
            return data;
        }
        var copy = data.deepCopy();
        resolve(copy, ids);
        return copy;
    }

    Optional<String> location(ScimCall call) {
        return part(2).filter(id -> !id.startsWith(REFERENCE))
                .map(id -> "%s/%s/%s".formatted(call.base(), resource(), id));
    }

    private static BulkOperation of(int index, JsonNode operation) {
        if (!operation.isObject()) {
            throw ScimFailure.invalidSyntax("Expected Operations to be objects");
        }
        var method = ScimJson.text(operation, "method").orElse("").toUpperCase(Locale.ROOT);
        var path = ScimJson.text(operation, "path").orElse("");
        var bulkId = ScimJson.text(operation, "bulkId").map(BulkOperation::bounded);
        if (bulkId.isEmpty() && method.equals("POST")) {
            throw ScimFailure.invalidSyntax("Expected every POST to have a bulkId");
        }
        var data = ScimJson.find(operation, "data").orElseGet(ScimJson::object);
        if (!(data instanceof ObjectNode object)) {
            throw ScimFailure.invalidSyntax("Expected data to be an object");
        }
        Set<String> references = new HashSet<>();
        collect(object, references);
        var target = PATH.matcher(path);
        if (target.matches() && target.group(2) != null && target.group(2).startsWith(REFERENCE)) {
            references.add(target.group(2).substring(REFERENCE.length()));
        }
        return new BulkOperation(
                index,
                method,
                path,
                bulkId,
                Version.of(ScimJson.text(operation, "version").orElse(null)),
                object,
                Set.copyOf(references));
    }

    private static String bounded(String bulkId) {
        if (bulkId.length() > LONGEST_ID) {
            throw ScimFailure.invalidValue("Expected bulkIds of at most %d characters".formatted(LONGEST_ID));
        }
        return bulkId;
    }

    private boolean ofUsersOrUnknown() {
        return part(1).filter("Users"::equals).isPresent();
    }

    private Optional<String> part(int group) {
        var target = PATH.matcher(path);
        return target.matches() ? Optional.ofNullable(target.group(group)) : Optional.empty();
    }

    private static void collect(JsonNode node, Set<String> references) {
        if (node.isTextual()) {
            if (node.textValue().startsWith(REFERENCE)) {
                references.add(node.textValue().substring(REFERENCE.length()));
            }
            return;
        }
        node.forEach(child -> collect(child, references));
    }

    private static void resolve(JsonNode node, Map<String, String> ids) {
        switch (node) {
            case ObjectNode object -> {
                List<String> names = new ArrayList<>();
                object.fieldNames().forEachRemaining(names::add);
                for (var name : names) {
                    var child = object.get(name);
                    if (isReference(child)) {
                        object.put(name, known(child.textValue(), ids));
                    } else {
                        resolve(child, ids);
                    }
                }
            }
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    if (isReference(array.get(i))) {
                        array.set(i, TextNode.valueOf(known(array.get(i).textValue(), ids)));
                    } else {
                        resolve(array.get(i), ids);
                    }
                }
            }
            default -> {}
        }
    }

    private static boolean isReference(JsonNode node) {
        return node.isTextual() && node.textValue().startsWith(REFERENCE);
    }

    private static String known(String reference, Map<String, String> ids) {
        var id = ids.get(reference.substring(REFERENCE.length()));
        if (id == null) {
            throw ScimFailure.invalidValue("Expected a bulkId of something that was made, but there is none");
        }
        return id;
    }

    private static boolean changesNames(JsonNode node) {
        var text = node.toString().toLowerCase(Locale.ROOT);
        return text.contains("username") || text.contains("externalid");
    }

    @Override
    public String toString() {
        return "BulkOperation[%d %s %s]".formatted(index, method, path);
    }
}
