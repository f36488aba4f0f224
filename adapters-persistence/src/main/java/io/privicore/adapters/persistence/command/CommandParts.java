package io.privicore.adapters.persistence.command;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.privicore.adapters.persistence.policy.ConditionsJson;
import io.privicore.adapters.persistence.voting.Strategies;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.policy.Conditions;
import io.privicore.domain.voting.Strategy;
import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** How parts of commands stand in JSON that are more than records of texts and numbers. */
final class CommandParts extends SimpleModule {

    private static final long serialVersionUID = 1L;

    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

    CommandParts() {
        addSerializer(Bytes.class, writing((bytes, json, _) -> json.writeBinary(bytes.view())));
        addDeserializer(Bytes.class, reading((json, _) -> Bytes.wrap(json.getBinaryValue())));
        addSerializer(
                Metadata.class, writing((metadata, json, all) -> all.defaultSerializeValue(metadata.fields(), json)));
        addDeserializer(Metadata.class, reading((json, all) -> new Metadata(fields(json, all))));
        addSerializer(
                Strategy.class, writing((strategy, json, all) -> all.defaultSerializeValue(fields(strategy), json)));
        addDeserializer(Strategy.class, reading((json, all) -> strategy(fields(json, all))));
        addSerializer(
                Conditions.class,
                writing((conditions, json, all) -> all.defaultSerializeValue(ConditionsJson.fields(conditions), json)));
        addDeserializer(Conditions.class, reading((json, all) -> ConditionsJson.of(fields(json, all))));
        addSerializer(Set.class, writing(CommandParts::inOrder));
    }

    /** Sets are sets of texts or of records of one text. */
    private static void inOrder(Set<?> set, JsonGenerator json, SerializerProvider all) throws IOException {
        json.writeStartArray();
        for (Object item :
                set.stream().sorted(Comparator.comparing(Object::toString)).toList()) {
            all.defaultSerializeValue(item, json);
        }
        json.writeEndArray();
    }

    private static Map<String, Object> fields(Strategy strategy) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", Strategies.name(strategy));
        var percentage = Strategies.percentage(strategy);
        if (percentage != null) {
            fields.put("percentage", percentage);
        }
        return fields;
    }

    private static Strategy strategy(Map<String, Object> fields) {
        return Strategies.of(
                String.valueOf(fields.get("name")), fields.get("percentage") instanceof Integer number ? number : 0);
    }

    private static Map<String, Object> fields(JsonParser json, DeserializationContext all) throws IOException {
        return all.readValue(json, all.getTypeFactory().constructType(FIELDS));
    }

    private static <T> JsonSerializer<T> writing(Writing<T> writing) {
        return new JsonSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator json, SerializerProvider all) throws IOException {
                writing.write(value, json, all);
            }
        };
    }

    private static <T> JsonDeserializer<T> reading(Reading<T> reading) {
        return new JsonDeserializer<>() {
            @Override
            public T deserialize(JsonParser json, DeserializationContext all) throws IOException {
                return reading.read(json, all);
            }
        };
    }

    private interface Writing<T> {

        void write(T value, JsonGenerator json, SerializerProvider all) throws IOException;
    }

    private interface Reading<T> {

        T read(JsonParser json, DeserializationContext all) throws IOException;
    }
}
