package io.privicore.adapters.rest.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.privicore.adapters.rest.problem.Problem;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.jspecify.annotations.Nullable;

/** What comes out: the answer with its example, and every problem an operation can answer with. */
final class Answers {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCHEMAS = "#/components/schemas/";

    /** Where what is answered at once may be refused for the state that things are in. */
    private static final List<String> CONFLICTING = List.of(
            "/data-token/configure-file-meta",
            "/device/retrieve-device-configuration",
            "/device/download-device-configuration",
            "/voting/cast-ballot",
            "/directory/export-users");

    private Answers() {}

    static void components(Components components) {
        components.addSchema(
                "CommandAccepted",
                object("The receipt of a command.")
                        .addProperty("commandId", text().format("uuid"))
                        .addRequired("commandId"));
        components.addSchema("Problem", problem("Why a request was refused (RFC 9457)."));
        components.addSchema(
                "ValidationErrors",
                problem("A problem that names the fields at fault.")
                        .addProperty(
                                "errors",
                                object("Reason keys by field.")
                                        .additionalPropertiesSchema(OASFactory.createSchema()
                                                .type(List.of(SchemaType.ARRAY))
                                                .items(text())))
                        .addRequired("errors"));
        refusal(components, "Unauthorized", 401, "access.unauthenticated", "No token, or one that is not valid.");
        refusal(components, "Forbidden", 403, "profile.public_key_missing", "The caller may not do this.");
        refusal(components, "NotFound", 404, "command.not_found", "It does not exist, or is not the caller's.");
        refusal(components, "Conflict", 409, "command.idempotency_conflict", "The state of things forbids it.");
        refusal(components, "TooLarge", 413, "request.too_large", "The body is above the limit.");
        refusal(components, "UnsupportedMediaType", 415, "request.unsupported_media_type", "None of the three types.");
        refusal(components, "Invalid", 422, "request.invalid", "Fields are missing, not valid, or not known.");
        refusal(components, "TooManyRequests", 429, "access.throttled", "A limit was reached; see Retry-After.");
        refusal(
                components,
                "Unavailable",
                503,
                "engine.database_unavailable",
                "Nothing was accepted; see Retry-After.");
    }

    static void describe(Operation operation, Said said, String path, PathItem.HttpMethod method) {
        var answers = OASFactory.createAPIResponses();
        if (said.isCommand()) {
            answers.addAPIResponse("202", receipt("Accepted and durable; the outcome follows.", said));
        } else {
            answers.addAPIResponse("200", answer("Done.", said.answer()));
        }
        if (said.held()) {
            answers.addAPIResponse("202", held(said));
        }
        if (path.equals("/health")) {
            answers.addAPIResponse("503", answer("Something is down.", said.answer()));
            operation.setResponses(answers);
            return;
        }
        if (path.startsWith("/request-status") && method == PathItem.HttpMethod.GET) {
            answers.addAPIResponse("202", answer("Not settled yet.", said.answer()));
        }
        if (!said.open()) {
            refer(answers, "401", "Unauthorized");
        }
        if (!said.open() && !said.secret()) {
            refer(answers, "403", "Forbidden");
        }
        if (path.equals("/profile/generate-token-qr")) {
            pictures(answers.getAPIResponse("200"));
        }
        if (path.equals("/device/pair")) {
            refer(answers, "403", "Forbidden");
        }
        if (path.equals("/profile/authenticate") || path.equals("/device/pair")) {
            refer(answers, "401", "Unauthorized");
        }
        if (path.equals("/profile/authenticate") || path.equals("/voting/cast-ballot")) {
            refer(answers, "429", "TooManyRequests");
        }
        if (path.contains("{") || (!said.isCommand() && !said.open())) {
            refer(answers, "404", "NotFound");
        }
        if (said.isCommand() || CONFLICTING.stream().anyMatch(path::startsWith)) {
            refer(answers, "409", "Conflict");
        }
        if (method == PathItem.HttpMethod.POST) {
            refer(answers, "413", "TooLarge");
            refer(answers, "415", "UnsupportedMediaType");
        }
        refer(answers, "422", "Invalid");
        refer(answers, "503", "Unavailable");
        operation.setResponses(answers);
    }

    static APIResponse held(Said said) {
        return receipt(
                "A policy holds it until votes agree. To be called again with this `commandId` once the command has "
                        + "succeeded.",
                said);
    }

