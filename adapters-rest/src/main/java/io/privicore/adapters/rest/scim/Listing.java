package io.privicore.adapters.rest.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants of a list, by the query or by the body of a search.
 *
 * @param startIndex from 1
 * @param count at most so many
 * @param cursor where to go on; an empty text for the first page
 */
record Listing(
        Optional<String> filter,
        Optional<String> sortBy,
        boolean descending,
        int startIndex,
        int count,
        Optional<String> cursor,
        Projection projection) {

    static final int DEFAULT = 100;
    static final int MOST = 200;

    private static final String SCHEMA = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

    static Listing ofQuery(@Nullable String query) {
        var parameters = parameters(query);
        return of(
                first(parameters, "filter"),
                first(parameters, "sortBy"),
                first(parameters, "sortOrder"),
                first(parameters, "startIndex"),
                first(parameters, "count"),
                first(parameters, "cursor"),
                projection(parameters));
    }

    static Listing ofBody(ObjectNode body) {
        return of(
                ScimJson.text(body, "filter"),
                ScimJson.text(body, "sortBy"),
                ScimJson.text(body, "sortOrder"),
                ScimJson.find(body, "startIndex").map(node -> node.asText()),
                ScimJson.find(body, "count").map(node -> node.asText()),
                ScimJson.find(body, "cursor").map(node -> node.asText()),
                Projection.of(texts(body, "attributes"), texts(body, "excludedAttributes")));
    }

    /** Which attributes are wanted of a single resource. */
    static Projection projection(@Nullable String query) {
        return projection(parameters(query));
    }

    ObjectNode page(List<ObjectNode> resources, long total, Optional<String> next) {
        var page = ScimJson.object();
        page.putArray("schemas").add(SCHEMA);
        page.put("totalResults", total);
        page.put("itemsPerPage", resources.size());
        if (cursor.isEmpty()) {
            page.put("startIndex", startIndex);
        }
        next.ifPresent(cursor -> page.put("nextCursor", cursor));
        var shown = page.putArray("Resources");
        resources.forEach(resource -> shown.add(projection.of(resource)));
        return page;
    }

    private static Listing of(
            Optional<String> filter,
            Optional<String> sortBy,
            Optional<String> sortOrder,
            Optional<String> startIndex,
            Optional<String> count,
            Optional<String> cursor,
            Projection projection) {
        if (cursor.isPresent() && startIndex.isPresent()) {
            throw ScimFailure.invalidValue("Expected startIndex or cursor, and not both");
        }
        var order = sortOrder.orElse("ascending");
        if (!order.equalsIgnoreCase("ascending") && !order.equalsIgnoreCase("descending")) {
            throw ScimFailure.invalidValue("Expected sortOrder to be ascending or descending");
        }
        int wanted = count.map(text -> number("count", text)).orElse(DEFAULT);
        if (cursor.isPresent() && wanted < 0) {
            throw new ScimFailure(400, "invalidCount", "Expected count to be 0 or more");
        }
        return new Listing(
                filter.filter(text -> !text.isBlank()),
                sortBy.filter(text -> !text.isBlank()),
                order.equalsIgnoreCase("descending"),
                Math.max(1, startIndex.map(text -> number("startIndex", text)).orElse(1)),
                Math.clamp(wanted, 0, MOST),
                cursor,
                projection);
    }

    private static int number(String name, String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException notANumber) {
            throw ScimFailure.invalidValue("Expected %s to be a whole number".formatted(name));
        }
    }

    private static Map<String, List<String>> parameters(@Nullable String query) {
        return query == null || query.isEmpty() ? Map.of() : decoded(query);
    }

    private static Map<String, List<String>> decoded(String query) {
        try {
            return new QueryStringDecoder(query, false).parameters();
        } catch (IllegalArgumentException malformed) {
            throw ScimFailure.invalidSyntax("Expected a query string that is well formed");
        }
    }

    private static Projection projection(Map<String, List<String>> parameters) {
        return Projection.of(names(parameters, "attributes"), names(parameters, "excludedAttributes"));
    }

    private static List<String> names(Map<String, List<String>> parameters, String name) {
        return first(parameters, name).stream()
                .flatMap(text -> Arrays.stream(text.split(",")))
                .toList();
    }

    private static List<String> texts(ObjectNode body, String name) {
        return ScimJson.values(body, name).stream()
                .flatMap(value -> Arrays.stream(value.asText().split(",")))
                .toList();
    }

    private static Optional<String> first(Map<String, List<String>> parameters, String name) {
        return parameters.entrySet().stream()
                .filter(parameter -> parameter.getKey().equalsIgnoreCase(name))
                .flatMap(parameter -> parameter.getValue().stream())
                .findFirst();
    }
}
