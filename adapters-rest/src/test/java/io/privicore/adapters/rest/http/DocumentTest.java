package io.privicore.adapters.rest.http;

import static io.privicore.adapters.rest.http.Client.authorised;
import static io.privicore.adapters.rest.http.Client.json;
import static io.privicore.adapters.rest.http.Client.request;
import static io.privicore.adapters.rest.http.Client.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.privicore.adapters.rest.fake.RecordingPrivicore;
import io.privicore.adapters.rest.http.Client.Type;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The OpenAPI document against the contract, and the operations against the document. */
@QuarkusTest
class DocumentTest {

    /** Rows of these areas are served. */
    private static final Set<String> AREAS = Set.of(
            "utility",
            "profile",
            "oauth",
            "public-key",
            "data-token",
            "device",
            "storage",
            "authenticator",
            "voting",
            "policy",
            "directory");

    private static final String CLIENT = "Basic Y2xpZW50OnNlY3JldA==";

    /** Take one thing only, which is no form. */
    private static final Set<String> NO_FORM = Set.of("/", "/directory/import-users/{directoryId}");

    /** Has other reasons to answer with 202. */
    private static final Set<String> NO_PERMIT = Set.of("/");

    @Test
    void documentsExactlyTheOperationsOfTheContract() throws IOException {
        var contract = new TreeSet<String>();
        for (var row : rows()) {
            var operation = row[2] + " " + row[3];
            if (AREAS.contains(row[0])) {
                contract.add("%s|%s|%s|%s|%s".formatted(row[0], row[1], operation, row[5], row[6]));
            }
        }

        var served = new TreeSet<String>();
        for (var documented : documented()) {
            var operation = documented.operation();
            served.add("%s|%s|%s %s|%s|%s"
                    .formatted(
                            operation.at("/tags/0").asText(),
                            operation.get("summary").asText(),
                            documented.method(),
                            documented.path(),
                            guard(operation.get("security")),
                            operation.path("x-scope").asText("-")));
        }

        assertThat(served).isEqualTo(contract);
    }

    @Test
    void showsAnExampleOfEveryOperationThatWorks() {
        for (var documented : documented()) {
            var path = documented.path().replaceAll("\\{[^}]*}", RecordingPrivicore.DEVICE.toString());
            var content = documented.operation().at("/requestBody/content");
            if (!documented.method().equals("POST") || content.isMissingNode() || NO_FORM.contains(documented.path())) {
                continue;
            }
            assertThat(content.size()).as(path).isEqualTo(3);
            Map<String, Object> example =
                    Client.JSON.convertValue(content.at("/application~1json/example"), new MapType());
            example.replace("publicKey", "ab".repeat(100));
            for (var type : Type.values()) {
                // The secret of a device is looked at by what asks for it, and by nothing else.
                var request = authorised(path).header("Authorization", CLIENT);
                var answer = send(type.body(request, example));
                assertThat(answer.statusCode())
                        .as("%s %s %s", type, path, answer.body())
                        .isIn(200, 202);
            }
        }
    }

    /** Refusals too, since these are in other words than all others. */
    @Test
    void saysWhatTheStandardEndpointsAnswer() {
        Set<String> tried = new TreeSet<>();
        for (var documented : documented()) {
            var answers = documented.operation().get("responses");
            var example = answers.at("/200/content/application~1json/example");
            if (!documented.path().startsWith("/oauth/") || example.isMissingNode()) {
                continue;
            }
            Map<String, Object> asked = Client.JSON.convertValue(
                    documented.operation().at("/requestBody/content/application~1json/example"), new MapType());
            asked.replace("token", "T-oauth-1");
            var path = documented.path();

            var answer = send(Type.FORM.body(request(path).header("Authorization", CLIENT), asked));
            var unknown = send(Type.FORM.body(request(path), asked));
            var unread = send(Type.JSON_OBJECT.body(request(path).header("Authorization", CLIENT), Map.of()));

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(names(json(answer))).as(path).isEqualTo(names(example));
            assertThat(answers.at("/401/$ref").asText()).isEqualTo("#/components/responses/OauthClientUnknown");
            assertThat(unknown.statusCode()).isEqualTo(401);
            assertThat(unknown.headers().firstValue("WWW-Authenticate")).isPresent();
            assertThat(json(unknown).get("error").asText()).isEqualTo("invalid_client");
            assertThat(answers.at("/400/$ref").asText()).isEqualTo("#/components/responses/OauthRefused");
            assertThat(unread.statusCode()).isEqualTo(400);
            assertThat(names(json(unread))).containsExactlyInAnyOrder("error", "error_description");
            tried.add(path);
        }
        assertThat(tried).containsExactly("/oauth/introspect", "/oauth/revoke", "/oauth/token");
    }

