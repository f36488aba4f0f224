package io.privicore.adapters.persistence.tx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.privicore.domain.kernel.Metadata;
import java.util.Map;

/** Free fields as they stand in jsonb columns. Numbers keep every digit. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

    private Json() {}

    public static String write(Map<String, Object> fields) {
        try {
            return fields.isEmpty() ? "{}" : MAPPER.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected fields that JSON can hold", e);
        }
    }

    public static Map<String, Object> read(String json) {
        try {
            return MAPPER.readValue(json, FIELDS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected a JSON object", e);
        }
    }

    public static String write(Metadata metadata) {
        return write(metadata.fields());
    }

    public static Metadata metadata(String json) {
        return json.equals("{}") ? Metadata.EMPTY : new Metadata(read(json));
    }
}
