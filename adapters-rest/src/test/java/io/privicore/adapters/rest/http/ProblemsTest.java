package io.privicore.adapters.rest.http;

import static io.privicore.adapters.rest.http.Client.authorised;
import static io.privicore.adapters.rest.http.Client.get;
import static io.privicore.adapters.rest.http.Client.json;
import static io.privicore.adapters.rest.http.Client.post;
import static io.privicore.adapters.rest.http.Client.request;
import static io.privicore.adapters.rest.http.Client.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.adapters.rest.fake.RecordingPrivicore;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
class ProblemsTest {

    @Inject
    RecordingPrivicore privicore;

    @ParameterizedTest
    @EnumSource(Reason.class)
    void answerEveryReasonWithItsKey(Reason reason) {
        privicore.failure = new Refusal(reason, "Expected this");
        try {
            var answer = get("/profile/retrieve-profile-id");

            isProblem(answer, answer.statusCode(), reason.key());
            assertThat(answer.statusCode()).isBetween(400, 503).isNotEqualTo(500);
            if (answer.statusCode() == 429 || answer.statusCode() == 503) {
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            }
        } finally {
            privicore.failure = null;
        }
    }

    @Test
    void asksStrangersForATokenBeforeAnythingElse() {
        var answer = send(Client.Type.JSON_OBJECT.body(request("/device/approve-device"), Map.of("nonsense", 1)));

        isProblem(answer, 401, "access.unauthenticated");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
        isProblem(send(request("/device/retrieve-device-configuration/nonsense")), 401, "access.unauthenticated");
        var tooLong = request("/data-token/delete-data").header("Idempotency-Key", "k".repeat(129));
        isProblem(send(Client.Type.FORM.body(tooLong, Map.of("token", "dtk-1"))), 401, "access.unauthenticated");
        var tooMuch = Map.of("token", "tmp-1", "data", "A".repeat(70_000));
        isProblem(
                send(Client.Type.JSON_OBJECT.body(request("/data-token/exchange-data-for-token"), tooMuch)),
                401,
                "access.unauthenticated");
    }

    @Test
    void namesEveryFieldAtFault() {
        var answer = post("/data-token/reserve-token-space", Map.of("ttl", 0, "bogus", "x"));

        isProblem(answer, 422, "request.invalid");
        assertThat(json(answer).get("errors").toString())
                .isEqualTo("{\"bogus\":[\"unknown\"],\"context\":[\"required\"],\"ttl\":[\"invalid\"]}");
    }

    @Test
    void namesTheFieldsOfAFileAtFault() {
        var answer = post(
                "/data-token/configure-file-meta",
                Map.of(
                        "token",
                        "dtk-1",
                        "fileName",
                        "a.pdf",
                        "extension",
                        "x".repeat(33),
                        "context",
                        "x".repeat(1025),
                        "size",
                        -1,
                        "path",
                        "x".repeat(4097),
                        "bogus",
                        "x"));

        isProblem(answer, 422, "request.invalid");
        assertThat(json(answer).get("errors").toString())
                .isEqualTo("{\"bogus\":[\"unknown\"],\"context\":[\"invalid\"],\"extension\":[\"invalid\"],"
                        + "\"path\":[\"invalid\"],\"size\":[\"invalid\"]}");
    }

    @Test
    void namesTheFieldsOfAnUpdateAtFault() {
        var file = Map.of("fileName", "a.pdf", "extension", "x".repeat(33), "path", "x".repeat(4097));
        var answer = post(
                "/data-token/update-data",
                Map.of("dataToken", "dtk-1", "data", "aGk", "meta", Map.of("file", file, "data", Map.of("a", 1))));

        isProblem(answer, 422, "request.invalid");
        assertThat(json(answer).get("errors").toString())
                .isEqualTo("{\"meta.file.extension\":[\"invalid\"],\"meta.file.path\":[\"invalid\"]}");
    }

    @Test
    void refusesFreeFieldsThatAreTooManyTogether() {
        Map<String, Object> fields = new HashMap<>(Map.of("deviceIdentifier", RecordingPrivicore.DEVICE.toString()));
        Map<String, Object> meta = new HashMap<>();
        for (int i = 0; i < 40; i++) {
            fields.put("a" + i, i);
            meta.put("b" + i, i);
        }
        fields.put("meta", meta);

        var answer = post("/device/configure-device-meta", fields);

        isProblem(answer, 422, "metadata.too_large");
        assertThat(json(answer).get("errors").toString()).isEqualTo("{\"meta\":[\"metadata.too_large\"]}");
    }

