package io.privicore.bootstrap.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The flow that is published for clients, step by step, with three storage devices. */
@ExtendWith(SharedPlatform.class)
class PublishedFlowIT {

    private static final byte[] FIRST = "the first letter, sealed by its sender".getBytes(UTF_8);
    private static final byte[] SECOND = "the second letter, which takes its place".getBytes(UTF_8);
    private static final int MEASURED = 21;

    private final Platform platform;
    private final Path folder;

    PublishedFlowIT(Platform platform, @TempDir Path folder) {
        this.platform = platform;
        this.folder = folder;
    }

    @Test
    void bringsAFileInGivesATokenAndBringsTheFileBack() throws Exception {
        var client = Client.active(platform.address());
        try (var devices = Devices.online(client, folder, 3);
                var channel = Channel.join(client)) {
            var reservation = client.submit(
                    "/data-token/reserve-token-space", Map.of("context", "letters", "ttl", 5, "meta[kind]", "letter"));
            channel.outcome(reservation).expectSuccess();
            var temporary = client.temporary(reservation);
            assertThat(temporary).startsWith("tmp-");

            var exchange = client.submit(
                    "/data-token/exchange-data-for-token",
                    Map.of("temporaryTokenSpace", temporary, "data", Client.base64(FIRST)));
            var token = channel.outcome(exchange).expectSuccess().body();
            assertThat(token).startsWith("dtk-");

            var described = client.post(
                    "/data-token/configure-file-meta",
                    Map.of(
                            "token",
                            temporary,
                            "fileName",
                            "letter.txt",
                            "extension",
                            "txt",
                            "context",
                            "letters",
                            "size",
                            FIRST.length,
                            "path",
                            "/letters"));
            assertThat(described.expect(200).text("token")).isEqualTo(token);
            client.run(
                            "/data-token/configure-information-security-risk-meta",
                            Map.of("token", token, "classification", "confidential", "handling", "eyes-only"))
                    .expectSuccess();
            Patience.until(
                    "three replicas",
                    () -> client.listed(token, false).at("/replicas/held").asInt() == 3);
            var listed = client.listed(token, false);
            assertThat(listed.path("fileName").asText()).isEqualTo("letter.txt");
            assertThat(listed.path("size").asInt()).isEqualTo(FIRST.length);
            assertThat(listed.path("classification").asText()).isEqualTo("confidential");
            assertThat(listed.at("/replicas/expected").asInt()).isEqualTo(3);

            assertThat(channel.fetch(client, token)).isEqualTo(FIRST);
            var update = client.postJson(
                    "/data-token/update-data", Map.of("dataToken", token, "data", Client.base64(SECOND)));
            channel.outcome(update.expect(202).text("commandId")).expectSuccess();
            assertThat(channel.fetch(client, token)).isEqualTo(SECOND);
            assertThat(client.listed(token, false).path("version").asInt())
                    .isGreaterThan(listed.path("version").asInt());

            var deletion = client.submit("/data-token/delete-data", Map.of("token", token));
            assertThat(channel.outcome(deletion).expectSuccess().body()).isNotBlank();
            Patience.until(
                    "three confirmations",
                    () -> client.listed(token, true).at("/erasure/confirmed").asInt() == 3);
            assertThat(client.listed(token, true).at("/erasure/expected").asInt())
                    .isEqualTo(3);
            assertThat(client.listed(token, true).at("/erasure/keyDestroyedAt").asText())
                    .isNotBlank();
            assertThat(client.listed(token, false).isMissingNode()).isTrue();
            assertThat(devices.get(0).device().status().usage().items()).isZero();

            // Counted when its event is told, which is a moment later.
            Patience.until("the deletion is counted", () -> total(client, "deleted") == 1);
            assertThat(total(client, "reserved")).isOne();
            assertThat(total(client, "exchanged")).isOne();
            assertThat(total(client, "requested")).isEqualTo(2);
            assertThat(total(client, "updated")).isOne();
            assertThat(total(client, "bytesIn")).isEqualTo(FIRST.length + SECOND.length);
            assertThat(total(client, "bytesOut")).isEqualTo(FIRST.length + SECOND.length);
        }
    }

    private static long total(Client client, String count) {
        var items = client.get("/data-token/transaction-count-statistics?granularity=hour")
                .expect(200)
                .json()
                .path("items");
        return items.findValues(count).stream().mapToLong(JsonNode::asLong).sum();
    }

    @Test
    void tellsAnOutcomeAfterTheAnswerAndTheGrace() throws Exception {
        var client = Client.active(platform.address());
        try (var channel = Channel.join(client)) {
            List<Long> delays = new ArrayList<>();
            for (int i = 0; i < MEASURED; i++) {
                var answer = client.post("/data-token/reserve-token-space", Map.of("context", "times"));
                var told = channel.settled(answer.expect(202).text("commandId"));
                delays.add(TimeUnit.NANOSECONDS.toMicros(told.at() - answer.at()));
            }

            assertThat(delays).allMatch(delay -> delay > 0);
            // The grace is 15 ms; this end of the wire, on a loaded machine, sees it give or take a few.
            assertThat(delays.stream().sorted().toList().get(MEASURED / 2)).isGreaterThanOrEqualTo(11_000);
        }
    }
}
