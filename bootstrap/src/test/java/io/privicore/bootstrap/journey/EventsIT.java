package io.privicore.bootstrap.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What integrators hear of a whole life of a token, and what nobody may hear of it. */
@ExtendWith(SharedPlatform.class)
class EventsIT {

    private static final String PLAIN = "a plain text that nobody but its owner may ever see";

    /** These come when the devices have come to it. */
    private static final Set<String> TOLD_BY_DEVICES = Set.of("data-token.replicated", "data-token.erasure-confirmed");

    private final Platform platform;
    private final Path folder;
    private final List<String> secrets = new ArrayList<>(List.of(PLAIN, Client.base64(PLAIN.getBytes(UTF_8))));
    private final List<String> problems = new ArrayList<>();

    EventsIT(Platform platform, @TempDir Path folder) {
        this.platform = platform;
        this.folder = folder;
    }

    @Test
    void tellEveryStepInOrderAndNoSecret() throws Exception {
        try (var wire = Wire.engine(platform)) {
            var heard = wire.listen(Wire.EVENTS, "#");
            var client = Client.active(platform.address());
            var profile = client.get("/profile/retrieve-profile-id").expect(200).text("profileId");
            secrets.addAll(List.of(client.token(), client.password()));
            liveThroughEverything(client);
            Patience.until("an erasure confirmed by each device", () -> confirming(Events.of(profile, heard)) == 3);
            provokeProblems(client);

            var events = Events.of(profile, heard);
            events.forEach(Events::expectValid);
            assertThat(events.stream().map(event -> event.path("id").asText())).doesNotHaveDuplicates();
            expectToldInOrder(events);
            expectEveryDeviceTold(events);
            assertThat(heard).allSatisfy(message -> expectNoSecret(new String(message.body(), UTF_8)));
            problems.forEach(this::expectNoSecret);
            expectNoSecret(platform.log());
        }
    }

    private void liveThroughEverything(Client client) throws Exception {
        try (var devices = Devices.online(client, folder, 3);
                var channel = Channel.join(client)) {
            for (int i = 0; i < 3; i++) {
                secrets.add(devices.get(i).secret("client-secret"));
                secrets.add(devices.get(i).secret("rabbit-pass"));
            }
            var temporary = client.reserve("letters", 5);
            var token = client.run(
                            "/data-token/exchange-data-for-token",
                            Map.of("temporaryTokenSpace", temporary, "data", Client.base64(PLAIN.getBytes(UTF_8))))
                    .expectSuccess()
                    .body();
            secrets.addAll(List.of(temporary, token));
            client.run("/data-token/update-data-token", Map.of("token", token, "fileName", "letter.txt"))
                    .expectSuccess();
            assertThat(channel.fetch(client, token)).asString(UTF_8).isEqualTo(PLAIN);
            client.run(
                            "/data-token/update-data",
                            Map.of("dataToken", token, "data", Client.base64((PLAIN + "!").getBytes(UTF_8))))
                    .expectSuccess();
            client.run("/data-token/delete-data", Map.of("token", token)).expectSuccess();
            Patience.until(
                    "the erasure",
                    () -> client.listed(token, true).at("/erasure/confirmed").asInt() == 3);
        }
    }

    /** Requests that fail, with secrets where they belong and where they do not. */
    private void provokeProblems(Client client) {
        problems.add(client.post(
                        "/profile/authenticate",
                        Map.of("username", client.username(), "password", client.password() + "?"))
                .expectProblem(401)
                .body());
        for (var secret : List.copyOf(secrets)) {
            problems.add(client.post("/data-token/reserve-token-space", Map.of("context", "c", "ttl", secret))
                    .expectProblem(422)
                    .body());
            problems.add(client.post("/device/approve-device", Map.of("deviceIdentifier", secret))
                    .body());
            problems.add(Client.withToken(client.base(), secret.strip() + "x")
                    .get("/profile/retrieve-profile-id")
                    .expectProblem(401)
                    .body());
            problems.add(client.send(
                            "POST",
                            "/data-token/delete-data",
                            Client.JSON,
                            java.net.http.HttpRequest.BodyPublishers.ofString("{\"token\":\"" + secret),
                            Map.of())
                    .body());
        }
    }

    private static void expectToldInOrder(List<JsonNode> events) {
        var ofToken = events.stream()
                .filter(event -> Events.name(event).startsWith("data-token."))
                .collect(Collectors.groupingBy(event -> event.path("subject").asText()));
        assertThat(ofToken).hasSize(1);
        assertThat(ofToken.values().iterator().next().stream()
                        .map(Events::name)
                        .filter(name -> !TOLD_BY_DEVICES.contains(name))
                        .toList())
                .containsExactly(
                        "data-token.reserved",
                        "data-token.exchanged",
                        "data-token.described",
                        "data-token.requested",
                        "data-token.delivered",
                        "data-token.updated",
                        "data-token.deleted");
        // Devices report at the same time, and nobody is first among them.
        events.stream()
                .filter(event -> !TOLD_BY_DEVICES.contains(Events.name(event)))
                .collect(Collectors.groupingBy(event -> event.path("subject").asText()))
                .values()
                .forEach(told -> assertThat(
                                told.stream().map(event -> event.path("time").asText()))
                        .isSorted());
    }

    private static void expectEveryDeviceTold(List<JsonNode> events) {
        for (var name : List.of(
                "device.requested",
                "device.approved",
                "storage.registered",
                "device.keys-pinned",
                "device.connected")) {
            assertThat(Events.count(events, name)).as(name).isEqualTo(3);
        }
        assertThat(Events.count(events, "profile.registered")).isEqualTo(1);
        assertThat(Events.count(events, "profile.activated")).isEqualTo(1);
        assertThat(Events.count(events, "profile.signed-in")).isEqualTo(1);
    }

    private void expectNoSecret(String text) {
        for (var secret : secrets) {
            assertThat(text.contains(secret))
                    .as("%s… in %s", secret.substring(0, 4), text.substring(0, Math.min(200, text.length())))
                    .isFalse();
        }
    }

    /** How many devices said that they hold nothing of a token any more. */
    private static long confirming(List<JsonNode> events) {
        return events.stream()
                .filter(event -> Events.name(event).equals("data-token.erasure-confirmed"))
                .map(event -> event.at("/data/device"))
                .distinct()
                .count();
    }
}
