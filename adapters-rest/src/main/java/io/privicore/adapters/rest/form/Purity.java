package io.privicore.adapters.rest.form;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keeps out what no store can keep: texts that are not Unicode, the NUL character, numbers beyond all measure. */
public final class Purity {

    private static final int MAX_DIGITS = 100;

    private Purity() {}

    /** The value without its nulls, which stand for fields that are not there. */
    static @Nullable Object clean(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> requireText(text);
            case Map<?, ?> object -> {
                Map<String, Object> clean = LinkedHashMap.newLinkedHashMap(object.size());
                object.forEach((key, item) -> {
                    var kept = clean(item);
                    if (kept != null) {
                        clean.put(requireText(key.toString()), kept);
                    }
                });
                yield clean;
            }
            case List<?> list -> {
                var clean = new ArrayList<Object>(list.size());
                list.stream()
                        .<@Nullable Object>map(Purity::clean)
                        .filter(Objects::nonNull)
                        .forEach(clean::add);
                yield clean;
            }
            case BigDecimal number -> {
                if (number.precision() > MAX_DIGITS || Math.abs((long) number.scale()) > MAX_DIGITS) {
                    throw new IllegalArgumentException("Expected numbers of at most %d digits".formatted(MAX_DIGITS));
                }
                yield number;
            }
            case BigInteger number -> {
                if (number.bitLength() > 3 * MAX_DIGITS) {
                    throw new IllegalArgumentException("Expected numbers of at most %d digits".formatted(MAX_DIGITS));
                }
                yield number;
            }
            default -> value;
        };
    }

    /** The text, which must be Unicode and without NUL. */
    public static String requireText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw new IllegalArgumentException("Expected text without the NUL character");
            }
            if (Character.isSurrogate(c)) {
                boolean paired = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!paired) {
                    throw new IllegalArgumentException("Expected Unicode text, but a character is cut in half");
                }
                i++;
            }
        }
        return text;
    }
}
