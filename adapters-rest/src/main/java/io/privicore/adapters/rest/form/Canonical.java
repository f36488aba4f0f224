package io.privicore.adapters.rest.form;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Fields as bytes: sorted by name, every part preceded by its length, so that no two requests run into each other. */
final class Canonical {

    private Canonical() {}

    static byte[] bytes(String operation, Map<String, Object> fields) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            write(out, operation);
            write(out, fields);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A scalar as a form would have carried it: the number 5 and the text "5" are the same. */
    static String text(Object scalar) {
        return scalar instanceof BigDecimal number ? number.toPlainString() : scalar.toString();
    }

    private static void write(DataOutputStream out, Object value) throws IOException {
        switch (value) {
            case Map<?, ?> object -> {
                var sorted = new TreeMap<String, Object>();
                object.forEach((key, item) -> sorted.put(key.toString(), item));
                out.writeByte('{');
                out.writeInt(sorted.size());
                for (var field : sorted.entrySet()) {
                    write(out, field.getKey());
                    write(out, field.getValue());
                }
            }
            case List<?> list -> {
                out.writeByte('[');
                out.writeInt(list.size());
                for (var item : list) {
                    write(out, item);
                }
            }
            default -> {
                byte[] text = text(value).getBytes(StandardCharsets.UTF_8);
                out.writeByte('"');
                out.writeInt(text.length);
                out.write(text);
            }
        }
    }
}
