package io.privicore.bootstrap.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.privicore.bootstrap.RunningPlatform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code privicore verify-poll}, as somebody uses it who does not believe the platform. */
@ExtendWith(SharedPlatform.class)
class VerifyPollIT {

    private final Path folder;
    private final Client client;
    private final Voters voters;
    private final Map<String, String> environment = new HashMap<>();

    VerifyPollIT(Platform platform, @TempDir Path folder) throws Exception {
        this.folder = folder;
        client = Client.active(platform.address());
        voters = Voters.online(client, folder);
        environment.put("PRIVICORE_URL", platform.address().toString());
        environment.put("PRIVICORE_TOKEN", client.token());
    }

    @AfterEach
    void close() {
        voters.close();
    }

    @Test
    void aReceiptThatWasSavedIsCheckedWithoutThePlatform() throws Exception {
        var poll = decided();
        var saved = folder.resolve("poll.json");

        assertThat(run(0, "verify-poll", poll.toString(), "--save", saved.toString()))
                .contains(
                        "The votes decide what the receipt says: approved.",
                        "signed under the key in the receipt",
                        "person 1");

        environment.put("PRIVICORE_URL", "http://127.0.0.1:1");
        environment.put("PRIVICORE_TOKEN", "");
        assertThat(run(0, "verify-poll", "--receipt", saved.toString())).contains("approved.");
        var other = UUID.randomUUID().toString();
        assertThat(run(1, "verify-poll", other, "--receipt", saved.toString())).contains("Expected a receipt of poll");

        var receipt = (ObjectNode) Answer.parse(Files.readString(saved));
        ((ObjectNode) receipt.path("ballots").path(0)).put("vote", "no");
        var tampered = Files.writeString(folder.resolve("tampered.json"), receipt.toString(), UTF_8);
        assertThat(run(2, "verify-poll", "--receipt", tampered.toString()))
                .contains("WRONG: The signature of device", "does not show what it claims");
    }

    @Test
    void aKeyThatIsNotTheDevicesIsFoundOut() throws Exception {
        var saved = folder.resolve("poll.json");
        Files.writeString(saved, Voters.receiptOf(client, decided()));
        var ballots = Answer.parse(Files.readString(saved)).path("ballots");
        var device = ballots.path(0).path("deviceIdentifier").asText();

        assertThat(run(
                        0,
                        "verify-poll",
                        "--receipt",
                        saved.toString(),
                        "--key",
                        device + "=" + ballots.path(0).path("signingKey").asText()))
                .contains("approved.", "signed under the key you named");
        assertThat(run(
                        2,
                        "verify-poll",
                        "--receipt",
                        saved.toString(),
                        "--key",
                        device + "=" + ballots.path(1).path("signingKey").asText()))
                .contains("WRONG: The signature of device " + device);
    }

    /** A poll that a person opened, and that is approved by both people. */
    private UUID decided() throws Exception {
        var poll = UUID.fromString(client.runJson(
                        "/voting/create",
                        Map.of("votingConfigurationId", Voters.TWO_OF_THREE, "title", "Lunch", "question", "Soup?"))
                .expectSuccess()
                .body());
        voters.approve(poll);
        Patience.until(
                "the poll to be decided",
                () -> Voters.statusOf(client, poll).path("status").asText().equals("approved"));
        return poll;
    }

    private String run(int exitCode, String... arguments) throws Exception {
        try (var command = RunningPlatform.client(environment, arguments)) {
            var output = command.output();
            assertThat(command.exitCode()).as(output).isEqualTo(exitCode);
            assertThat(output).doesNotContain("\tat ");
            return output;
        }
    }
}
