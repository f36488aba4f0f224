package io.privicore.bootstrap.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.device.Bundle;
import io.privicore.device.Device;
import io.privicore.device.PairCommand;
import io.privicore.device.Settings;
import io.privicore.device.authenticator.Opinion;
import io.privicore.device.authenticator.Voter;
import io.privicore.device.storage.Scrub;
import io.privicore.protocol.message.Choice;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A reference device that knows nothing but the text of a QR code. */
@ExtendWith(SharedPlatform.class)
class PairingIT {

    private static final String OFFER = "/profile/generate-token-qr";

    private final Platform platform;
    private final Client client;
    private final Path folder;

    PairingIT(Platform platform, @TempDir Path folder) {
        this.platform = platform;
        this.folder = folder.resolve("device");
        client = Client.active(platform.address());
    }

    @Test
    void storesAndVotesAfterOneCall() throws Exception {
        var code = client.post(OFFER, Map.of()).expect(200).text("uri");
        assertThat(pair(folder, code, "--name", "Vault", "--roles", "storage,authenticator"))
                .isZero();

        try (var device = start();
                var channel = Channel.join(client)) {
            assertThat(device.awaitConnected(Duration.ofSeconds(60))).isTrue();
            Patience.until("the paired device online", this::isOnline);

            var payload = "for a device that was let in".getBytes(UTF_8);
            var token = client.store("paired", payload);
            assertThat(channel.fetch(client, token)).isEqualTo(payload);

            refuseWhatNobodyVotedOn(vote(device));
        }
        assertThat(pair(folder.resolveSibling("second"), code)).isNotZero();
    }

    /** Its own vote lets the next operation pass, which waits for one. */
    private String vote(Device device) throws IOException {
        client.run(
                        "/verified-authenticator/voting-configuration/register",
                        Map.of("name", "alone", "strategy", "unanimous", "quorumSize", 1, "timeLimit", 300))
                .expectSuccess();
        guard("approvals", "device.approve");

        var held = client.post(OFFER, Map.of("roles", "storage")).expect(202).text("commandId");
        assertThat(client.post(OFFER, Map.of("roles", "storage", "commandId", held))
                        .status())
                .isEqualTo(404);
        var desk = device.desk().orElseThrow();
        var ballot = Patience.await("a ballot", () -> desk.open().stream().findFirst());
        assertThat(ballot.attributes()).containsEntry("roles", "storage");
        desk.cast(ballot.ballot(), new Opinion(Choice.YES, "let it in"));
        client.outcome(held).expectSuccess();

        return client.post(OFFER, Map.of("roles", "storage", "commandId", held))
                .expect(200)
                .text("uri");
    }

    /** The votes were on what the policies of that time minded. */
    private void refuseWhatNobodyVotedOn(String code) {
        guard("stores", "storage.register");

        assertThat(pair(folder.resolveSibling("third"), code)).isNotZero();

        assertThat(client.get("/device/retrieve-profile-devices").expect(200).json())
                .hasSize(1);
    }

    private void guard(String policy, String operation) {
        client.runJson(
                        "/policy/register",
                        Map.of(
                                "policyTemplateId",
                                "device-governance",
                                "applyingEventIds",
                                List.of(operation),
                                "name",
                                policy,
                                "configurationId",
                                "alone"))
                .expectSuccess();
        client.run("/policy/activate", Map.of("policyId", policy)).expectSuccess();
    }

    @Test
    void isAnsweredAsAPicture() {
        var svg = client.send("POST", OFFER, Client.FORM, BodyPublishers.noBody(), Map.of("Accept", "image/svg+xml"));

        assertThat(svg.expect(200).contentType()).startsWith("image/svg+xml");
        assertThat(svg.body()).startsWith("<svg");
    }

    @Test
    void isNotOpenToWhoeverGuesses() {
        var stranger = Client.stranger(platform.address());
        var keys = client.get("/generate-keys").expect(200);
        var fields = Map.of(
                "qrToken",
                "qr-guessed",
                "deviceName",
                "intruder",
                "publicKey",
                keys.text("public"),
                "signingKey",
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");

        assertThat(stranger.post("/device/pair", fields).expectProblem(401).key())
                .isEqualTo("device.pairing_token_invalid");
    }

    private static int pair(Path data, String... arguments) {
        var line = new CommandLine(new PairCommand()).setExecutionExceptionHandler((_, _, _) -> 1);
        var all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--data";
        all[arguments.length + 1] = data.toString();
        return line.execute(all);
    }

    private Device start() throws IOException {
        return Device.start(
                Bundle.read(folder.resolve("bundle.json")),
                Settings.in(folder)
                        .withHeartbeat(Duration.ofSeconds(2))
                        .withPatience(Duration.ofSeconds(1))
                        .withVoter(Optional.of(Voter.PERSON))
                        .withScrub(new Scrub.Pace(0, Duration.ofDays(1))));
    }

    private boolean isOnline() {
        return StreamSupport.stream(
                        client.get("/device/retrieve-profile-devices")
                                .expect(200)
                                .json()
                                .spliterator(),
                        false)
                .anyMatch(device -> device.path("online").asBoolean());
    }
}
