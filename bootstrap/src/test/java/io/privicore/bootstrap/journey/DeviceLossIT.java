package io.privicore.bootstrap.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Data stays exact while devices come, go and rot. */
@ExtendWith(SharedPlatform.class)
class DeviceLossIT {

    private static final byte[] PAYLOAD =
            "held by three, needed from one".repeat(50).getBytes(UTF_8);

    private final Client client;
    private final Devices devices;
    private final Channel channel;
    private String token = "";

    DeviceLossIT(Platform platform, @TempDir Path folder) throws Exception {
        client = Client.active(platform.address());
        devices = Devices.online(client, folder, 3);
        channel = Channel.join(client);
    }

    @BeforeEach
    void storeOnAll() {
        token = client.store("losses", PAYLOAD);
        awaitReplicas(3);
    }

    @AfterEach
    void close() {
        channel.close();
        devices.close();
    }

    @Test
    void servesWithoutADeviceAndWithTheOthersOnceItIsBack() throws Exception {
        devices.get(0).kill();
        assertThat(channel.fetch(client, token)).isEqualTo(PAYLOAD);

        var whileAway = client.store("losses", "written while one was away".getBytes(UTF_8));
        assertThat(channel.fetch(client, whileAway)).asString(UTF_8).isEqualTo("written while one was away");

        assertThat(devices.get(0).start().awaitConnected(Patience.LONG)).isTrue();
        devices.get(1).kill();
        devices.get(2).kill();
        assertThat(channel.fetch(client, token)).isEqualTo(PAYLOAD);
    }

    @Test
    void servesWhatWasAskedForAsSoonAsADeviceIsBack() throws Exception {
        for (int i = 0; i < 3; i++) {
            devices.get(i).kill();
        }
        var asked =
                client.post("/data-token/request-data", Map.of("token", token)).expect(202);

        devices.get(0).start();

        assertThat(channel.delivered(asked.text("requestId")).path("body").asText())
                .isEqualTo(Client.base64(PAYLOAD));
    }

    @Test
    void neverDeliversWrongBytesOfADamagedDisk() throws Exception {
        devices.get(0).damage();
        devices.get(1).damage();

        for (int i = 0; i < 3; i++) {
            assertThat(channel.fetch(client, token)).isEqualTo(PAYLOAD);
        }
    }

    @Test
    void saysNoWhenNobodyHoldsTheDataAnyMore() throws Exception {
        for (int i = 0; i < 3; i++) {
            devices.get(i).damage();
        }

        var asked =
                client.post("/data-token/request-data", Map.of("token", token)).expect(202);
        var answer = channel.delivered(asked.text("requestId"));

        assertThat(answer.path("command_status").asInt()).isEqualTo(3);
        assertThat(answer.path("body").asText()).isEqualTo("storage.unavailable");
        client.outcome(asked.text("commandId")).expectRejection("storage.unavailable");
    }

    @Test
    void saysNoOnTheChannelToWhoeverAsksForWhatIsDeleted() throws Exception {
        var deleted =
                client.post("/data-token/delete-data", Map.of("token", token)).expect(202);
        client.outcome(deleted.text("commandId"));

        var asked =
                client.post("/data-token/request-data", Map.of("token", token)).expect(202);
        var answer = channel.delivered(asked.text("requestId"));

        assertThat(answer.path("command_status").asInt()).isEqualTo(3);
        assertThat(answer.path("body").asText()).isEqualTo("data_token.not_found");
    }

    private void awaitReplicas(int count) {
        Patience.until(
                count + " replicas",
                () -> client.listed(token, false).at("/replicas/held").asInt() == count);
    }
}
