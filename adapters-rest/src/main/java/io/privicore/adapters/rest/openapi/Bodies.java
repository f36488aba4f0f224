package io.privicore.adapters.rest.openapi;

import io.privicore.adapters.rest.edge.Edge;
import io.privicore.adapters.rest.openapi.Said.Taken;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;

/** What goes in: the same fields in each of the three body types, or in a query string. */
final class Bodies {

    static final List<String> MEDIA_TYPES =
            List.of("application/x-www-form-urlencoded", "multipart/form-data", "application/json");

    private static final String PERMIT_SAID =
            "The command under which votes have agreed to this very call, where a policy held it.";

    private Bodies() {}

    static RequestBody of(Said said) {
        var schema = OASFactory.createSchema().type(List.of(SchemaType.OBJECT));
        Map<String, Object> example = new LinkedHashMap<>();
        for (var field : said.fields()) {
            schema.addProperty(field.name(), schema(field).description(field.about()));
            if (field.required()) {
                schema.addRequired(field.name());
            }
            if (!field.example().isEmpty()) {
                example.put(field.name(), value(field));
            }
        }
        if (said.held()) {
            schema.addProperty(Edge.PERMIT, permit().description(PERMIT_SAID));
        }
        schema.setAdditionalPropertiesSchema(OASFactory.createSchema().booleanSchema(said.freeFields()));
        var content = OASFactory.createContent();
        for (var type : MEDIA_TYPES) {
            content.addMediaType(
                    type, OASFactory.createMediaType().schema(schema).example(example));
        }
        return OASFactory.createRequestBody()
                .required(said.fields().stream().anyMatch(Taken::required))
                .content(content);
    }

    static Parameter query(Taken field) {
        return OASFactory.createParameter()
                .name(field.name())
                .in(Parameter.In.QUERY)
                .description(field.about())
                .required(field.required())
                .schema(schema(field))
                .example(value(field));
    }

    /** How a call that votes have agreed to is made again. */
    static Parameter queryPermit() {
        return OASFactory.createParameter()
                .name(Edge.PERMIT)
                .in(Parameter.In.QUERY)
                .description(PERMIT_SAID)
                .required(false)
                .schema(permit());
    }

    private static Schema permit() {
        return OASFactory.createSchema().type(List.of(SchemaType.STRING)).format("uuid");
    }

    private static Schema schema(Taken field) {
        var schema = OASFactory.createSchema();
        return switch (field.type()) {
            case TEXT -> schema.type(List.of(SchemaType.STRING));
            case ID -> schema.type(List.of(SchemaType.STRING)).format("uuid");
            case INTEGER -> schema.type(List.of(SchemaType.INTEGER)).format("int64");
            case BOOLEAN -> schema.type(List.of(SchemaType.BOOLEAN));
            case BASE64 -> schema.type(List.of(SchemaType.STRING)).contentEncoding("base64");
            case IDS -> schema.type(List.of(SchemaType.ARRAY)).items(permit());
            case TEXTS ->
                schema.type(List.of(SchemaType.ARRAY))
                        .items(OASFactory.createSchema().type(List.of(SchemaType.STRING)));
            case OBJECT ->
                schema.type(List.of(SchemaType.OBJECT))
                        .additionalPropertiesSchema(OASFactory.createSchema().booleanSchema(true));
        };
    }

    private static Object value(Taken field) {
        return switch (field.type()) {
            case TEXT, ID, BASE64 -> field.example();
            case INTEGER -> Long.valueOf(field.example());
            case BOOLEAN -> Boolean.valueOf(field.example());
            case OBJECT, IDS, TEXTS -> Answers.parse(field.example());
        };
    }
}
