package io.privicore.adapters.rest.scim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.scim2.common.utils.JsonUtils;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** JSON as SCIM has it: names of attributes without regard to case, and null the same as nothing. */
final class ScimJson {

    private static final ObjectMapper JSON = mapper();

    private ScimJson() {}

    static ObjectNode object() {
        return JsonUtils.getJsonNodeFactory().objectNode();
    }

    static ObjectNode read(byte[] body) {
        try {
            if (JSON.readTree(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException malformed) {
            // Its text may hold what was sent.
            throw ScimFailure.invalidSyntax("Expected a JSON object, but the body is not well formed");
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        throw ScimFailure.invalidSyntax("Expected a JSON object in the body");
    }

    static String write(JsonNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is there, and is not null. */
    static Optional<JsonNode> find(JsonNode object, String name) {
        var found = object.get(name);
        return found == null || found.isNull() ? Optional.empty() : Optional.of(found);
    }

    /** A text, where there is one that is not blank; refuses anything else. */
    static Optional<String> text(JsonNode object, String name) {
        return find(object, name)
                .map(found -> {
                    if (!found.isTextual()) {
                        throw ScimFailure.invalidValue("Expected %s to be a text".formatted(name));
                    }
                    return found.textValue();
                })
                .filter(text -> !text.isBlank());
    }

    /** True or false, also as a text, as some clients write it. */
    static Optional<Boolean> flag(JsonNode object, String name) {
        return find(object, name).map(found -> {
            if (found.isBoolean()) {
                return found.booleanValue();
            }
            if (found.isTextual()
                    && (found.textValue().equalsIgnoreCase("true")
                            || found.textValue().equalsIgnoreCase("false"))) {
                return Boolean.parseBoolean(found.textValue());
            }
            throw ScimFailure.invalidValue("Expected %s to be true or false".formatted(name));
        });
    }

    /** The values of an attribute that can have several; one that stands alone counts as well. */
    static List<JsonNode> values(JsonNode object, String name) {
        return find(object, name)
                .map(found -> {
                    List<JsonNode> values = new ArrayList<>();
                    if (found instanceof ArrayNode array) {
                        array.forEach(values::add);
                    } else {
                        values.add(found);
                    }
                    return values;
                })
                .orElseGet(List::of);
    }

    private static ObjectMapper mapper() {
        var mapper = JsonUtils.createObjectMapper();
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(32)
                        .maxNumberLength(200)
                        .maxNameLength(1_000)
                        .build());
        mapper.getFactory().configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature(), true);
        mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        return mapper;
    }
}
