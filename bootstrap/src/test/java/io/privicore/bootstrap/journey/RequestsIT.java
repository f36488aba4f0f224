package io.privicore.bootstrap.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** How requests are read: what is the same request, and what a list shows. */
@ExtendWith(SharedPlatform.class)
class RequestsIT {

    private static final String RESERVE = "/data-token/reserve-token-space";

    private final Client client;

    RequestsIT(Platform platform) {
        client = Client.active(platform.address());
    }

    @Nested
    class AnIdempotencyKey {

        private final String key = UUID.randomUUID().toString();

        @Test
        void makesARequestCountOnce() {
            var first = reserve(client, key, "once").expect(202).text("commandId");
            var second = reserve(client, key, "once").expect(202).text("commandId");
            client.outcome(first).expectSuccess();
            var third = reserve(client, key, "once").expect(202);

            assertThat(List.of(second, third.text("commandId"), third.header(Client.COMMAND)))
                    .containsOnly(first);
        }

        @Test
        void countsOnceHoweverManyComeAtTheSameTime() throws Exception {
            List<String> commands = new java.util.concurrent.CopyOnWriteArrayList<>();
            var threads = new ArrayList<Thread>();
            for (int i = 0; i < 8; i++) {
                threads.add(Thread.startVirtualThread(() ->
                        commands.add(reserve(client, key, "race").expect(202).text("commandId"))));
            }
            for (var thread : threads) {
                thread.join();
            }

            assertThat(commands).hasSize(8);
            assertThat(commands.stream().distinct()).hasSize(1);
        }

        @Test
        void isOfOneRequestOnly() {
            reserve(client, key, "one").expect(202);

            var answer = reserve(client, key, "another").expectProblem(409);

            assertThat(answer.key()).isEqualTo("command.idempotency_conflict");
        }

        @Test
        void isOfOneCallerOnly() {
            var other = Client.active(client.base());
            var mine = reserve(client, key, "mine").expect(202).text("commandId");

            assertThat(reserve(other, key, "other").expect(202).text("commandId"))
                    .isNotEqualTo(mine);
        }

        @Test
        void isTheSameRequestInWhateverBody() {
            var first = reserve(client, key, "bodies").expect(202).text("commandId");

            assertThat(sendJson(RESERVE, Map.of("context", "bodies"), Map.of("Idempotency-Key", key))
                            .expect(202)
                            .text("commandId"))
                    .isEqualTo(first);
        }

        @Test
        void hasALength() {
            reserve(client, "k".repeat(128), "long").expect(202);
            reserve(client, "k".repeat(129), "long").expectProblem(422);
            reserve(client, " ", "empty").expectProblem(422);
        }
    }

    @Nested
    class ABody {

        @Test
        void saysTheSameInAllThreeTypes() {
            var flat = new LinkedHashMap<String, String>();
            flat.put("context", "bodies ä€𝄞 & = %");
            flat.put("ttl", "7");
            flat.put("meta[kind]", "letter");
            flat.put("meta[from][city]", "Zürich");
            var deep = Map.of(
                    "context",
                    "bodies ä€𝄞 & = %",
                    "ttl",
                    7,
                    "meta",
                    Map.of("kind", "letter", "from", Map.of("city", "Zürich")));

            var key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
            var form = client.send("POST", RESERVE, Client.FORM, BodyPublishers.ofString(Client.form(flat)), key);
            var json = sendJson(RESERVE, deep, key);
            var multipart = client.send(
                    "POST", RESERVE, "multipart/form-data; boundary=edge", BodyPublishers.ofString(parts(flat)), key);

            // What is told apart by nothing, not even the key of idempotency, is the same request.
            assertThat(List.of(
                            json.expect(202).text("commandId"),
                            multipart.expect(202).text("commandId")))
                    .containsOnly(form.expect(202).text("commandId"));
        }