    @Test
    void knowsMalformedKeysByTheirOwnKey() {
        isProblem(post("/public-key/register-public-key", Map.of("publicKey", "31")), 422, "public_key.malformed");
    }

    @Test
    void refusesDataThatIsTooLongForInline() {
        var data = Base64.getEncoder().encodeToString(new byte[51_201]);

        var answer = post("/data-token/exchange-data-for-token", Map.of("token", "tmp-1", "data", data));

        isProblem(answer, 413, "data_token.payload_too_large");
        assertThat(json(answer).get("detail").asText()).contains("stream");
    }

    @Test
    void takesDataOfExactlyTheLimit() {
        var data = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[51_200]);

        var answer = post("/data-token/exchange-data-for-token", Map.of("token", "tmp-1", "data", data));

        assertThat(answer.statusCode()).isEqualTo(202);
    }

    @Test
    void refusesBodiesAboveTheLimit() {
        var announced = send(authorised("/data-token/delete-data")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(new byte[1_048_577])));

        isProblem(announced, 413, "request.too_large");
    }

    @Test
    void refusesOtherContentTypesAndMalformedBodies() {
        isProblem(
                send(authorised("/data-token/delete-data")
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("token=x"))),
                415,
                "request.unsupported_media_type");
        isProblem(
                send(authorised("/data-token/delete-data").POST(BodyPublishers.ofString("token=x"))),
                415,
                "request.unsupported_media_type");
        for (var body : new String[] {"{", "[1]", "\"x\"", "{\"token\":1}{}", "{\"token\":\"a\",\"token\":\"b\"}"}) {
            isProblem(
                    send(authorised("/data-token/delete-data")
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(body))),
                    422,
                    "request.malformed");
        }
        isProblem(
                send(authorised("/data-token/delete-data")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("token=%zz"))),
                422,
                "request.malformed");
        isProblem(
                send(authorised("/data-token/delete-data")
                        .header("Content-Type", "multipart/form-data")
                        .POST(BodyPublishers.ofString("token"))),
                422,
                "request.malformed");
    }

    @Test
    void knowsNoOtherPathsMethodsAndTypes() {
        isProblem(get("/nowhere"), 404, "request.not_found");
        isProblem(get("/directories/register"), 404, "request.not_found");
        isProblem(get("/ws"), 404, "request.not_found");
        isProblem(get("/device/approve-device"), 405, "request.method_not_allowed");
        isProblem(send(authorised("/health").header("Accept", "text/csv")), 406, "request.not_acceptable");
    }

    @Test
    void refusesIdempotencyKeysThatAreTooLong() {
        var answer = send(Client.Type.FORM.body(
                authorised("/data-token/delete-data").header("Idempotency-Key", "k".repeat(129)),
                Map.of("token", "dtk-1")));

        isProblem(answer, 422, "request.invalid");
        assertThat(json(answer).get("errors").toString()).isEqualTo("{\"Idempotency-Key\":[\"invalid\"]}");
        var longest = send(Client.Type.FORM.body(
                authorised("/data-token/delete-data").header("Idempotency-Key", "k".repeat(128)),
                Map.of("token", "dtk-1")));
        assertThat(longest.statusCode()).isEqualTo(202);
    }

    @Test
    void ignoresIdempotencyKeysWhereThereIsNoCommand() {
        var long129 = "k".repeat(129);
        assertThat(send(authorised("/profile/retrieve-profile-id").header("Idempotency-Key", long129))
                        .statusCode())
                .isEqualTo(200);
        var file = Map.of("token", "dtk-1", "fileName", "a", "extension", "", "context", "", "size", 1, "path", "");
        assertThat(send(Client.Type.JSON_OBJECT.body(
                                authorised("/data-token/configure-file-meta").header("Idempotency-Key", long129), file))
                        .statusCode())
                .isEqualTo(200);
        assertThat(privicore.lastCaller).isNotNull().satisfies(caller -> assertThat(caller.idempotency())
                .isEmpty());
    }

    @Test
    void saysNothingOfWhatNobodyForesaw() {
        privicore.failure = new IllegalStateException("the secret");
        try {
            var answer = get("/profile/retrieve-profile-id");

            isProblem(answer, 500, "engine.internal");
            assertThat(answer.body()).doesNotContain("secret", "Exception", "at io.");
        } finally {
            privicore.failure = null;
        }
    }

    private static void isProblem(HttpResponse<String> answer, int status, String key) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(json(answer).get("key").asText()).isEqualTo(key);
        assertThat(json(answer).get("status").asInt()).isEqualTo(status);
        assertThat(json(answer).has("errors")).isEqualTo(status == 422);
    }
}
