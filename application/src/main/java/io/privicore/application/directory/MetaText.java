package io.privicore.application.directory;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A free field as the one text that stands in a cell: a text as it is, anything else as JSON. There is no way back, so a cell
 * is compared with what the field reads as now.
 */
final class MetaText {

    private MetaText() {}

    static String of(Object value) {
        if (value instanceof String text) {
            return text;
        }
        var json = new StringBuilder();
        write(value, json);
        return json.toString();
    }

    private static void write(Object value, StringBuilder json) {
        switch (value) {
            case String text -> quote(text, json);
            case Map<?, ?> object -> writeObject(object, json);
            case List<?> list -> {
                json.append('[');
                for (int i = 0; i < list.size(); i++) {
                    json.append(i == 0 ? "" : ",");
                    write(list.get(i), json);
                }
                json.append(']');
            }
            default -> json.append(value);
        }
    }

    /** By name: however it was stored, the same object reads the same. */
    private static void writeObject(Map<?, ?> object, StringBuilder json) {
        var members = new TreeMap<String, Object>();
        object.forEach((name, value) -> members.put(name.toString(), value));
        char before = '{';
        for (var member : members.entrySet()) {
            json.append(before);
            quote(member.getKey(), json);
            json.append(':');
            write(member.getValue(), json);
            before = ',';
        }
        json.append(before == '{' ? "{}" : "}");
    }

    private static void quote(String text, StringBuilder json) {
        json.append('"');
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                json.append('\\').append((char) c);
            } else if (c < ' ') {
                json.append("\\u%04x".formatted(c));
            } else {
                json.append((char) c);
            }
        });
        json.append('"');
    }
}
