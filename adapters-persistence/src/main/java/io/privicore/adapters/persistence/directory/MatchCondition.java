package io.privicore.adapters.persistence.directory;

import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.query.Match;
import io.privicore.application.query.Match.Compare;
import io.privicore.application.query.Match.Comparison;
import io.privicore.application.query.ProvisioningQuery.UserAttribute;
import io.privicore.domain.directory.MemberState;
import io.privicore.domain.directory.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A search for users as SQL about {@code member m}. What an index can find is written so that it does: equality, beginnings
 * and orders as ranges of keys. A condition is never null, so that its opposite is what remains.
 */
final class MatchCondition {

    /** Comes after whatever a beginning can go on with. */
    private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

    private static final String NOBODY = "false";

    private final StringBuilder sql = new StringBuilder();
    private final List<Object> arguments = new ArrayList<>();

    /** Adds a piece of SQL with its arguments. */
    MatchCondition and(String more, Object... with) {
        sql.append(more);
        arguments.addAll(List.of(with));
        return this;
    }

    MatchCondition and(Match<UserAttribute> match) {
        switch (match) {
            case Match.All<UserAttribute>(var parts) -> join(parts, " and ", "true");
            case Match.Any<UserAttribute>(var parts) -> join(parts, " or ", NOBODY);
            case Match.Not<UserAttribute>(var part) -> {
                sql.append("not ");
                group(part);
            }
            case Match.Has<UserAttribute>(var attribute) -> sql.append(has(attribute));
            case Compare<UserAttribute> compare -> add(compare);
        }
        return this;
    }

    String sql() {
        return sql.toString();
    }

    Object[] with(Object... more) {
        var all = new ArrayList<>(arguments);
        all.addAll(Arrays.asList(more));
        return all.toArray();
    }

    /** The column by which users are sorted and compared. */
    static String column(UserAttribute attribute) {
        return switch (attribute) {
            case ID -> "m.profile_id";
            case USERNAME -> "m.username_key";
            case GIVEN_NAME -> "m.given_name_key";
            case FAMILY_NAME -> "m.family_name_key";
            case EMAIL -> "m.email_key";
            case EXTERNAL_ID -> "m.external_id_key";
            case ROLE -> "m.role";
            case ACTIVE -> "m.state";
            case CREATED -> "m.joined_key";
            case MODIFIED -> "m.updated_at";
            case GROUP -> throw new IllegalArgumentException("Expected an attribute with a column");
        };
    }

    private void join(List<Match<UserAttribute>> parts, String word, String none) {
        if (parts.isEmpty()) {
            sql.append(none);
        }
        for (int i = 0; i < parts.size(); i++) {
            sql.append(i == 0 ? "" : word);
            group(parts.get(i));
        }
    }

    private void group(Match<UserAttribute> part) {
        sql.append('(');
        and(part);
        sql.append(')');
    }

    private static String has(UserAttribute attribute) {
        return switch (attribute) {
            case GIVEN_NAME, FAMILY_NAME, EMAIL, EXTERNAL_ID -> column(attribute) + " <> ''";
            case GROUP ->
                "exists (select 1 from group_member g where g.directory_id = m.directory_id and g.profile_id = m.profile_id)";
            case ID, USERNAME, ROLE, ACTIVE, CREATED, MODIFIED -> "true";
        };
    }

    private void add(Compare<UserAttribute> compare) {
        switch (compare.attribute()) {
            case USERNAME, GIVEN_NAME, FAMILY_NAME, EMAIL -> text(compare);
            case EXTERNAL_ID -> externalId(compare);
            case ID -> id(compare, "m.profile_id = ?");
            case GROUP ->
                id(
                        compare,
                        "exists (select 1 from group_member g where g.directory_id = m.directory_id "
                                + "and g.profile_id = m.profile_id and g.group_id = ?)");
            case ROLE -> among("m.role", Arrays.stream(Role.values()).filter(role -> fits(compare, role.wire())));
            case ACTIVE ->
                among(
                        "m.state",
                        Arrays.stream(MemberState.values())
                                .filter(state -> fits(compare, String.valueOf(state == MemberState.ACTIVE))));
            case CREATED, MODIFIED -> time(compare);
        }
    }

