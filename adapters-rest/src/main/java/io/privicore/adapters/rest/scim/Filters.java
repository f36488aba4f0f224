package io.privicore.adapters.rest.scim;

import com.fasterxml.jackson.databind.node.ValueNode;
import com.unboundid.scim2.common.Path;
import com.unboundid.scim2.common.exceptions.BadRequestException;
import com.unboundid.scim2.common.filters.Filter;
import io.privicore.adapters.rest.form.Purity;
import io.privicore.application.query.Match;
import io.privicore.application.query.Match.Comparison;
import io.privicore.application.query.ProvisioningQuery.UserAttribute;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Turns a filter of RFC 7644 into a condition that is evaluated as a whole. What cannot be is refused: a filter that is
 * left out in part would show who was not asked for.
 *
 * @param <A> what resources are found by
 */
final class Filters<A> {

    /** The longest filter, in characters. */
    static final int LONGEST = 4_096;

    /** How deep parentheses, brackets and negations may stand in each other. */
    static final int DEEPEST = 16;

    /** How many comparisons a filter may have. */
    static final int MOST = 50;

    private static final Set<Comparison> EQUALITY = Set.of(Comparison.EQUAL);
    private static final Set<Comparison> PARTS =
            Set.of(Comparison.EQUAL, Comparison.CONTAINS, Comparison.STARTS, Comparison.ENDS);
    private static final Set<Comparison> ORDER = Set.of(
            Comparison.EQUAL,
            Comparison.GREATER,
            Comparison.GREATER_OR_EQUAL,
            Comparison.LESS,
            Comparison.LESS_OR_EQUAL);

    /** How the values of an attribute are written and compared. */
    enum Kind {
        TEXT,
        EXACT_TEXT,
        WORD,
        ID,
        FLAG,
        TIME
    }

    /**
     * An attribute by its path in lower case.
     *
     * @param several whether a resource can have several, each with parts of its own
     */
    record Known<A>(A attribute, Kind kind, boolean several) {}

    private final String schema;
    private final Map<String, Known<A>> known;
    private final Map<String, Constant<A>> constants;
    private int comparisons;

    /** What an attribute always is, where the resource has the other one. */
    record Constant<A>(String value, Optional<A> where) {}

    private Filters(String schema, Map<String, Known<A>> known, Map<String, Constant<A>> constants) {
        this.schema = schema;
        this.known = known;
        this.constants = constants;
    }

    static <A> Match<A> match(
            String text, String schema, Map<String, Known<A>> known, Map<String, Constant<A>> constants) {
        return new Filters<>(schema, known, constants).match(parse(text), "");
    }

