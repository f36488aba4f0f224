package io.privicore.bootstrap.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Calls that answer at once wait for a vote, and are then answered once to whoever makes them again. */
@ExtendWith(SharedPlatform.class)
class GatedCallsIT {

    private static final String SIGN_IN = "/profile/authenticate";

    private final Client client;
    private final Client stranger;
    private final Voters voters;

    GatedCallsIT(Platform platform, @TempDir Path folder) throws Exception {
        client = Client.active(platform.address());
        stranger = Client.stranger(platform.address());
        voters = Voters.online(client, folder);
    }

    @AfterEach
    void close() {
        voters.close();
    }

    @Test
    void aSignInIsAnsweredOnceAfterTheVote() throws Exception {
        voters.guard("account-protection", "profile.authenticate");

        var held = held(stranger.post(SIGN_IN, credentials()));
        expectNotThere(stranger.post(SIGN_IN, with(held)));
        assertThat(client.status(held)).isEqualTo(1);
        voters.approve(voters.pollOf(client, held));
        client.outcome(held).expectSuccess();

        var token = stranger.post(SIGN_IN, with(held)).expect(200).text("authorizationToken");
        Client.withToken(client.base(), token)
                .get("/profile/retrieve-profile-id")
                .expect(200);
        expectNotThere(stranger.post(SIGN_IN, with(held)));
    }

    @Test
    void ofManyWhoComeAtOnceOneIsSignedIn() throws Exception {
        voters.guard("account-protection", "profile.authenticate");
        var held = held(stranger.post(SIGN_IN, credentials()));
        voters.approve(voters.pollOf(client, held));
        client.outcome(held).expectSuccess();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // Who finds no place for a password on a busy machine is told to come again.
            Callable<Answer> signIn = () -> Patience.await("an answer to a sign-in", () -> {
                var answer = stranger.post(SIGN_IN, with(held));
                return answer.status() == 503 ? Optional.empty() : Optional.of(answer);
            });
            var answers = threads.invokeAll(Collections.nCopies(8, signIn));

            assertThat(answers.stream().map(answer -> answer.resultNow().status()))
                    .containsOnly(200, 404)
                    .containsOnlyOnce(200);
        }
    }

    @Test
    void aSignInThatIsDeniedStaysDenied() throws Exception {
        voters.guard("account-protection", "profile.authenticate");

        var held = held(stranger.post(SIGN_IN, credentials()));
        voters.deny(voters.pollOf(client, held));

        client.outcome(held).expectRejection("policy.denied");
        expectNotThere(stranger.post(SIGN_IN, with(held)));
        assertThat(held(stranger.post(SIGN_IN, credentials()))).isNotEqualTo(held);
    }

    @Test
    void aConfigurationOfADeviceIsHandedOutOnceAfterTheVote() throws Exception {
        voters.guard("device-governance", "device.retrieve-configuration");
        var device = Devices.request(client, "gated");
        client.run("/device/approve-device", Map.of("deviceIdentifier", device)).expectSuccess();
        var other = Devices.request(client, "other");
        client.run("/device/approve-device", Map.of("deviceIdentifier", other)).expectSuccess();
        var path = "/device/retrieve-device-configuration/";

        var held = held(client.get(path + device));
        expectNotThere(client.get(path + device + "?commandId=" + held));
        voters.approve(voters.pollOf(client, held));
        client.outcome(held).expectSuccess();

        expectNotThere(client.get(path + other + "?commandId=" + held));
        Client.active(client.base()).get(path + device + "?commandId=" + held).expectProblem(404);
        var bundle = client.get(path + device + "?commandId=" + held).expect(200);
        assertThat(bundle.text("client-secret")).isNotBlank();
        expectNotThere(client.get(path + device + "?commandId=" + held));
    }

    @Test
    void nobodyLocksThemselvesOutUnlessForced() throws Exception {
        voters.guard("data-access", "data-token.reserve");
        var remove = "/verified-authenticator/remove";
        client.run(remove, Map.of("deviceIdentifier", voters.get(2).id)).expectSuccess();

        client.run(remove, Map.of("deviceIdentifier", voters.get(1).id)).expectRejection("voting.unreachable");
        client.run("/device/remove", Map.of("deviceIdentifier", voters.get(1).id))
                .expectRejection("voting.unreachable");
        client.run(
                        "/verified-authenticator/voting-configuration/update",
                        Map.of("configurationId", Voters.TWO_OF_THREE, "quorumSize", 3))
                .expectRejection("voting.unreachable");
        assertThat(client.get("/verified-authenticator/list").expect(200).json())
                .hasSize(2);

        client.run(remove, Map.of("deviceIdentifier", voters.get(1).id, "force", true))
                .expectSuccess();
        client.run("/data-token/reserve-token-space", Map.of("context", "letters", "ttl", 5))
                .expectRejection("policy.denied");
    }

    private static String held(Answer answer) {
        var command = answer.expect(202).text("commandId");
        assertThat(answer.header(Client.COMMAND)).isEqualTo(command);
        assertThat(answer.json().has("authorizationToken")).isFalse();
        assertThat(answer.json().has("client-secret")).isFalse();
        return command;
    }

    private static void expectNotThere(Answer answer) {
        assertThat(answer.expectProblem(404).key()).isEqualTo("command.not_found");
    }

    private Map<String, String> credentials() {
        return Map.of("username", client.username(), "password", client.password());
    }

    private Map<String, String> with(String command) {
        return Map.of("username", client.username(), "password", client.password(), "commandId", command);
    }
}
