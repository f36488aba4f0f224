package io.privicore.adapters.amqp.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.privicore.application.port.Outbox.Outgoing;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Events in the structured JSON form of CloudEvents 1.0. */
final class CloudEvents {

    static final String CONTENT_TYPE = "application/cloudevents+json; charset=UTF-8";

    private static final ObjectMapper JSON = new ObjectMapper();

    private CloudEvents() {}

    /** The CloudEvents type of an event's wire name. */
    static String type(String name) {
        return "privicore." + name + ".v1";
    }

    /** @param source names the deployment */
    static byte[] render(Outgoing event, String source) {
        var json = JSON.createObjectNode()
                .put("specversion", "1.0")
                .put("id", event.id().toString())
                .put("source", source)
                .put("type", type(event.type()))
                .put("subject", event.subject())
                .put("time", time(event.time()))
                .put("datacontenttype", "application/json")
                .put("profileid", event.profile().toString());
        event.command().map(UUID::toString).ifPresent(command -> json.put("commandid", command));
        event.application().map(UUID::toString).ifPresent(application -> json.put("applicationid", application));
        event.traceparent().ifPresent(parent -> json.put("traceparent", parent));
        json.set("data", JSON.valueToTree(event.data()));
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS).toString();
    }
}