    @Test
    void saysWhatTheMetadataOfTheStandardEndpointsHas() {
        var metadata = documented().stream()
                .filter(documented -> documented.path().startsWith("/.well-known/"))
                .findFirst()
                .orElseThrow();

        var answer = send(request(metadata.path()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(names(json(answer)))
                .isEqualTo(names(metadata.operation().at("/responses/200/content/application~1json/example")));
    }

    @Test
    void saysWhichCallsAPolicyCanHold() {
        var held = new TreeSet<String>();
        for (var documented : documented()) {
            var operation = documented.operation();
            if (operation.get("responses").has("200")
                    && operation.get("responses").has("202")) {
                held.add(documented.path());
                var permit =
                        operation.path("parameters").findValuesAsText("name").contains("commandId");
                assertThat(permit).as(documented.path()).isEqualTo(!NO_PERMIT.contains(documented.path()));
            }
        }

        assertThat(held)
                .containsExactlyInAnyOrder(
                        "/",
                        "/request-status/{commandId}",
                        "/profile/authenticate",
                        "/profile/reauthorize-authorization-token",
                        "/profile/generate-token-qr",
                        "/profile/retrieve-oauth-application-configuration",
                        "/device/retrieve-device-configuration/{deviceIdentifier}",
                        "/device/download-device-configuration",
                        "/data-token/configure-file-meta");
    }

    @Test
    void neverFailsWhateverItIsHanded() {
        for (var documented : documented()) {
            var path = documented.path().replaceAll("\\{[^}]*}", "x");
            var method = documented.method();
            var none = BodyPublishers.noBody();
            for (var request : List.of(
                    request(path).method(method, none),
                    authorised(path).method(method, none),
                    authorised(path + "?page=x&filters=1&profileId=y").method(method, none))) {
                assertThat(send(request).statusCode()).as("%s %s", method, path).isLessThan(500);
            }
            if (method.equals("POST")) {
                for (var body :
                        List.of("{\"token\":{},\"data\":[],\"meta\":3}", "{\"\":null}", "{\"deviceIdentifier\":[]}")) {
                    var answer = send(authorised(path)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(body)));
                    assertThat(answer.statusCode()).as("%s %s", path, body).isLessThan(500);
                }
            }
        }
    }

    @Test
    void namesNoClassesAndNoAliases() {
        var text = send(request("/openapi.json")).body();

        assertThat(text).doesNotContain("io.privicore", "RoutingContext", "remove-device", "check-server-health");
    }

    private static String guard(JsonNode security) {
        if (security.isEmpty()) {
            return "public";
        }
        var schemes = security.get(0);
        return schemes.has("streamToken") ? "stream" : schemes.has("clientSecret") ? "basic" : "token";
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private record Documented(String method, String path, JsonNode operation) {}

    private static final class MapType
            extends com.fasterxml.jackson.core.type.TypeReference<java.util.LinkedHashMap<String, Object>> {}

    private static List<Documented> documented() {
        List<Documented> documented = new ArrayList<>();
        json(send(request("/openapi.json"))).get("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(operation -> {
                    if (operation.getValue().isObject()) {
                        documented.add(new Documented(
                                operation.getKey().toUpperCase(java.util.Locale.ROOT),
                                path.getKey(),
                                operation.getValue()));
                    }
                }));
        assertThat(documented).isNotEmpty();
        return documented;
    }

    private static List<String[]> rows() throws IOException {
        try (var in = Objects.requireNonNull(DocumentTest.class.getResourceAsStream("/contract/endpoints.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split("\t"))
                    .toList();
        }
    }
}
