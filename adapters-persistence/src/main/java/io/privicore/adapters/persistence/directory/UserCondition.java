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
 * What a list of users is narrowed by, as SQL about {@code member m}, so that one index has all that is asked for. A beginning
 * is a range: unlike a pattern, a plan that was made for any text can look for it in an index.
 */
record UserCondition(String sql, List<Object> arguments) {

    /** So many characters of a text stand in the indexes of the other fields. */
    private static final int START = 60;

    /** Comes after whatever a beginning can go on with. */
    private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

    /** Those that tell users apart come first. */
    private static final List<UserField> BY_SELECTIVITY = List.of(
            UserField.USERNAME,
            UserField.EMAIL,
            UserField.EXTERNAL_ID,
            UserField.FAMILY_NAME,
            UserField.GIVEN_NAME,
            UserField.CREATED_AT,
            UserField.ROLE,
            UserField.STATE);

    /** To be looked for by the field that leaves the fewest, as far as one can know without looking. */
    static UserCondition lookedUp(DirectoryId directory, UserFilter filter) {
        var leading = BY_SELECTIVITY.stream()
                .filter(filter.wanted()::containsKey)
                .findFirst()
                .orElse(UserField.USERNAME);
        return along(leading, directory, filter);
    }

    /** To be judged on a walk along the index of the field. */
    static UserCondition along(UserField walked, DirectoryId directory, UserFilter filter) {
        var sql = new StringBuilder("m.directory_id = ?");
        List<Object> arguments = new ArrayList<>();
        arguments.add(directory.value());
        for (var field : BY_SELECTIVITY) {
            var wanted = filter.wanted().get(field);
            if (wanted != null) {
                add(sql, arguments, field, wanted, field == walked);
            }
        }
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

    private static void add(
            StringBuilder sql, List<Object> arguments, UserField field, String wanted, boolean ofTheIndex) {
        if (wanted.endsWith("*")) {
            var beginning = key(field, wanted.substring(0, wanted.length() - 1));
            if (!beginning.isEmpty()) {
                var column = column(field, beginning, ofTheIndex);
                sql.append(" and %s >= ? and %s < ?".formatted(column, column));
                arguments.add(beginning);
                arguments.add(beginning + LAST);
            }
        } else {
            var key = field == UserField.CREATED_AT ? time(wanted) : key(field, wanted);
            sql.append(" and %s = ?".formatted(column(field, key, ofTheIndex)));
            arguments.add(key);
        }
    }

    /** Whether a text that is shorter than a start is the key, or begins it, its start tells as well. */
    private static String column(UserField field, String wanted, boolean ofTheIndex) {
        var column = column(field);
        boolean toldByStart = !ofTheIndex && wanted.codePointCount(0, wanted.length()) < START;
        return switch (field) {
            case USERNAME, GIVEN_NAME, FAMILY_NAME, EMAIL, EXTERNAL_ID ->
                toldByStart ? column.replace("_key", "_start") : column;
            case ROLE, STATE, CREATED_AT -> column;
        };
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
