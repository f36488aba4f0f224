package io.privicore.application.directory;

import io.privicore.application.UserFiles;
import io.privicore.application.UserFiles.Row;
import io.privicore.application.port.ImportRows.Named;
import io.privicore.domain.directory.Email;
import io.privicore.domain.directory.MemberState;
import io.privicore.domain.directory.Person;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.profile.Username;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What one row of a file says of a user. What it does not say stays as it is.
 *
 * @param meta free fields by name
 */
public record UserRow(
        Optional<Username> username,
        Optional<Name> givenName,
        Optional<Name> familyName,
        Optional<Email> email,
        Optional<Name> externalId,
        Optional<Role> role,
        Optional<MemberState> state,
        Map<String, String> meta) {

    /** Refuses with {@code IMPORT_ROW_INVALID} and the column what is no value of it. */
    static UserRow of(Row row) {
        var cells = row.cells();
        var meta = new LinkedHashMap<String, String>();
        cells.forEach((column, text) -> {
            if (column.startsWith(UserFiles.META)) {
                meta.put(column.substring(UserFiles.META.length()), text);
            }
        });
        return new UserRow(
                read(cells, "username", Username::new),
                read(cells, "givenName", Name::new),
                read(cells, "familyName", Name::new),
                read(cells, "email", Email::new),
                read(cells, "externalId", Name::new),
                read(cells, "role", text -> oneOf(Role.class, text)),
                read(cells, "state", text -> oneOf(MemberState.class, text)),
                meta);
    }

    /** The row with what tells users apart, as far as it can be made out. */
    public static Named named(Row row) {
        var cells = row.cells();
        return new Named(
                row,
                find(cells, "username", Username::new).map(Username::key),
                find(cells, "externalId", Name::new).map(Name::value));
    }

    /** What is known of the person with what the row says put over it. Refuses with {@code METADATA_TOO_LARGE}. */
    Person over(Person before) {
        return new Person(
                givenName.or(before::givenName),
                familyName.or(before::familyName),
                email.or(before::email),
                externalId.or(before::externalId),
                metaOver(before.meta()));
    }

    /** A field that reads as the cell stays what it is, so that a number that was exported stays one. */
    private Metadata metaOver(Metadata before) {
        Map<String, Object> changed = new LinkedHashMap<>();
        meta.forEach((field, text) -> {
            var present = before.fields().get(field);
            if (present == null || !MetaText.of(present).equals(text)) {
                changed.put(field, text);
            }
        });
        try {
            return changed.isEmpty() ? before : before.with(new Metadata(changed));
        } catch (IllegalArgumentException tooLarge) {
            throw new Refusal(Reason.METADATA_TOO_LARGE, String.valueOf(tooLarge.getMessage()));
        }
    }

    private static <T> Optional<T> read(Map<String, String> cells, String column, Function<String, T> value) {
        var text = cells.get(column);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(value.apply(text));
        } catch (IllegalArgumentException invalid) {
            throw invalid(column, String.valueOf(invalid.getMessage()));
        }
    }

    private static <T> Optional<T> find(Map<String, String> cells, String column, Function<String, T> value) {
        try {
            return Optional.ofNullable(cells.get(column)).map(value);
        } catch (IllegalArgumentException nobodysName) {
            // The row will be refused for it when its turn comes.
            return Optional.empty();
        }
    }

    static Refusal invalid(String column, String why) {
        return new Refusal(Reason.IMPORT_ROW_INVALID, why).about(column);
    }

    private static <E extends Enum<E>> E oneOf(Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().toLowerCase(Locale.ROOT).equals(text.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Expected another value"));
    }
}
