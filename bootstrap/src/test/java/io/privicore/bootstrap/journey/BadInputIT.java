package io.privicore.bootstrap.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.bootstrap.journey.Operations.Operation;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every operation, asked wrongly in every way: a problem that says so, and never a failure of the platform's own. */
@ExtendWith(SharedPlatform.class)
class BadInputIT {

    private static final int LIMIT = 1 << 20;

    private final Platform platform;
    private final Client client;

    BadInputIT(Platform platform) {
        this.platform = platform;
        this.client = Client.active(platform.address());
    }

    @Test
    void theTableIsThatOfTheContract() {
        assertThat(Operations.all()).hasSize(112);
        assertThat(Operations.posts())
                .filteredOn(one -> !one.fields().isEmpty())
                .hasSize(63);
    }

    @TestFactory
    Stream<DynamicTest> aTokenIsAskedFor() {
        return each(Operations.withToken(), operation -> {
            var stranger = Client.stranger(platform.address());

            var answer = operation.call(stranger, Map.of()).expectProblem(401);

            assertThat(answer.header("WWW-Authenticate")).isNotBlank();
        });
    }

    /** No token stands in for a secret. */
    @TestFactory
    Stream<DynamicTest> aSecretIsAskedFor() {
        return each(Operations.withSecret(), operation -> {
            for (var caller : List.of(client, Client.stranger(platform.address()))) {
                var answer = operation.call(caller, Map.of()).expectProblem(401);

                assertThat(answer.header("WWW-Authenticate")).isNotBlank();
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> aTokenOfNobodyIsNone() {
        return each(Operations.withToken(), operation -> {
            for (var token : List.of("T-garbage", "garbage", "dtk-garbage", "T-" + "x".repeat(1000))) {
                operation
                        .call(Client.withToken(platform.address(), token), Map.of())
                        .expectProblem(401);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> missingFieldsAreNamed() {
        return each(withFields(), operation -> {
            var answer = client.postJson(operation.path("x"), Map.of()).expectProblem(422);

            assertThat(answer.json().path("errors").fieldNames())
                    .toIterable()
                    .containsAll(operation.fields().keySet().stream()
                            .filter(field -> !List.of("fileName", "name", "classification")
                                            .contains(field)
                                    || operation.path().endsWith("configure-file-meta"))
                            .toList());
        });
    }

    @TestFactory
    Stream<DynamicTest> aFieldThatIsNotKnownIsRefused() {
        return each(
                Operations.posts().stream()
                        .filter(operation -> !operation.takesFreeFields())
                        .filter(operation -> !operation.path().contains("{"))
                        .toList(),
                operation -> {
                    var fields = new java.util.TreeMap<>(operation.fields());
                    fields.put("surprise", "x");

                    var answer = client.post(operation.path(), fields).expectProblem(422);

                    assertThat(answer.json().path("errors").fieldNames())
                            .toIterable()
                            .contains("surprise");
                });
    }

    @TestFactory
    Stream<DynamicTest> otherContentTypesAreNotRead() {
        return each(withFields(), operation -> {
            for (var type : List.of("text/plain", "application/xml", "application/octet-stream", "nonsense")) {
                client.send("POST", operation.path(), type, BodyPublishers.ofString("<x/>"), Map.of())
                        .expectProblem(415);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> bodiesThatAreNotWhatTheySayAreRefused() {
        return each(withFields(), operation -> {
            for (var body : List.of("{", "[]", "\"x\"", "null", "{\"a\":1}{}", "{\"a\":1,\"a\":2}", "\u0000")) {
                client.send("POST", operation.path(), Client.JSON, BodyPublishers.ofString(body), Map.of())
                        .expectProblem(422);
            }
            client.send(
                            "POST",
                            operation.path(),
                            "multipart/form-data; boundary=x",
                            BodyPublishers.ofString("--y\r\n"),
                            Map.of())
                    .expectProblem(422);
            client.send("POST", operation.path(), Client.JSON, BodyPublishers.ofString("[".repeat(5000)), Map.of())
                    .expectProblem(422);
        });
    }

    @TestFactory
    Stream<DynamicTest> bodiesAboveTheLimitAreRefused() {
        return each(Operations.posts(), operation -> {
            var body = "a=" + "x".repeat(LIMIT);
            assertThat(statusOf(operation, body)).isEqualTo(413);
        });
    }

    @Test
    void anHonestClientWithALongBodyIsToldSo() {
        client.post("/data-token/reserve-token-space", Map.of("context", "x".repeat(LIMIT)))
                .expectProblem(413);
        client.get("/profile/retrieve-profile-id").expect(200);
    }

    @TestFactory
    Stream<DynamicTest> valuesOfTheWrongShapeAreRefused() {
        return each(withFields(), operation -> {
            for (var wrong : List.of(Map.of("a", 1), List.of(1, List.of(2)), "\u0000", "\ud800", "x".repeat(70_000))) {
                var fields = new java.util.TreeMap<String, Object>(operation.fields());
                fields.replaceAll((_, _) -> wrong);

                var answer = client.postJson(operation.path(), fields);

                assertThat(answer.status()).as("%s with %s", operation, wrong).isLessThan(500);
                if (answer.status() >= 400) {
                    answer.expectProblem(answer.status());
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> otherMethodsAreNotAllowed() {
        return each(Operations.all(), operation -> {
            var other = operation.isPost() ? "DELETE" : "PUT";
            client.send(other, operation.path("x"), "", BodyPublishers.noBody(), Map.of())
                    .expectProblem(405);
        });
    }

    @TestFactory
    Stream<DynamicTest> whatIsNotThereIsNotFound() {
        return Stream.of("/nothing", "/profile/nothing", "/data-token", "/device/", "/%00", "/..%2f..%2fetc")
                .map(path -> DynamicTest.dynamicTest(path, () -> {
                    var answer = client.get(path);
                    assertThat(answer.status()).isBetween(400, 404);
                    answer.expectProblem(answer.status());
                }));
    }

    /** Sends over a plain socket, since the answer may come before the body is through. */
    private int statusOf(Operation operation, String body) throws Exception {
        try (var socket =
                new Socket(platform.address().getHost(), platform.address().getPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write("""
                    POST %s HTTP/1.1\r
                    Host: localhost\r
                    %s: %s\r
                    Content-Type: %s\r
                    Content-Length: %d\r
                    \r
                    """.formatted(operation.path("x"), Client.TOKEN, client.token(), Client.FORM, body.length())
                            .getBytes(UTF_8));
            var line = new String(socket.getInputStream().readNBytes(12), UTF_8);
            return Integer.parseInt(line.substring(9));
        }
    }

    private static List<Operation> withFields() {
        return Operations.posts().stream()
                .filter(operation -> !operation.fields().isEmpty())
                .toList();
    }

    private interface Check {
        void of(Operation operation) throws Exception;
    }

    private static Stream<DynamicTest> each(List<Operation> operations, Check check) {
        return operations.stream()
                .map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> check.of(operation)));
    }
}
