package io.privicore.adapters.rest.form;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.privicore.adapters.rest.problem.Problem;
import io.privicore.adapters.rest.problem.ProblemMapper;
import io.privicore.adapters.rest.problem.ProblemThrown;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Turns any of the three body types, or a query string, into a {@link Form} with the same fields. */
public final class FormReader {

    private static final ObjectMapper JSON = mapper();

    private final int maxFields;

    public FormReader(int maxFields) {
        this.maxFields = maxFields;
    }

    /**
     * @param name what a field is called; maps the other names a field may go by
     */
    public Form body(@Nullable String contentType, byte[] body, UnaryOperator<String> name) {
        if (body.length == 0) {
            return Form.empty();
        }
        return switch (mediaType(contentType)) {
            case "application/json" -> form(json(body), name);
            case "application/x-www-form-urlencoded" ->
                form(urlencoded(new String(body, StandardCharsets.UTF_8)), name);
            case "multipart/form-data" ->
                form(fields -> Multipart.read(String.valueOf(contentType), body, maxFields, fields), name);
            default -> throw new ProblemThrown(ProblemMapper.ofStatus(415));
        };
    }

    public Form query(@Nullable String query, UnaryOperator<String> name) {
        return query == null || query.isEmpty() ? Form.empty() : form(urlencoded(query), name);
    }

    static ObjectMapper mapper() {
        var factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(32)
                        .maxNumberLength(200)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        return new ObjectMapper(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    }

    private interface Source {
        void fill(FieldTree fields);
    }

    private Form form(Source source, UnaryOperator<String> name) {
        var tree = new FieldTree(maxFields);
        source.fill(tree);
        return form(tree.fields(), name);
    }

    private static Form form(Map<String, Object> fields, UnaryOperator<String> name) {
        Map<String, Object> named = LinkedHashMap.newLinkedHashMap(fields.size());
        fields.forEach((field, value) -> {
            Object clean;
            try {
                clean = Purity.clean(value);
            } catch (IllegalArgumentException e) {
                throw invalid(name.apply(field), "invalid", String.valueOf(e.getMessage()));
            }
            if (clean == null) {
                return;
            }
            var canonical = name.apply(field);
            var before = named.putIfAbsent(canonical, clean);
            if (before != null && !before.equals(clean)) {
                throw invalid(canonical, "ambiguous", "Expected one value, but its two names carry different ones");
            }
        });
        return new Form(named);
    }

    private Map<String, Object> json(byte[] body) {
        try {
            if (!(JSON.readValue(body, Object.class) instanceof Map<?, ?> object)) {
                throw malformed("Expected a JSON object");
            }
            if (count(object) > maxFields) {
                throw invalid("body", "too_many", "Expected at most %d fields".formatted(maxFields));
            }
            Map<String, Object> fields = new LinkedHashMap<>();
            object.forEach((key, value) -> {
                if (value != null) {
                    fields.put(key.toString(), value);
                }
            });
            return fields;
        } catch (JsonProcessingException e) {
            throw malformed("Expected JSON, but the body is not");
        } catch (IOException e) {
            throw malformed("Expected a readable body, but it is not");
        }
    }

    private Source urlencoded(String text) {
        return fields -> {
            for (var part : text.split("&")) {
                if (part.isEmpty()) {
                    continue;
                }
                int equals = part.indexOf('=');
                try {
                    fields.put(
                            QueryStringDecoder.decodeComponent(equals < 0 ? part : part.substring(0, equals)),
                            equals < 0 ? "" : QueryStringDecoder.decodeComponent(part.substring(equals + 1)));
                } catch (IllegalArgumentException e) {
                    throw malformed("Expected percent-encoded fields, but they are not");
                }
            }
        };
    }

    static ProblemThrown malformed(String detail) {
        return new ProblemThrown(Problem.invalid("request.malformed", detail, Map.of("body", List.of("malformed"))));
    }

    static ProblemThrown invalid(String field, String key, String detail) {
        return new ProblemThrown(
                Problem.invalid("request.invalid", field + ": " + detail, Map.of(field, List.of(key))));
    }

    private static int count(@Nullable Object value) {
        return switch (value) {
            case null -> 0;
            case Map<?, ?> object ->
                object.size()
                        + object.values().stream().mapToInt(FormReader::count).sum();
            case List<?> list ->
                list.size() + list.stream().mapToInt(FormReader::count).sum();
            default -> 0;
        };
    }

    private static String mediaType(@Nullable String contentType) {
        if (contentType == null) {
            return "";
        }
        int end = contentType.indexOf(';');
        return (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }
}
