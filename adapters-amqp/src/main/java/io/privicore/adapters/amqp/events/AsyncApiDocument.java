package io.privicore.adapters.amqp.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.privicore.adapters.amqp.topology.Topology;
import io.privicore.application.command.CommandId;
import io.privicore.application.event.EventCatalogue;
import io.privicore.domain.directory.GroupId;
import io.privicore.domain.directory.InvitationId;
import io.privicore.domain.directory.ProvisioningClientId;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.policy.PolicyId;
import io.privicore.domain.token.TokenId;
import io.privicore.domain.voting.BallotId;
import io.privicore.domain.voting.PollId;
import io.privicore.domain.voting.VotingConfigurationId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** The AsyncAPI 3 document of everything that is published, made from the catalogue of events. */
public final class AsyncApiDocument {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CHANNEL = "events";

    private static final Set<Class<?>> IDS = Set.of(
            UUID.class,
            ProfileId.class,
            DirectoryId.class,
            InvitationId.class,
            ProvisioningClientId.class,
            GroupId.class,
            DeviceId.class,
            TokenId.class,
            CommandId.class,
            PollId.class,
            BallotId.class,
            VotingConfigurationId.class,
            PolicyId.class,
            ApplicationId.class);

    private AsyncApiDocument() {}

    /** @param version of the platform */
    public static String json(String version) {
        var root = JSON.createObjectNode().put("asyncapi", "3.0.0");
        root.putObject("info")
                .put("title", "Privicore events")
                .put("version", version)
                .put(
                        "description",
                        "Every change, as a CloudEvent 1.0 in structured JSON, on the topic exchange "
                                + Topology.EVENTS
                                + ". The routing key is the event's name. Delivery is at least once, in order per"
                                + " subject; the id is stable over redeliveries.");
        root.put("defaultContentType", "application/cloudevents+json");
        var channel = root.putObject("channels").putObject(CHANNEL);
        channel.put("address", "{name}");
        channel.putObject("parameters")
                .putObject("name")
                .put("description", "The event's name, such as device.approved");
        var messages = channel.putObject("messages");
        var binding = channel.putObject("bindings").putObject("amqp").put("is", "routingKey");
        binding.putObject("exchange")
                .put("name", Topology.EVENTS)
                .put("type", "topic")
                .put("durable", true);
        binding.put("bindingVersion", "0.3.0");
        var components = root.putObject("components");
        var described = components.putObject("messages");
        EventCatalogue.all().forEach((type, name) -> {
            messages.putObject(name).put("$ref", "#/components/messages/" + name);
            var message = described.putObject(name);
            message.put("name", name);
            message.put("title", type.getSimpleName());
            message.put("contentType", "application/cloudevents+json");
            message.set("payload", schema(type, name));
        });
        var operation = root.putObject("operations").putObject("publishEvents").put("action", "send");
        operation.putObject("channel").put("$ref", "#/channels/" + CHANNEL);
        operation.put("summary", "The platform tells of a committed change.");
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The JSON Schema of one event with its envelope. */
    static ObjectNode schema(Class<?> type, String name) {
        var schema = JSON.createObjectNode().put("type", "object");
        var required = schema.putArray("required");
        for (var attribute : new String[] {
            "specversion", "id", "source", "type", "subject", "time", "datacontenttype", "profileid", "data"
        }) {
            required.add(attribute);
        }
        var properties = schema.putObject("properties");
        properties.putObject("specversion").put("const", "1.0");
        text(properties, "id").put("format", "uuid");
        text(properties, "source").put("format", "uri-reference").put("minLength", 1);
        properties.putObject("type").put("const", CloudEvents.type(name));
        text(properties, "subject").put("minLength", 1);
        text(properties, "time").put("format", "date-time");
        properties.putObject("datacontenttype").put("const", "application/json");
        text(properties, "profileid").put("format", "uuid");
        text(properties, "commandid").put("format", "uuid");
        text(properties, "applicationid").put("format", "uuid");
        text(properties, "traceparent").put("pattern", "^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$");
        properties.set("data", data(type));
        schema.put("additionalProperties", false);
        return schema;
    }

    private static ObjectNode data(Class<?> type) {
        var schema = JSON.createObjectNode().put("type", "object");
        var required = schema.putArray("required");
        var properties = schema.putObject("properties");
        for (var component : type.getRecordComponents()) {
            required.add(component.getName());
            field(properties.putObject(component.getName()), component.getType());
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    private static void field(ObjectNode field, Class<?> type) {
        if (type == String.class) {
            field.put("type", "string");
        } else if (type == Instant.class) {
            field.put("type", "string").put("format", "date-time");
        } else if (IDS.contains(type)) {
            field.put("type", "string").put("format", "uuid");
        } else if (type == boolean.class) {
            field.put("type", "boolean");
        } else if (type == int.class || type == long.class) {
            field.put("type", "integer");
        } else {
            throw new IllegalStateException("Expected a plain event field, but got " + type);
        }
    }

    private static ObjectNode text(ObjectNode properties, String name) {
        return properties.putObject(name).put("type", "string");
    }
}
