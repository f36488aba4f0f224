package io.privicore.bootstrap.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.bootstrap.journey.Devices.Store;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Streams while devices hold something else than they were sent, or cannot hold it at all. */
@ExtendWith(SharedPlatform.class)
class DamagedCopiesIT {

    private static final int MIB = 1 << 20;

    private final Client client;
    private final Devices devices;
    private final Channel channel;
    private final Streams streams;
    private final byte[] data = new byte[6 * MIB + 11];

    DamagedCopiesIT(Platform platform, @TempDir Path folder) throws Exception {
        client = Client.active(platform.address());
        devices = new Devices(client, folder);
        channel = Channel.join(client);
        streams = new Streams(client, channel);
        new Random(6).nextBytes(data);
    }

    @AfterEach
    void close() {
        channel.close();
        devices.close();
    }

    @Test
    void oneSoundCopyIsEnoughToBeExactAndToMendTheOthers() throws Exception {
        for (int i = 0; i < 3; i++) {
            devices.add("store " + i).start();
        }
        devices.awaitOnline();
        var token = streams.store(data);
        awaitReplicas(token, 3);
        devices.get(0).damage();
        devices.get(1).damage();

        var downloaded = streams.fetch(streams.offered(token), "");

        assertThat(downloaded.body()).isEqualTo(data);
        for (int i = 0; i < 2; i++) {
            assertThat(sync(devices.get(i))).contains("\"unrepairable\":0");
            assertThat(sync(devices.get(i)))
                    .startsWith("{\"checked\":1,\"missing\":0,\"corrupt\":0,\"repaired\":0,\"orphans\":0,");
        }
        awaitReplicas(token, 3);
        devices.get(2).kill();
        devices.get(1).kill();
        assertThat(streams.fetch(streams.offered(token), "").body()).isEqualTo(data);
    }

    @Test
    void aDeviceThatGetsFullHoldsNothingUpAndIsMendedOnceItHasRoom() throws Exception {
        var small = devices.add("small");
        small.start(2 * MIB);
        devices.add("large").start();
        devices.awaitOnline();

        var token = streams.store(data);

        assertThat(streams.fetch(streams.offered(token), "").body()).isEqualTo(data);
        assertThat(client.listed(token, false).at("/replicas/held").asInt()).isEqualTo(1);

        small.device().close();
        small.start();
        small.device().awaitConnected(Patience.LONG);
        small.awaitOnline(true);
        assertThat(sync(small)).contains("\"unrepairable\":0");
        awaitReplicas(token, 2);
        devices.get(1).kill();
        assertThat(streams.fetch(streams.offered(token), "").body()).isEqualTo(data);
    }

    @Test
    void anUploadThatNoDeviceHasRoomForIsRefusedAndLeavesNothing() throws Exception {
        var small = devices.add("small");
        small.start(2 * MIB);
        devices.awaitOnline();
        var upstream = streams.upstream();

        var refused = streams.upload(upstream, data);

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.key()).startsWith("storage.");
        streams.awaitNothingHeld();
        assertThat(streams.upload(streams.again(upstream), new byte[10]).status())
                .isEqualTo(200);
    }

    @Test
    void theDeviceThatAloneHoldsDataIsRemovedByForceOnly() throws Exception {
        devices.add("first").start();
        devices.awaitOnline();
        var token = streams.store(data);
        devices.add("never started");

        client.run("/device/remove", Map.of("deviceIdentifier", devices.get(0).id))
                .expectRejection("storage.last_replica");
        assertThat(client.listed(token, false).at("/replicas/held").asInt()).isEqualTo(1);

        client.run("/device/remove", Map.of("deviceIdentifier", devices.get(0).id, "force", true))
                .expectSuccess();
        assertThat(client.listed(token, false).at("/replicas/held").asInt()).isZero();
    }

    private String sync(Store store) {
        return client.run("/storage/sync-device", Map.of("deviceIdentifier", store.id, "deep", "true"))
                .expectSuccess()
                .body();
    }

    private void awaitReplicas(String token, int count) {
        Patience.until(
                count + " replicas",
                () -> client.listed(token, false).at("/replicas/held").asInt() == count);
    }
}
