package io.privicore.bootstrap.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AMQP.BasicProperties;
import io.privicore.bootstrap.RunningPlatform;
import io.privicore.protocol.session.Frame;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a device's account is good for, and from when on it is good for nothing. */
@ExtendWith(SharedPlatform.class)
class DeviceTrustIT {

    private static final byte[] PAYLOAD = "kept by two".getBytes(UTF_8);

    private final Platform platform;
    private final Client client;
    private final Devices devices;
    private final Channel channel;
    private String token = "";

    DeviceTrustIT(Platform platform, @TempDir Path folder) throws Exception {
        this.platform = platform;
        client = Client.active(platform.address());
        devices = Devices.online(client, folder, 2);
        channel = Channel.join(client);
    }

    @BeforeEach
    void store() {
        token = client.store("trust", PAYLOAD);
        Patience.until(
                "both replicas",
                () -> client.listed(token, false).at("/replicas/held").asInt() == 2);
    }

    @AfterEach
    void close() {
        channel.close();
        devices.close();
    }

    @Test
    void endsAtOnceWhenTheDeviceIsRemoved() throws Exception {
        var store = devices.get(0);
        try (var wire = Wire.device(store)) {
            client.run("/device/remove", Map.of("deviceIdentifier", store.id)).expectSuccess();

            Patience.until("the end of the connection", () -> !wire.isOpen());
        }
        Patience.until(
                "the end of the device's own one",
                () -> !store.device().status().connected());
        expectNoWayIn(store);
        assertThat(channel.fetch(client, token)).isEqualTo(PAYLOAD);
    }

    @Test
    void isReplacedByARotation() throws Exception {
        var store = devices.get(0);
        var old = store.bundle();
        client.get("/device/retrieve-device-configuration/" + store.id).expectProblem(422);
        try (var wire = Wire.device(store)) {
            client.run("/device/rotate-device-configuration", Map.of("deviceIdentifier", store.id))
                    .expectSuccess();

            Patience.until("the end of the connection", () -> !wire.isOpen());
        }
        expectNoWayIn(store);
        store.close();

        store.use(client.post("/device/download-device-configuration", Map.of("deviceIdentifier", store.id))
                .expect(200)
                .body());
        assertThat(store.bundle()).isNotEqualTo(old);
        assertThat(store.start().awaitConnected(Duration.ofSeconds(60))).isTrue();
        store.awaitOnline(true);
        devices.get(1).kill();
        assertThat(channel.fetch(client, token)).isEqualTo(PAYLOAD);
    }

    @Test
    void cannotRepeatWhatWasSaid() throws Exception {
        var store = devices.get(0);
        try (var engine = Wire.engine(platform);
                var wire = Wire.device(store)) {
            var heard = engine.listen(Wire.ENGINE, store.id);
            client.store("trust", "one more".getBytes(UTF_8));
            Patience.until("a sealed message", () -> heard.stream().anyMatch(DeviceTrustIT::isSealed));
            var sealed = heard.stream().filter(DeviceTrustIT::isSealed).toList();
            var before = client.get("/data-token/list-data-tokens").expect(200).body();
            double dropped = platform.dropped();

            for (var message : sealed) {
                assertThat(wire.publish(Wire.ENGINE, store.id, message.properties(), message.body()))
                        .isTrue();
            }

            Patience.until("all dropped", () -> platform.dropped() >= dropped + sealed.size());
            assertThat(client.get("/data-token/list-data-tokens").expect(200).body())
                    .isEqualTo(before);
            assertThat(channel.fetch(client, token)).isEqualTo(PAYLOAD);
        }
    }

    @Test
    void cannotSayWhatDoesNotOpen() throws Exception {
        var store = devices.get(0);
        try (var engine = Wire.engine(platform);
                var wire = Wire.device(store)) {
            var heard = engine.listen(Wire.ENGINE, store.id);
            client.store("trust", "one more".getBytes(UTF_8));
            Patience.until("a sealed message", () -> heard.stream().anyMatch(DeviceTrustIT::isSealed));
            var sealed =
                    heard.stream().filter(DeviceTrustIT::isSealed).findFirst().orElseThrow();
            var bent = sealed.body().clone();
            bent[bent.length - 1] ^= 1;
            double dropped = platform.dropped();

            var forgeries = List.of(new byte[0], "no frame at all".getBytes(UTF_8), bent);
            for (var body : forgeries) {
                assertThat(wire.publish(Wire.ENGINE, store.id, sealed.properties(), body))
                        .isTrue();
            }

            Patience.until("all dropped", () -> platform.dropped() >= dropped + forgeries.size());
            assertThat(store.isOnline()).isTrue();
        }
    }

    @Test
    void cannotSpeakForAnotherDevice() throws Exception {
        var other = devices.get(1).id;
        var store = devices.get(0);
        var own = new BasicProperties.Builder().userId(store.id).build();
        var foreign = new BasicProperties.Builder().userId(other).build();
        var body = "in another's name".getBytes(UTF_8);
        try (var wire = Wire.device(store)) {
            expectRefusedOrDropped(store, other, own, body);
            assertThat(isAccepted(store, store.id, foreign, body)).isFalse();
            assertThat(isAccepted(store, other, foreign, body)).isFalse();
            assertThatThrownBy(() -> wire.channel().basicGet("privicore.device." + other, true))
                    .isInstanceOf(Exception.class);
        }
        try (var wire = Wire.device(store)) {
            assertThat(wire.publish(Wire.EVENTS, "device.approved", own, body)).isFalse();
        }
        assertThat(devices.get(1).isOnline()).isTrue();
    }

    /** RabbitMQ has no rights by routing key on a direct exchange: there it is the platform that does not listen. */
    private void expectRefusedOrDropped(Devices.Store store, String key, BasicProperties properties, byte[] body)
            throws Exception {
        double dropped = platform.dropped();
        if (isAccepted(store, key, properties, body)) {
            assertThat(RunningPlatform.onExternalServices()).isTrue();
            Patience.until("it to be dropped", () -> platform.dropped() > dropped);
        }
    }

    private static boolean isAccepted(Devices.Store store, String key, BasicProperties properties, byte[] body)
            throws Exception {
        try (var wire = Wire.device(store)) {
            return wire.publish(Wire.ENGINE, key, properties, body);
        } catch (java.io.IOException refused) {
            return false;
        }
    }

    private static void expectNoWayIn(Devices.Store store) {
        assertThatThrownBy(() -> Wire.device(store).close()).isInstanceOf(Exception.class);
    }

    private static boolean isSealed(Wire.Heard message) {
        try {
            return Frame.peek(message.body()) instanceof Frame.Sealed;
        } catch (io.privicore.protocol.session.UnopenedFrame unopened) {
            throw new AssertionError(unopened);
        }
    }
}
