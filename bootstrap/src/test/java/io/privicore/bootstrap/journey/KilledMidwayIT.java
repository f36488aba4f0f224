package io.privicore.bootstrap.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** An engine that is killed while much is on its way through it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledMidwayIT {

    private static final int MIB = 1 << 20;
    private static final byte[] ACCEPTED = "accepted before".getBytes(UTF_8);

    private final Path folder;
    private final Platform platform;
    private Client client;
    private Devices devices;
    private String accepted = "";

    KilledMidwayIT(@TempDir Path folder) throws Exception {
        this.folder = folder;
        platform = Platform.start(folder.resolve("data"));
    }

    @BeforeEach
    void store() throws Exception {
        client = Client.active(platform.address());
        devices = Devices.online(client, Files.createTempDirectory(folder, "devices"), 1);
        accepted = client.store("before", ACCEPTED);
    }

    @AfterEach
    void close() {
        devices.close();
    }

    @AfterAll
    void stop() throws Exception {
        platform.close();
    }

    @Test
    void anUploadLeavesNothingAndItsReservationIsUsedAgain() throws Exception {
        var data = data(12 * MIB);
        var device = devices.get(0);
        Streams.Upstream upstream;
        try (var channel = Channel.join(client)) {
            var streams = new Streams(client, channel);
            upstream = streams.upstream();
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> streams.upload(upstream, data, 8 * MIB, () -> {
                        Patience.until("chunks to reach the device", () -> chunks(device) > 1);
                        kill();
                    }));
        }

        startAgain();
        device.device().awaitConnected(Patience.LONG);
        assertThat(staged()).isEqualTo(1);

        try (var channel = Channel.join(client)) {
            var streams = new Streams(client, channel);
            assertThat(streams.upload(streams.again(upstream), data).status()).isEqualTo(200);
            var token = streams.settled(upstream);
            assertThat(streams.fetch(streams.offered(token), "").body()).isEqualTo(data);
            assertThat(channel.fetch(client, accepted)).isEqualTo(ACCEPTED);
        }
        assertThat(chunks(device)).isGreaterThan(1 + 12);
        letTheSweepBeDue();
        Patience.until("the broken chunks to be swept", () -> chunks(device) == 1 + 12);
        assertThat(staged()).isZero();
    }

    @Test
    void aSynchronisationIsGoneOnWith() throws Exception {
        var data = data(8 * MIB);
        String large;
        try (var channel = Channel.join(client)) {
            var streams = new Streams(client, channel);
            large = streams.store(data);
            for (int i = 1; i < 4; i++) {
                streams.store(data);
            }
        }
        var late = devices.add("late");
        late.start();
        late.awaitOnline(true);
        var command = client.submit("/storage/sync-device", Map.of("deviceIdentifier", late.id));
        Patience.until(
                "some of it to come", () -> late.device().status().usage().used() > 2 * MIB);
        kill();
        assertThat(late.device().status().usage().used()).isLessThan(4 * data.length);

        startAgain();
        awaitHeard(2);
        letTheLeaseEnd();

        assertThat(client.outcome(command).expectSuccess().body()).contains("\"checked\":5", "\"unrepairable\":0");
        assertThat(chunks(late)).isEqualTo(4 * 8 + 1);
        devices.get(0).kill();
        try (var channel = Channel.join(client)) {
            var streams = new Streams(client, channel);
            assertThat(streams.fetch(streams.offered(large), "").body()).isEqualTo(data);
            assertThat(channel.fetch(client, accepted)).isEqualTo(ACCEPTED);
        }
    }

    private void kill() {
        try {
            platform.kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void startAgain() throws Exception {
        platform.start();
        client = client.at(platform.address());
    }

    /** Waits until the engine has heard of so many devices since it is back. */
    private void awaitHeard(int count) {
        var back = Instant.now().plusSeconds(1);
        Patience.until(
                "devices to be heard",
                () -> StreamSupport.stream(
                                        client.get("/storage/list-storage-devices")
                                                .expect(200)
                                                .json()
                                                .spliterator(),
                                        false)
                                .map(device -> OffsetDateTime.parse(
                                        device.path("lastSeenAt").asText()))
                                .filter(seen -> seen.toInstant().isAfter(back))
                                .count()
                        == count);
    }

    private static long chunks(Devices.Store store) {
        return store.device().status().usage().items();
    }

    /** How many uploads have begun and not ended. */
    private int staged() throws Exception {
        return platform.services().change("update placement set state = state where state = 'STAGED'");
    }

    /** What is left is swept after ten minutes. */
    private void letTheSweepBeDue() throws Exception {
        platform.services()
                .change("update placement set sealed_at = sealed_at - interval '11 minutes' where state = 'STAGED'");
    }

    /** Another one may go on with a synchronisation when nothing was heard of it for half a minute. */
    private void letTheLeaseEnd() throws Exception {
        platform.services().change("update deadline set due_at = now() where kind = 'DEVICE_SYNC'");
    }

    private static byte[] data(int size) {
        var data = new byte[size];
        new Random(size).nextBytes(data);
        return data;
    }
}
