package io.privicore.adapters.rest.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** What the platform says of its SCIM: what it can do, and what users and groups look like. */
@Singleton
final class Discovery {

    private static final String LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

    private final ObjectNode config;
    private final List<ObjectNode> schemas;
    private final List<ObjectNode> types;

    Discovery(Bulk bulk) {
        config = read("service-provider-config.json");
        ((ObjectNode) config.get("bulk")).put("maxOperations", Bulk.MOST).put("maxPayloadSize", bulk.maxPayloadSize());
        ((ObjectNode) config.get("filter")).put("maxResults", Listing.MOST);
        ((ObjectNode) config.get("pagination"))
                .put("defaultPageSize", Listing.DEFAULT)
                .put("maxPageSize", Listing.MOST)
                .put("cursorTimeout", Cursors.LIFETIME.toSeconds());
        schemas = List.of(read("user.json"), read("group.json"));
        types = List.of(read("user-type.json"), read("group-type.json"));
    }

    Answer of(ScimCall call, String kind) {
        return switch (kind) {
            case "ServiceProviderConfig" -> Answer.ok(located(call, config, "ServiceProviderConfig", Optional.empty()));
            case "Schemas" -> Answer.ok(list(call, "Schema", "Schemas", schemas));
            default -> Answer.ok(list(call, "ResourceType", "ResourceTypes", types));
        };
    }

    Answer one(ScimCall call, String kind, String id) {
        boolean isSchema = kind.equals("Schemas");
        return (isSchema ? schemas : types)
                .stream()
                        .filter(one -> one.path("id").asText().equalsIgnoreCase(id))
                        .findFirst()
                        .map(one ->
                                Answer.ok(located(call, one, isSchema ? "Schema" : "ResourceType", Optional.of(kind))))
                        .orElseThrow(() -> ScimFailure.missing("one with this id"));
    }

    private static ObjectNode list(ScimCall call, String type, String kind, List<ObjectNode> resources) {
        var list = ScimJson.object();
        list.putArray("schemas").add(LIST);
        list.put("totalResults", resources.size())
                .put("itemsPerPage", resources.size())
                .put("startIndex", 1);
        var shown = list.putArray("Resources");
        resources.forEach(resource -> shown.add(located(call, resource, type, Optional.of(kind))));
        return list;
    }

    private static ObjectNode located(ScimCall call, ObjectNode resource, String type, Optional<String> kind) {
        var copy = resource.deepCopy();
        var location = kind.map(among ->
                        call.base() + "/" + among + "/" + resource.path("id").asText())
                .orElse(call.base() + "/" + type);
        copy.putObject("meta").put("resourceType", type).put("location", location);
        return copy;
    }

    private static ObjectNode read(String name) {
        try (var file = Discovery.class.getResourceAsStream("/scim/" + name)) {
            if (file == null) {
                throw new IllegalStateException("Expected %s on the class path".formatted(name));
            }
            return ScimJson.read(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
