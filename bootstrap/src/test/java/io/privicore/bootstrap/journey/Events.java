package io.privicore.bootstrap.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import io.privicore.adapters.amqp.events.AsyncApiDocument;
import java.util.List;

/** What integrators hear, held against what they are promised to hear. */
final class Events {

    private static final JsonNode DOCUMENT = Answer.parse(AsyncApiDocument.json("test"));

    private Events() {}

    /** The events of one profile, in the order in which they were heard. */
    static List<JsonNode> of(String profile, List<Wire.Heard> heard) {
        return all(heard).stream()
                .filter(event -> event.path("profileid").asText().equals(profile))
                .toList();
    }

    static List<JsonNode> all(List<Wire.Heard> heard) {
        return heard.stream()
                .map(message -> {
                    var event = Answer.parse(new String(message.body(), UTF_8));
                    assertThat(message.routingKey()).isEqualTo(name(event));
                    return event;
                })
                .toList();
    }

    static String name(JsonNode event) {
        return event.path("type").asText().replaceFirst("^privicore\\.", "").replaceFirst("\\.v\\d+$", "");
    }

    static long count(List<JsonNode> events, String name) {
        return events.stream().filter(event -> name(event).equals(name)).count();
    }

    static void expectValid(JsonNode event) {
        assertThat(schema(name(event)).validate(event)).as(event.toString()).isEmpty();
    }

    private static JsonSchema schema(String name) {
        var payload = DOCUMENT.at("/components/messages").path(name).path("payload");
        assertThat(payload.isObject()).as("a schema for %s", name).isTrue();
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        payload,
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build());
    }
}
