package io.privicore.adapters.persistence.token;

import io.privicore.adapters.persistence.tx.Json;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.token.Attributes;
import io.privicore.domain.token.FileMeta;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an update brings along, as one JSON object. */
final class AttributesJson {

    private AttributesJson() {}

    static String write(Attributes attributes) {
        Map<String, Object> groups = new LinkedHashMap<>();
        attributes
                .file()
                .ifPresent(file -> groups.put(
                        "file",
                        Map.of(
                                "name", file.fileName().value(),
                                "extension", file.extension(),
                                "context", file.context(),
                                "size", file.size(),
                                "path", file.path())));
        groups.put("risk", attributes.risk().fields());
        groups.put("data", attributes.data().fields());
        return Json.write(groups);
    }

    static Attributes read(String json) {
        var groups = Json.read(json);
        return new Attributes(
                groups.get("file") instanceof Map<?, ?> file ? Optional.of(file(file)) : Optional.empty(),
                metadata(groups.get("risk")),
                metadata(groups.get("data")));
    }

    private static FileMeta file(Map<?, ?> fields) {
        return new FileMeta(
                new Name(String.valueOf(fields.get("name"))),
                String.valueOf(fields.get("extension")),
                String.valueOf(fields.get("context")),
                Long.parseLong(String.valueOf(fields.get("size"))),
                String.valueOf(fields.get("path")));
    }

    @SuppressWarnings("unchecked")
    private static Metadata metadata(@Nullable Object fields) {
        return fields == null ? Metadata.EMPTY : new Metadata((Map<String, Object>) fields);
    }
}