    private void text(Compare<UserAttribute> compare) {
        var key = compare.attribute() == UserAttribute.USERNAME
                ? UserKeys.ofUsername(compare.value())
                : UserKeys.of(compare.value());
        text(column(compare.attribute()), compare.comparison(), key);
    }

    /** Nobody has an empty text: its key stands for none. */
    private void text(String column, Comparison comparison, String key) {
        switch (comparison) {
            case EQUAL -> {
                if (key.isEmpty()) {
                    sql.append(NOBODY);
                } else {
                    and(column + " = ?", key);
                }
            }
            case STARTS -> {
                if (key.isEmpty()) {
                    sql.append(column).append(" <> ''");
                } else {
                    and("%s >= ? and %s < ?".formatted(column, column), key, key + LAST);
                }
            }
            case CONTAINS -> and("%s <> '' and position(?::text in %s) > 0".formatted(column, column), key);
            case ENDS -> and("%s <> '' and right(%s, length(?)) = ?".formatted(column, column), key, key);
            case GREATER -> and("%s <> '' and %s > ?".formatted(column, column), key);
            case GREATER_OR_EQUAL -> and("%s <> '' and %s >= ?".formatted(column, column), key);
            case LESS -> and("%s <> '' and %s < ?".formatted(column, column), key);
            case LESS_OR_EQUAL -> and("%s <> '' and %s <= ?".formatted(column, column), key);
        }
    }

    /** Case counts: the key finds some, and the text itself says which of them. */
    private void externalId(Compare<UserAttribute> compare) {
        text("m.external_id_key", compare.comparison(), UserKeys.of(compare.value()));
        var value = compare.value();
        switch (compare.comparison()) {
            case EQUAL -> and(" and coalesce(m.external_id, '') = ?", value);
            case STARTS -> and(" and starts_with(coalesce(m.external_id, ''), ?)", value);
            case CONTAINS -> and(" and position(?::text in coalesce(m.external_id, '')) > 0", value);
            case ENDS -> and(" and right(coalesce(m.external_id, ''), length(?)) = ?", value, value);
            case GREATER, GREATER_OR_EQUAL, LESS, LESS_OR_EQUAL -> throw unordered(compare);
        }
    }

    private void id(Compare<UserAttribute> compare, String condition) {
        if (compare.comparison() != Comparison.EQUAL) {
            throw unordered(compare);
        }
        Sql.id(compare.value().toLowerCase(Locale.ROOT))
                .ifPresentOrElse(id -> and(condition, id), () -> sql.append(NOBODY));
    }

    private void among(String column, Stream<? extends Enum<?>> values) {
        var names = values.map(value -> "'" + value.name() + "'").collect(Collectors.joining(", "));
        sql.append(names.isEmpty() ? NOBODY : "%s in (%s)".formatted(column, names));
    }

    private static boolean fits(Compare<UserAttribute> compare, String text) {
        return compare.test(_ -> List.of(text));
    }

    private void time(Compare<UserAttribute> compare) {
        var operator =
                switch (compare.comparison()) {
                    case EQUAL -> "=";
                    case GREATER -> ">";
                    case GREATER_OR_EQUAL -> ">=";
                    case LESS -> "<";
                    case LESS_OR_EQUAL -> "<=";
                    case CONTAINS, STARTS, ENDS -> throw unordered(compare);
                };
        var time = Instant.parse(compare.value());
        and(
                "%s %s ?".formatted(column(compare.attribute()), operator),
                compare.attribute() == UserAttribute.CREATED ? UserKeys.of(time) : time);
    }

    /** Whoever reads the request refuses this before. */
    private static IllegalArgumentException unordered(Compare<UserAttribute> compare) {
        return new IllegalArgumentException(
                "Expected a comparison that %s has, but got %s".formatted(compare.attribute(), compare.comparison()));
    }
}
