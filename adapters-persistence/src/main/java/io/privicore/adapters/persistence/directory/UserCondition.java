package io.privicore.adapters.persistence.directory;

import io.privicore.application.query.DirectoryQuery.UserField;
import io.privicore.application.query.DirectoryQuery.UserFilter;
import io.privicore.domain.kernel.DirectoryId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a list of users is narrowed by, as SQL about {@code member m}. A beginning is a range: unlike a pattern, a plan that
 * was made for any text can look for it in an index.
 */
record UserCondition(String sql, List<Object> arguments) {

    /** Comes after whatever a beginning can go on with. */
    private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

    static UserCondition of(DirectoryId directory, UserFilter filter) {
        var sql = new StringBuilder("m.directory_id = ?");
        List<Object> arguments = new ArrayList<>();
        arguments.add(directory.value());
        filter.wanted().forEach((field, text) -> add(sql, arguments, field, text));
        return new UserCondition(sql.toString(), List.copyOf(arguments));
    }

    /** The column that users are found and sorted by. */
    static String column(UserField field) {
        return switch (field) {
            case USERNAME -> "m.username_key";
            case GIVEN_NAME -> "m.given_name_key";
            case FAMILY_NAME -> "m.family_name_key";
            case EMAIL -> "m.email_key";
            case EXTERNAL_ID -> "m.external_id_key";
            case ROLE -> "m.role";
            case STATE -> "m.state";
            case CREATED_AT -> "m.joined_key";
        };
    }

    /** @param arguments all, in their order */
    Object[] with(Object... more) {
        var all = new ArrayList<>(arguments);
        all.addAll(List.of(more));
        return all.toArray();
    }

    private static void add(StringBuilder sql, List<Object> arguments, UserField field, String wanted) {
        var column = column(field);
        if (wanted.endsWith("*")) {
            var beginning = key(field, wanted.substring(0, wanted.length() - 1));
            if (!beginning.isEmpty()) {
                sql.append(" and %s >= ? and %s < ?".formatted(column, column));
                arguments.add(beginning);
                arguments.add(beginning + LAST);
            }
        } else {
            sql.append(" and %s = ?".formatted(column));
            arguments.add(field == UserField.CREATED_AT ? time(wanted) : key(field, wanted));
        }
    }

    private static String key(UserField field, String text) {
        return switch (field) {
            case USERNAME -> UserKeys.ofUsername(text);
            case GIVEN_NAME, FAMILY_NAME, EMAIL, EXTERNAL_ID, CREATED_AT -> UserKeys.of(text);
            case ROLE, STATE -> text.toUpperCase(Locale.ROOT);
        };
    }

    /** A time however many digits its seconds have; what is none is nobody's. */
    private static String time(String text) {
        try {
            return UserKeys.of(Instant.parse(text.toUpperCase(Locale.ROOT)));
        } catch (DateTimeException notATime) {
            return text;
        }
    }
}