    static Object parse(String json) {
        try {
            return JSON.readValue(json, Object.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected an example in JSON, but got " + json, e);
        }
    }

    private static APIResponse receipt(String about, Said said) {
        var receipt = said.receipt().isEmpty()
                ? OASFactory.createMediaType()
                        .schema(OASFactory.createSchema().ref(SCHEMAS + "CommandAccepted"))
                        .example(Map.of("commandId", "6f1c0f0e-2f7b-4c39-9d5a-0a4a3c1de001"))
                : OASFactory.createMediaType()
                        .schema(schema(parse(said.receipt())))
                        .example(parse(said.receipt()));
        var accepted = OASFactory.createAPIResponse()
                .description(about)
                .content(OASFactory.createContent().addMediaType("application/json", receipt))
                .addHeader(
                        "X-DPT-CAB-ID",
                        OASFactory.createHeader().description("The command id.").schema(text().format("uuid")));
        if (said.receipt().contains("requestId")) {
            accepted.addHeader(
                    "X-DPT-CAB-REQUEST-ID",
                    OASFactory.createHeader().description("The request id.").schema(text().format("uuid")));
        }
        return accepted;
    }

    private static void pictures(APIResponse answer) {
        answer.getContent()
                .addMediaType("image/svg+xml", OASFactory.createMediaType().schema(text()))
                .addMediaType("image/png", OASFactory.createMediaType().schema(text().format("binary")));
    }

    static APIResponse answer(String description, String example) {
        var value = parse(example);
        return OASFactory.createAPIResponse()
                .description(description)
                .content(OASFactory.createContent()
                        .addMediaType(
                                value instanceof String table && table.contains("\r\n")
                                        ? "text/csv"
                                        : "application/json",
                                OASFactory.createMediaType()
                                        .schema(schema(value))
                                        .example(value)));
    }

    /** The shape that an example shows. */
    static Schema schema(@Nullable Object example) {
        var schema = OASFactory.createSchema();
        return switch (example) {
            case null -> schema;
            case String text when text.matches("\\d{4}-\\d\\d-\\d\\dT.*") -> text().format("date-time");
            case String text when text.matches("[0-9a-f]{8}-[0-9a-f-]{27}") -> text().format("uuid");
            case String _ -> text();
            case Boolean _ -> schema.type(List.of(SchemaType.BOOLEAN));
            case Integer _, Long _ -> schema.type(List.of(SchemaType.INTEGER)).format("int64");
            case Number _ -> schema.type(List.of(SchemaType.NUMBER));
            case List<?> list ->
                schema.type(List.of(SchemaType.ARRAY)).items(schema(list.isEmpty() ? null : list.getFirst()));
            case Map<?, ?> object -> {
                schema.type(List.of(SchemaType.OBJECT));
                object.forEach((name, value) -> schema.addProperty(name.toString(), schema(value)));
                yield schema;
            }
            default -> schema;
        };
    }

    private static void refusal(Components components, String name, int status, String key, String about) {
        Map<String, Object> example = parseObject((status == 422
                        ? Problem.invalid(key, "ttl: Expected a whole number", Map.of("ttl", List.of("invalid")))
                        : Problem.of(status, key, about))
                .json("/path/of/the/request"));
        components.addResponse(
                name,
                OASFactory.createAPIResponse()
                        .description(about)
                        .content(OASFactory.createContent()
                                .addMediaType(
                                        Problem.MEDIA_TYPE,
                                        OASFactory.createMediaType()
                                                .schema(OASFactory.createSchema()
                                                        .ref(SCHEMAS
                                                                + (status == 422 ? "ValidationErrors" : "Problem")))
                                                .example(example))));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> parseObject(String json) {
        return (Map<String, Object>) parse(json);
    }

    static void refer(APIResponses answers, String status, String name) {
        answers.addAPIResponse(status, OASFactory.createAPIResponse().ref("#/components/responses/" + name));
    }

    private static Schema problem(String about) {
        return object(about)
                .addProperty("type", text().format("uri"))
                .addProperty("title", text())
                .addProperty("status", OASFactory.createSchema().type(List.of(SchemaType.INTEGER)))
                .addProperty("detail", text())
                .addProperty("instance", text())
                .addProperty("key", text().description("The machine-readable reason."))
                .required(List.of("type", "title", "status", "detail", "instance", "key"));
    }

    private static Schema object(String about) {
        return OASFactory.createSchema().type(List.of(SchemaType.OBJECT)).description(about);
    }

    private static Schema text() {
        return OASFactory.createSchema().type(List.of(SchemaType.STRING));
    }
}
