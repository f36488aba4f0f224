package io.privicore.adapters.rest.http;

import static io.privicore.adapters.rest.http.Client.authorised;
import static io.privicore.adapters.rest.http.Client.get;
import static io.privicore.adapters.rest.http.Client.json;
import static io.privicore.adapters.rest.http.Client.post;
import static io.privicore.adapters.rest.http.Client.request;
import static io.privicore.adapters.rest.http.Client.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.adapters.rest.fake.RecordingPrivicore;
import io.privicore.application.Caller.Credential;
import io.privicore.application.command.CommandId;
import io.privicore.application.command.DeviceCommand;
import io.privicore.application.command.RequestId;
import io.privicore.application.command.TokenCommand;
import io.privicore.application.query.TokenQuery;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.token.Ttl;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
class OperationsTest {

    @Inject
    RecordingPrivicore privicore;

    @ParameterizedTest
    @EnumSource(Client.Type.class)
    void readAllBodyTypesAlike(Client.Type type) {
        var answer = send(type.body(
                authorised("/data-token/reserve-token-space"),
                Map.of("context", "Zürich & Co", "meta", Map.of("type", "invoice"))));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(privicore.lastCommand).isInstanceOfSatisfying(TokenCommand.Reserve.class, reserve -> {
            assertThat(reserve.context().value()).isEqualTo("Zürich & Co");
            assertThat(reserve.ttl()).isEqualTo(Ttl.DEFAULT);
            assertThat(reserve.meta()).isEqualTo(new Metadata(Map.of("type", "invoice")));
        });
    }

    @Test
    void answerCommandsWithTheirId() {
        var answer = post("/device/approve-device", Map.of("deviceId", RecordingPrivicore.DEVICE.toString()));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(json(answer).size()).isOne();
        assertThat(answer.headers().firstValue("X-DPT-CAB-ID"))
                .hasValue(json(answer).get("commandId").asText());
        assertThat(privicore.lastCommand).isEqualTo(new DeviceCommand.Approve(RecordingPrivicore.DEVICE));
    }

    @Test
    void answerRequestsForDataWithTwoIds() {
        var answer = post("/data-token/request-data", Map.of("token", "dtk-1"));

        var request = RequestId.of(CommandId.of(json(answer).get("commandId").asText()))
                .toString();
        assertThat(json(answer).get("requestId").asText()).isEqualTo(request);
        assertThat(answer.headers().firstValue("X-DPT-CAB-REQUEST-ID")).hasValue(request);
    }

    @Test
    void tellHowCommandsStand() {
        var settled = json(post("/data-token/delete-data", Map.of("token", "dtk-1")))
                .get("commandId")
                .asText();
        var started = privicore.started();

        assertThat(get("/request-status/" + settled).statusCode()).isEqualTo(200);
        assertThat(get("/utility/request-command-id-status/" + settled).statusCode())
                .isEqualTo(200);
        assertThat(get("/request-status/" + started).statusCode()).isEqualTo(202);
        assertThat(get("/request-status/" + started).body())
                .isEqualTo(
                        "{\"commandId\":\"%s\",\"command_status\":1,\"status\":\"started\",\"body\":null,\"submittedAt\":\"2026-02-21T15:33:44+00:00\",\"settledAt\":null}"
                                .formatted(started));
        assertThat(send(request("/request-status/" + settled).POST(BodyPublishers.noBody()))
                        .body())
                .isEqualTo("\"succeeded\"");
        assertThat(get("/request-status/nonsense").statusCode()).isEqualTo(404);
    }

    @Test
    void sayWhatDeniedACommand() {
        var denied = privicore.denied("poll 17 was rejected");

        assertThat(json(get("/request-status/" + denied)).get("body").asText()).isEqualTo("policy.denied");
        assertThat(json(get("/request-status/" + denied)).get("detail").asText())
                .isEqualTo("poll 17 was rejected");
    }

    @Test
    void takeBearerTokensAndIdempotencyKeys() {
        var answer = send(Client.Type.FORM.body(
                request("/data-token/delete-data")
                        .header("Authorization", "Bearer " + RecordingPrivicore.TOKEN)
                        .header("Idempotency-Key", "k1")
                        .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
                Map.of("token", "dtk-1")));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(privicore.lastCaller).isNotNull().satisfies(caller -> {
            assertThat(caller.credential()).isEqualTo(new Credential.Token(RecordingPrivicore.TOKEN));
            assertThat(caller.idempotency().orElseThrow().key()).isEqualTo("k1");
            assertThat(caller.traceparent()).isPresent();
            assertThat(caller.address()).isEqualTo("127.0.0.1");
        });
    }

