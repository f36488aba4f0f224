package io.privicore.adapters.rest.view;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A JSON object in the making. Instants, ids and absent values are put in the form the contract gives them. */
public final class Json {

    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

    private Json() {}

    public static Json object() {
        return new Json();
    }

    public static Json of(String field, Object value) {
        return new Json().with(field, value);
    }

    /** A plain list: a JSON array. */
    public static <T> List<Json> list(List<T> items, Function<? super T, Json> view) {
        return items.stream().<Json>map(view).toList();
    }

    /** An {@link Optional} that is empty becomes {@code null}. */
    public Json with(String field, Object value) {
        fields.put(field, plain(value));
        return this;
    }

    /** Adds the field only where there is something to say. */
    public Json withPresent(String field, Optional<?> value) {
        value.ifPresent(present -> with(field, present));
        return this;
    }

    @JsonValue
    public Map<String, @Nullable Object> fields() {
        return fields;
    }

    private static @Nullable Object plain(Object value) {
        return switch (value) {
            case String text -> text;
            case Number number -> number;
            case Boolean flag -> flag;
            case Json object -> object.fields;
            case Map<?, ?> object -> object;
            case List<?> list -> list;
            case Instant time -> Times.text(time);
            case UUID id -> id.toString();
            case Optional<?> optional -> optional.isPresent() ? plain(optional.get()) : null;
            default -> value.toString();
        };
    }
}