    /** Looked at before it is parsed: how deep it goes is how deep the parser would. */
    private static Filter parse(String text) {
        if (text.length() > LONGEST) {
            throw ScimFailure.invalidFilter("Expected a filter of at most %d characters".formatted(LONGEST));
        }
        int depth = 0;
        int deepest = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    quoted = false;
                }
                continue;
            }
            switch (c) {
                case '"' -> quoted = true;
                case '(', '[' -> deepest = Math.max(deepest, ++depth);
                case ')', ']' -> depth--;
                default -> {}
            }
        }
        if (deepest > DEEPEST) {
            throw ScimFailure.invalidFilter("Expected a filter that is nested %d deep at most".formatted(DEEPEST));
        }
        try {
            return Filter.fromString(text);
        } catch (BadRequestException malformed) {
            throw ScimFailure.invalidFilter(String.valueOf(malformed.getMessage()));
        } catch (ClassCastException
                | IndexOutOfBoundsException
                | IllegalArgumentException
                | IllegalStateException unforeseen) {
            // The parser does not expect every text, such as a list where a value should stand.
            throw ScimFailure.invalidFilter("Expected a filter, but it is malformed");
        }
    }

    /** A path, bounded as filters are, which may stand inside of it. */
    static Path path(String text) {
        if (text.length() > LONGEST
                || text.chars().filter(c -> c == '(' || c == '[').count() > DEEPEST) {
            throw new ScimFailure(400, "invalidPath", "Expected a shorter path");
        }
        try {
            return Path.fromString(text);
        } catch (BadRequestException malformed) {
            throw new ScimFailure(400, "invalidPath", String.valueOf(malformed.getMessage()));
        } catch (ClassCastException
                | IndexOutOfBoundsException
                | IllegalArgumentException
                | IllegalStateException unforeseen) {
            throw new ScimFailure(400, "invalidPath", "Expected a path, but it is malformed");
        }
    }

    private Match<A> match(Filter filter, String parent) {
        return switch (filter.getFilterType()) {
            case AND -> new Match.All<>(parts(filter, parent));
            case OR -> new Match.Any<>(parts(filter, parent));
            case NOT -> new Match.Not<>(match(filter.getInvertedFilter(), parent));
            case COMPLEX_VALUE -> within(filter, parent);
            case PRESENT -> present(path(filter, parent));
            case EQUAL -> compare(filter, parent, Comparison.EQUAL);
            case NOT_EQUAL -> new Match.Not<>(compare(filter, parent, Comparison.EQUAL));
            case CONTAINS -> compare(filter, parent, Comparison.CONTAINS);
            case STARTS_WITH -> compare(filter, parent, Comparison.STARTS);
            case ENDS_WITH -> compare(filter, parent, Comparison.ENDS);
            case GREATER_THAN -> compare(filter, parent, Comparison.GREATER);
            case GREATER_OR_EQUAL -> compare(filter, parent, Comparison.GREATER_OR_EQUAL);
            case LESS_THAN -> compare(filter, parent, Comparison.LESS);
            case LESS_OR_EQUAL -> compare(filter, parent, Comparison.LESS_OR_EQUAL);
        };
    }

    private List<Match<A>> parts(Filter filter, String parent) {
        List<Match<A>> parts = new ArrayList<>();
        filter.getCombinedFilters().forEach(part -> parts.add(match(part, parent)));
        return parts;
    }

    /** One value must have all that stands in brackets. Of several values that cannot be told but for one condition. */
    private Match<A> within(Filter filter, String parent) {
        if (!parent.isEmpty()) {
            throw ScimFailure.invalidFilter("Expected brackets that do not stand in others");
        }
        var name = path(filter, parent);
        var attribute = known(name);
        var inner = filter.getValueFilter();
        if (attribute.several() && !isOne(inner)) {
            throw ScimFailure.invalidFilter("Expected one comparison with eq in the brackets of " + name);
        }
        return new Match.All<>(List.of(present(name), match(inner, name + ".")));
    }

    private static boolean isOne(Filter inner) {
        return switch (inner.getFilterType()) {
            case EQUAL -> true;
            case AND,
                    OR,
                    NOT,
                    COMPLEX_VALUE,
                    PRESENT,
                    NOT_EQUAL,
                    CONTAINS,
                    STARTS_WITH,
                    ENDS_WITH,
                    GREATER_THAN,
                    GREATER_OR_EQUAL,
                    LESS_THAN,
                    LESS_OR_EQUAL -> false;
        };
    }

    private Match<A> present(String name) {
        count();
        var constant = constants.get(name);
        if (constant != null) {
            return whereItIs(constant);
        }
        return new Match.Has<>(known(name).attribute());
    }

    private Match<A> compare(Filter filter, String parent, Comparison comparison) {
        count();
        var name = path(filter, parent);
        var value = filter.getComparisonValue();
        var constant = constants.get(name);
        if (constant != null) {
            return compare(constant, comparison, name, value);
        }
        var attribute = known(name);
        if (value.isNull()) {
            require(comparison == Comparison.EQUAL, name, "null with eq or ne alone");
            return new Match.Not<>(new Match.Has<>(attribute.attribute()));
        }
        return switch (attribute.kind()) {
            case TEXT -> new Match.Compare<>(attribute.attribute(), comparison, text(name, value), false);
            case EXACT_TEXT -> {
                require(PARTS.contains(comparison), name, "to be compared with eq, ne, co, sw, ew or pr");
                yield new Match.Compare<>(attribute.attribute(), comparison, text(name, value), true);
            }
            case WORD -> {
                require(PARTS.contains(comparison), name, "to be compared with eq, ne, co, sw, ew or pr");
                yield new Match.Compare<>(attribute.attribute(), comparison, text(name, value), false);
            }
            case ID -> {
                require(EQUALITY.contains(comparison), name, "to be compared with eq, ne or pr");
                yield new Match.Compare<>(attribute.attribute(), comparison, text(name, value), false);
            }
            case FLAG -> {
                require(EQUALITY.contains(comparison), name, "to be compared with eq, ne or pr");
                yield new Match.Compare<>(attribute.attribute(), comparison, flag(name, value), false);
            }
            case TIME -> {
                require(ORDER.contains(comparison), name, "to be compared with eq, ne, gt, ge, lt, le or pr");
                yield new Match.Compare<>(attribute.attribute(), comparison, time(name, text(name, value)), true);
            }
        };
    }

    private Match<A> compare(Constant<A> constant, Comparison comparison, String name, ValueNode value) {
        require(PARTS.contains(comparison), name, "to be compared with eq, ne, co, sw, ew or pr");
        var wanted = new Match.Compare<>(name, comparison, value.asText(), false);
        return wanted.test(_ -> List.of(constant.value())) ? whereItIs(constant) : Match.none();
    }

    private static <A> Match<A> whereItIs(Constant<A> constant) {
        return constant.where().<Match<A>>map(Match.Has::new).orElseGet(Match::all);
    }

    private void count() {
        if (++comparisons > MOST) {
            throw ScimFailure.invalidFilter("Expected a filter of at most %d comparisons".formatted(MOST));
        }
    }

    private Known<A> known(String name) {
        var attribute = known.get(name);
        if (attribute == null) {
            throw ScimFailure.invalidFilter(
                    "Expected an attribute that can be filtered by, but \"%s\" cannot".formatted(name));
        }
        return attribute;
    }

    private String path(Filter filter, String parent) {
        return parent + name(filter.getAttributePath(), schema, ScimFailure::invalidFilter);
    }

    /** The path of an attribute in lower case, without its schema. */
    static String name(Path path, String schema, Function<String, ScimFailure> no) {
        var urn = path.getSchemaUrn();
        if (urn != null && !urn.equalsIgnoreCase(schema)) {
            throw no.apply("Expected attributes of %s".formatted(schema));
        }
        List<String> names = new ArrayList<>();
        for (var element : path) {
            if (element.getValueFilter() != null) {
                throw no.apply("Expected a path without brackets inside");
            }
            names.add(element.getAttribute().toLowerCase(Locale.ROOT));
        }
        return String.join(".", names);
    }

    private static String text(String name, ValueNode value) {
        require(value.isTextual(), name, "to be compared with a text");
        try {
            return Purity.requireText(value.textValue());
        } catch (IllegalArgumentException impure) {
            throw ScimFailure.invalidFilter("%s: %s".formatted(name, impure.getMessage()));
        }
    }

    private static String flag(String name, ValueNode value) {
        var text = value.asText().toLowerCase(Locale.ROOT);
        require(text.equals("true") || text.equals("false"), name, "to be compared with true or false");
        return text;
    }

    private static String time(String name, String text) {
        try {
            return Times.text(
                    OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant());
        } catch (DateTimeException notATime) {
            throw ScimFailure.invalidFilter("Expected %s to be compared with a time".formatted(name));
        }
    }

    private static void require(boolean holds, String name, String expectation) {
        if (!holds) {
            throw ScimFailure.invalidFilter("Expected %s %s".formatted(name, expectation));
        }
    }

    /** Times in the form in which they are compared. */
    private static final class Times {

        private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
        private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

        private Times() {}

        static String text(Instant time) {
            var bounded = time.isBefore(EARLIEST) ? EARLIEST : time.isAfter(LATEST) ? LATEST : time;
            return UserAttribute.time(bounded);
        }
    }
}
