package io.privicore.adapters.rest.form;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Grows the fields of a form into the tree that JSON would have had: {@code a[b]=c}, {@code a[]=b}, repeated fields. */
final class FieldTree {

    private static final int MAX_DEPTH = 8;

    private final Map<String, Object> fields = new LinkedHashMap<>();
    private final int maxFields;
    private int count;

    FieldTree(int maxFields) {
        this.maxFields = maxFields;
    }

    Map<String, Object> fields() {
        return fields;
    }

    void put(String name, String value) {
        if (++count > maxFields) {
            throw FormReader.invalid("body", "too_many", "Expected at most %d fields".formatted(maxFields));
        }
        var path = path(name);
        if (path.size() > MAX_DEPTH) {
            throw FormReader.invalid(path.getFirst(), "invalid", "Expected fewer levels of brackets");
        }
        put(fields, path, value);
    }

    @SuppressWarnings("unchecked")
    private void put(Map<String, Object> object, List<String> path, String value) {
        var key = path.getFirst();
        var before = object.get(key);
        if (path.size() == 1) {
            object.put(key, before == null ? value : appended(before, value));
        } else if (path.size() == 2 && path.get(1).isEmpty()) {
            object.put(key, before == null ? new ArrayList<Object>(List.of(value)) : appended(before, value));
        } else if (before == null || before instanceof Map) {
            var inner = before == null ? new LinkedHashMap<String, Object>() : (Map<String, Object>) before;
            object.put(key, inner);
            put(inner, path.subList(1, path.size()), value);
        } else {
            throw ambiguous();
        }
    }

    @SuppressWarnings("unchecked")
    private static Object appended(@Nullable Object before, String value) {
        return switch (before) {
            case List<?> list -> {
                ((List<Object>) list).add(value);
                yield list;
            }
            case String first -> new ArrayList<Object>(List.of(first, value));
            case null, default -> throw ambiguous();
        };
    }

    private static RuntimeException ambiguous() {
        return FormReader.invalid("body", "ambiguous", "Expected a field to be one thing, but it is also another");
    }

    private static List<String> path(String name) {
        int open = name.indexOf('[');
        if (open <= 0 || !name.endsWith("]")) {
            return List.of(name);
        }
        List<String> path = new ArrayList<>();
        path.add(name.substring(0, open));
        int at = open;
        while (at < name.length()) {
            int close = name.indexOf(']', at);
            if (name.charAt(at) != '[' || close < 0) {
                return List.of(name);
            }
            path.add(name.substring(at + 1, close));
            at = close + 1;
        }
        return path;
    }
}