        @Test
        void takesOtherNamesOfAField() {
            var answer = client.post("/device/approve-device", Map.of("deviceId", UUID.randomUUID()));

            client.outcome(answer.expect(202).text("commandId")).expectRejection("device.not_found");
        }

        private static String parts(Map<String, String> fields) {
            var body = new StringBuilder();
            fields.forEach((name, value) -> body.append("--edge\r\nContent-Disposition: form-data; name=\"")
                    .append(name)
                    .append("\"\r\n\r\n")
                    .append(value)
                    .append("\r\n"));
            return body.append("--edge--\r\n").toString();
        }
    }

    @Nested
    class AList {

        @Test
        void isPagedAndFiltered(@TempDir Path folder) throws Exception {
            try (var devices = Devices.online(client, folder, 1)) {
                assertThat(devices.get(0).isOnline()).isTrue();
                List<String> tokens = new ArrayList<>();
                for (int i = 0; i < 5; i++) {
                    tokens.add(client.store(i < 3 ? "invoices" : "letters", new byte[] {(byte) i}));
                    client.run(
                                    "/data-token/update-data-token",
                                    Map.of(
                                            "token",
                                            tokens.get(i),
                                            "fileName",
                                            "file-" + i,
                                            "extension",
                                            i % 2 == 0 ? "pdf" : "txt"))
                            .expectSuccess();
                }

                var page = list("?page=2&perPage=2");
                assertThat(page.at("/meta/count").asInt()).isEqualTo(5);
                assertThat(page.at("/meta/page").asInt()).isEqualTo(2);
                assertThat(page.at("/meta/perPage").asInt()).isEqualTo(2);
                assertThat(page.at("/meta/pages").asInt()).isEqualTo(3);
                List<String> all = new ArrayList<>();
                for (int i = 1; i <= 4; i++) {
                    all.addAll(tokens(list("?perPage=2&page=" + i)));
                }
                assertThat(all).containsExactlyInAnyOrderElementsOf(tokens);

                assertThat(tokens(list(filter("context", "invoices")))).hasSize(3);
                assertThat(tokens(list(filter("context", "inv*")))).hasSize(3);
                assertThat(tokens(list(filter("context", "inv")))).isEmpty();
                assertThat(tokens(list(filter("meta.file.extension", "txt"))))
                        .containsExactlyInAnyOrder(tokens.get(1), tokens.get(3));
                assertThat(tokens(list(filter("meta.file.fileName", "file-4")))).containsExactly(tokens.get(4));
                assertThat(tokens(list(filter("token", tokens.get(0))))).containsExactly(tokens.get(0));
                assertThat(tokens(list(filter("context", "invoices") + "&"
                                + filter("meta.file.extension", "txt").substring(1))))
                        .containsExactly(tokens.get(1));
            }
        }

        @Test
        void refusesWhatItCannotShow() {
            for (var query : List.of("?page=0", "?page=x", "?perPage=0", "?perPage=201", filter("nothing", "x"))) {
                client.get("/data-token/list-data-tokens" + query).expectProblem(422);
            }
        }

        private JsonNode list(String query) {
            return client.get("/data-token/list-data-tokens" + query)
                    .expect(200)
                    .json();
        }

        private static String filter(String field, String value) {
            return "?" + Client.form(Map.of("filters[" + field + "]", value));
        }

        private static List<String> tokens(JsonNode page) {
            return StreamSupport.stream(page.path("items").spliterator(), false)
                    .map(item -> item.path("token").asText())
                    .toList();
        }
    }

    private static Answer reserve(Client client, String key, String context) {
        return client.send(
                "POST",
                RESERVE,
                Client.FORM,
                BodyPublishers.ofString(Client.form(Map.of("context", context)), UTF_8),
                Map.of("Idempotency-Key", key));
    }

    private Answer sendJson(String path, Object body, Map<String, String> headers) {
        return client.send("POST", path, Client.JSON, BodyPublishers.ofString(Answer.render(body)), headers);
    }
}
