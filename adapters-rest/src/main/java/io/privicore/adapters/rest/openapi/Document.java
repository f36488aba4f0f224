package io.privicore.adapters.rest.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.eclipse.microprofile.openapi.models.tags.Tag;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.IndexView;
import org.jspecify.annotations.Nullable;

/** Makes the OpenAPI document: turns what {@link Described} says into bodies, answers, examples and problems. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class Document implements OASFilter {

    private static final String TOKEN = "authorizationToken";
    private static final String BEARER = "bearerToken";
    private static final String SECRET = "clientSecret";

    private final IndexView index;
    private final Map<String, AnnotationInstance> described;

    public Document(IndexView index) {
        this.index = index;
        this.described = described(index);
    }

    @Override
    public void filterOpenAPI(OpenAPI api) {
        api.setInfo(OASFactory.createInfo()
                .title("Privicore")
                .version("1")
                .license(OASFactory.createLicense().name("Apache License 2.0").identifier("Apache-2.0"))
                .description("""
                        A data-token engine: data is exchanged for tokens and kept, sealed, on storage devices.

                        Every POST takes `application/json`, `application/x-www-form-urlencoded` or \
                        `multipart/form-data` with the same fields. Lists come as JSON arrays, repeated fields, `name[]` \
                        fields or one comma-separated field; objects as JSON, as a JSON text in a form field, or as \
                        `name[field]` fields. `deviceId` is another name of `deviceIdentifier`, `votingConfigurationId` and \
                        `configurationId` are names of the same field.

                        A command is answered with 202 and its id, also in the header `X-DPT-CAB-ID`. Its outcome \
                        arrives over the WebSocket at `/` or `/ws` and can be asked for under `/request-status`. With \
                        an `Idempotency-Key` the same request within 24 hours is the same command.

                        Where a policy holds an operation until votes agree, a command stays `started` until then. A \
                        call that is answered at once otherwise is answered with 202 and a command id; when that command \
                        has succeeded, the same call is made once more with `commandId`, and then answered.

                        Errors are RFC 9457 problem details with a machine-readable `key`."""));
        api.setComponents(OASFactory.createComponents()
                .addSecurityScheme(
                        TOKEN,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.APIKEY)
                                .in(SecurityScheme.In.HEADER)
                                .name("X-DPT-AUTHORIZATION")
                                .description("The authorization token of `POST /profile/authenticate`, as it is."))
                .addSecurityScheme(
                        BEARER,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .description("The same token in the Authorization header."))
                .addSecurityScheme(
                        SECRET,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("basic")
                                .description("The client id and secret of a device, or of an application.")));
        Answers.components(api.getComponents());
        StandardAnswers.components(api.getComponents());
        api.setTags(List.of(
                tag("utility", "Health, and how commands stand."),
                tag("profile", "Actors and their sessions."),
                tag("oauth", "Applications that act for a profile."),
                tag("public-key", "Keys of profiles and of the engine."),
                tag("data-token", "From reservation to erasure."),
                tag("device", "Programs that act for a profile."),
                tag("storage", "Devices that hold data."),
                tag("authenticator", "Devices that vote, and how votes are held."),
                tag("voting", "Questions put to the vote."),
                tag("policy", "Operations that wait for a vote."),
                tag("directory", "Organisations, their users, invitations and devices.")));
        api.getPaths().getPathItems().forEach((path, item) -> {
            describe(path, PathItem.HttpMethod.GET, item);
            describe(path, PathItem.HttpMethod.POST, item);
        });
        StreamOperations.add(api);
        ImportOperation.add(api, TOKEN, BEARER);
    }

    private void describe(String path, PathItem.HttpMethod method, PathItem item) {
        var operation = item.getOperations().get(method);
        var annotation = described.get(method + " " + path);
        if (operation == null || annotation == null) {
            return;
        }
        var said = new Said(annotation, index);
        operation.setOperationId(id(method, path));
        operation.setSummary(said.title());
        operation.setDescription(said.description());
        if (method == PathItem.HttpMethod.POST && (!said.fields().isEmpty() || said.freeFields())) {
            operation.setRequestBody(Bodies.of(said));
        } else {
            said.fields().forEach(field -> operation.addParameter(Bodies.query(field)));
        }
        if (said.held()) {
            operation.addParameter(Bodies.queryPermit());
        }
        if (operation.getParameters() != null) {
            operation.getParameters().stream()
                    .filter(parameter -> parameter.getIn() == Parameter.In.PATH)
                    .forEach(Document::describePath);
        }
        secure(operation, said);
        if (StandardAnswers.are(path)) {
            StandardAnswers.describe(operation, said, path);
            if (said.secret()) {
                // Or by fields of the body, which are no scheme that OpenAPI knows.
                operation.addSecurityRequirement(OASFactory.createSecurityRequirement());
            }
        } else {
            Answers.describe(operation, said, path, method);
        }
    }

    /** What generated clients call the operation: its method and path as one word. */
    private static String id(PathItem.HttpMethod method, String path) {
        var id = new StringBuilder(method.name().toLowerCase(Locale.ROOT));
        for (var word : path.replaceAll("\\{.*}", "").split("[/.-]")) {
            if (!word.isEmpty()) {
                id.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
            }
        }
        return id.toString();
    }

    private static void describePath(Parameter parameter) {
        var text = OASFactory.createSchema().type(List.of(Schema.SchemaType.STRING));
        if (parameter.getName().equals("nameOrId")) {
            parameter.schema(text).example("Board");
        } else {
            parameter.schema(text.format("uuid")).example("6f1c0f0e-2f7b-4c39-9d5a-0a4a3c1de001");
        }
    }

    private static void secure(Operation operation, Said said) {
        if (said.open()) {
            operation.setSecurity(List.of());
            return;
        }
        if (said.secret()) {
            operation.setSecurity(List.of(OASFactory.createSecurityRequirement().addScheme(SECRET)));
            return;
        }
        operation.setSecurity(List.of(
                OASFactory.createSecurityRequirement().addScheme(TOKEN),
                OASFactory.createSecurityRequirement().addScheme(BEARER)));
        if (!said.scope().isEmpty()) {
            operation.addExtension("x-scope", said.scope());
        }
    }

    private static Tag tag(String name, String about) {
        return OASFactory.createTag().name(name).description(about);
    }

    private static Map<String, AnnotationInstance> described(IndexView index) {
        Map<String, AnnotationInstance> described = new HashMap<>();
        for (var annotation : index.getAnnotations(Described.class)) {
            var method = annotation.target().asMethod();
            var path = join(
                    text(method.declaringClass().declaredAnnotation(Path.class)), text(method.annotation(Path.class)));
            var verb = method.hasAnnotation(GET.class) ? "GET" : method.hasAnnotation(POST.class) ? "POST" : "?";
            described.put(verb + " " + path, annotation);
        }
        return described;
    }

    private static String text(@Nullable AnnotationInstance path) {
        return path == null ? "" : path.value().asString();
    }

    private static String join(String first, String second) {
        List<String> parts = new ArrayList<>();
        for (var part : (first + "/" + second).split("/")) {
            if (!part.isEmpty()) {
                parts.add(part);
            }
        }
        return "/" + String.join("/", parts);
    }
}
