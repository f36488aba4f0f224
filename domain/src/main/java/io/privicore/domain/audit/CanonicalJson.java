package io.privicore.domain.audit;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON in the one form that RFC 8785 gives it, so that equal contents are equal bytes whoever writes them. Of numbers it
 * takes whole ones that every JSON reader holds exactly.
 */
public final class CanonicalJson {

    private static final long MOST = (1L << 53) - 1;

    private CanonicalJson() {}

    public static String of(Map<String, ?> object) {
        var text = new StringBuilder();
        write(object, text);
        return text.toString();
    }

    private static void write(Object value, StringBuilder to) {
        switch (value) {
            case String string -> quote(string, to);
            case Integer number -> to.append(number.intValue());
            case Long number -> to.append(exact(number));
            case Boolean flag -> to.append(flag.booleanValue());
            case Map<?, ?> map -> writeObject(map, to);
            case List<?> list -> writeArray(list, to);
            default -> throw new IllegalArgumentException("Expected texts, whole numbers, objects and arrays only");
        }
    }

    private static void writeObject(Map<?, ?> map, StringBuilder to) {
        var sorted = new TreeMap<String, Object>();
        map.forEach((name, value) -> sorted.put(name.toString(), value));
        char before = '{';
        for (var member : sorted.entrySet()) {
            to.append(before);
            quote(member.getKey(), to);
            to.append(':');
            write(member.getValue(), to);
            before = ',';
        }
        to.append(before == '{' ? "{}" : "}");
    }

    private static void writeArray(List<?> list, StringBuilder to) {
        char before = '[';
        for (var item : list) {
            to.append(before);
            write(item, to);
            before = ',';
        }
        to.append(before == '[' ? "[]" : "]");
    }

    private static long exact(long number) {
        if (Math.abs(number) > MOST) {
            throw new IllegalArgumentException("Expected a number below 2^53");
        }
        return number;
    }

    private static void quote(String text, StringBuilder to) {
        to.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> to.append('\\').append(c);
                case '\b' -> to.append("\\b");
                case '\t' -> to.append("\\t");
                case '\n' -> to.append("\\n");
                case '\f' -> to.append("\\f");
                case '\r' -> to.append("\\r");
                default -> {
                    if (c < ' ') {
                        to.append("\\u%04x".formatted((int) c));
                    } else {
                        to.append(paired(text, i));
                    }
                }
            }
        }
        to.append('"');
    }

    private static char paired(String text, int at) {
        char c = text.charAt(at);
        boolean alone = Character.isHighSurrogate(c)
                ? at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1))
                : Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
        if (alone) {
            throw new IllegalArgumentException("Expected whole characters, but got half of one");
        }
        return c;
    }
}