    @Test
    void listTokensByFiltersAndPages() {
        var answer =
                get("/data-token/list-data-tokens?filters%5Bmeta.file.fileName%5D=a*&page=2&perPage=25&deleted=true");

        assertThat(json(answer).at("/meta").toString())
                .isEqualTo("{\"count\":26,\"page\":2,\"perPage\":25,\"pages\":2}");
        assertThat(json(answer)
                        .at("/items/0/meta/information_security_risk/classification")
                        .asText())
                .isEqualTo("secret");
        assertThat(json(answer).at("/items/0/createdAt").asText()).isEqualTo("2026-02-21T15:33:44+00:00");
        assertThat(privicore.lastQuery).isInstanceOfSatisfying(TokenQuery.ListTokens.class, list -> {
            assertThat(list.deleted()).isTrue();
            assertThat(list.filters()).singleElement().satisfies(filter -> assertThat(filter.isPrefix())
                    .isTrue());
        });
        assertThat(get("/data-token/list-data-tokens?filters%5Bnope%5D=a").statusCode())
                .isEqualTo(422);
        assertThat(get("/data-token/list-data-tokens?perPage=201").statusCode()).isEqualTo(422);
    }

    @Test
    void sayWhereStreamsGo() {
        var answer = json(get("/data-token/retrieve-temporary-data-token/" + privicore.started()));

        var url = "%s:%s/?auth=%s"
                .formatted(
                        answer.get("stream_server_id").asText(),
                        answer.get("stream_server_port").asInt(),
                        answer.get("auth").asText());
        assertThat(answer.get("stream").asText()).isEqualTo(url);
        assertThat(url).isEqualTo("http://localhost:" + Client.PORT + "/?auth=st-1");
    }

    @Test
    void handConfigurationsOutInTheBundlesOwnWords() {
        var answer = json(get("/device/retrieve-device-configuration/" + RecordingPrivicore.DEVICE));

        assertThat(answer.fieldNames())
                .toIterable()
                .containsExactly(
                        "device-identifier",
                        "client-id",
                        "client-secret",
                        "rabbit-host",
                        "rabbit-port",
                        "rabbit-user",
                        "rabbit-pass",
                        "rabbit-vhost",
                        "engine-public-key",
                        "api-url");
    }

    @Test
    void keepFreeFieldsOfDevices() {
        post(
                "/device/configure-device-meta",
                Map.of("deviceIdentifier", RecordingPrivicore.DEVICE.toString(), "floor", 3, "meta", Map.of("a", 1)));

        assertThat(privicore.lastCommand)
                .isInstanceOfSatisfying(
                        DeviceCommand.ConfigureMeta.class,
                        command -> assertThat(command.fields().fields()).isEqualTo(Map.of("floor", 3, "a", 1)));
    }

    @Test
    void updateDataWithGroupsOfMetadata() {
        var answer = post(
                "/data-token/update-data",
                Map.of(
                        "dataToken",
                        "dtk-1",
                        "data",
                        "aGVsbG8",
                        "meta",
                        Map.of("file", Map.of("fileName", "a.txt"), "data", Map.of("x", true))));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(privicore.lastCommand).isInstanceOfSatisfying(TokenCommand.Update.class, update -> {
            assertThat(update.attributes().file().orElseThrow().size()).isEqualTo(5);
            assertThat(update.attributes().data()).isEqualTo(new Metadata(Map.of("x", true)));
        });
    }

    @Test
    void sayWhetherThePlatformIsUp() {
        assertThat(json(get("/utility/check-server-health")).get("status").asText())
                .isEqualTo("ok");
        privicore.up = false;
        try {
            assertThat(get("/health").statusCode()).isEqualTo(503);
            assertThat(json(get("/health")).at("/checks/broker").asText()).isEqualTo("down");
        } finally {
            privicore.up = true;
        }
    }

    @Test
    void readTheExpiryByItsOtherName() {
        assertThat(json(get("/profile/retrieve-token-expiry")).get("expiresAt").asText())
                .isEqualTo("2099-01-01T00:00:00+00:00");
        assertThat(post("/profile/authorization-token/expiry", Map.of()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void showAPageAtTheRoot() {
        var page = send(request("/"));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("/openapi.json");
        assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(page.headers().firstValue("Server")).isEmpty();
    }
}
