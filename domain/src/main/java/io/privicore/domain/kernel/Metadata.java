package io.privicore.domain.kernel;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Free fields that a caller attached: a JSON object of texts, numbers, booleans, lists and objects. Bounded in number
 * ({@value #MAX_FIELDS}, nested ones included) and in size ({@value #MAX_BYTES} bytes as UTF-8 text).
 */
public record Metadata(Map<String, Object> fields) {

    public static final int MAX_FIELDS = 64;
    public static final int MAX_BYTES = 16 * 1024;
    private static final int MAX_DEPTH = 8;

    public static final Metadata EMPTY = new Metadata(Map.of());

    public Metadata {
        fields = copyOfObject(fields, 0);
        int count = count(fields);
        if (count > MAX_FIELDS) {
            throw new IllegalArgumentException(
                    "Expected at most %d metadata fields, but got %d".formatted(MAX_FIELDS, count));
        }
        int size = size(fields);
        if (size > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "Expected at most %d bytes of metadata, but got %d".formatted(MAX_BYTES, size));
        }
    }

    public boolean isEmpty() {
        return fields.isEmpty();
    }

    /** The field as text, if it is there and is not itself an object or a list. */
    public Optional<String> text(String field) {
        return switch (fields.get(field)) {
            case null -> Optional.empty();
            case Map<?, ?> _, List<?> _ -> Optional.empty();
            case Object scalar -> Optional.of(scalar.toString());
        };
    }

    /** These fields with the other's put over them; refused with {@code METADATA_TOO_LARGE} where both are too many. */
    public Metadata with(Metadata other) {
        Map<String, Object> merged = new LinkedHashMap<>(fields);
        merged.putAll(other.fields);
        try {
            return new Metadata(merged);
        } catch (IllegalArgumentException tooLarge) {
            throw new Refusal(Reason.METADATA_TOO_LARGE, String.valueOf(tooLarge.getMessage()));
        }
    }

    private static Map<String, Object> copyOfObject(Map<?, ?> object, int depth) {
        Map<String, Object> copy = new LinkedHashMap<>();
        object.forEach((key, value) -> copy.put(String.valueOf(key), copyOf(value, depth + 1)));
        return java.util.Collections.unmodifiableMap(copy);
    }

    private static Object copyOf(Object value, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException(
                    "Expected metadata nested at most %d deep, but it is deeper".formatted(MAX_DEPTH));
        }
        return switch (value) {
            case String text -> text;
            case Boolean flag -> flag;
            case Integer number -> number;
            case Long number -> number;
            case Double number -> number;
            case BigDecimal number -> number;
            case java.math.BigInteger number -> number;
            case Map<?, ?> object -> copyOfObject(object, depth);
            case List<?> list ->
                list.stream().map(item -> copyOf(item, depth + 1)).toList();
            default -> throw new IllegalArgumentException("Expected metadata of JSON values only");
        };
    }

    private static int count(Object value) {
        return switch (value) {
            case Map<?, ?> object ->
                object.size()
                        + object.values().stream().mapToInt(Metadata::count).sum();
            case List<?> list -> list.stream().mapToInt(item -> 1 + count(item)).sum();
            default -> 0;
        };
    }

    private static int size(Object value) {
        return switch (value) {
            case Map<?, ?> object ->
                2
                        + object.entrySet().stream()
                                .mapToInt(field -> 2 + size(field.getKey()) + size(field.getValue()))
                                .sum();
            case List<?> list ->
                2 + list.stream().mapToInt(item -> 1 + size(item)).sum();
            case String text -> 2 + text.getBytes(StandardCharsets.UTF_8).length;
            default -> value.toString().length();
        };
    }
}
