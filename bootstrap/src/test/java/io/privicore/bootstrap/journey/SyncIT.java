package io.privicore.bootstrap.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.privicore.bootstrap.journey.Devices.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Devices that missed something, or lost it, are in step again. */
@ExtendWith(SharedPlatform.class)
class SyncIT {

    private final Platform platform;
    private final Client client;
    private final Devices devices;
    private final Channel channel;
    private final List<String> tokens = new ArrayList<>();

    SyncIT(Platform platform, @TempDir Path folder) throws Exception {
        this.platform = platform;
        client = Client.active(platform.address());
        devices = Devices.online(client, folder, 2);
        channel = Channel.join(client);
    }

    @BeforeEach
    void store() {
        IntStream.range(0, 20).forEach(i -> tokens.add(client.store("sync", payload(i))));
        platform.awaitSynchronised(devices.get(0).id);
        platform.awaitSynchronised(devices.get(1).id);
    }

    @AfterEach
    void close() {
        channel.close();
        devices.close();
    }

    @Test
    void aDeviceThatWasAwayHoldsWhatItMissedAndNotWhatWasDeleted() throws Exception {
        var away = devices.get(0);
        away.kill();
        IntStream.range(20, 30).forEach(i -> tokens.add(client.store("sync", payload(i))));
        for (var token : tokens.subList(0, 5)) {
            client.run("/data-token/delete-data", Map.of("token", token)).expectSuccess();
        }

        away.start().awaitConnected(Patience.LONG);

        awaitInStep(away, 25);
        assertThat(sync(away, false))
                .startsWith("{\"checked\":25,\"missing\":0,\"corrupt\":0,\"repaired\":0,\"orphans\":0,");
    }

    @Test
    void aDeviceThatHasJustGotTheRoleReceivesEverything() throws Exception {
        var late = devices.add("late");
        late.start().awaitConnected(Patience.LONG);

        awaitInStep(late, 20);
        assertThat(listed(late).path("lastSyncResult").asText()).isEqualTo("complete");
        devices.get(0).kill();
        devices.get(1).kill();
        assertThat(channel.fetch(client, tokens.get(7))).isEqualTo(payload(7));
    }

    @Test
    void whatIsDamagedOnADiskIsFoundByReadingAndMended() throws Exception {
        var damaged = devices.get(0);
        Patience.until(
                "both to hold everything", () -> listed(damaged).path("missing").asInt() == 0);
        damaged.damage();

        // The daily proof may be asked for at this moment and find some of it first.
        assertThat(sync(damaged, true)).startsWith("{\"checked\":20,").contains("\"unrepairable\":0");
        assertThat(sync(damaged, true)).startsWith("{\"checked\":20,\"missing\":0,\"corrupt\":0,\"repaired\":0,");

        devices.get(1).kill();
        for (int i = 0; i < 20; i++) {
            assertThat(channel.fetch(client, tokens.get(i))).isEqualTo(payload(i));
        }
    }

    @Test
    void aDeviceThatIsNotConnectedIsNotSynchronised() throws Exception {
        var never = devices.add("never started");

        client.run("/storage/sync-device", Map.of("deviceIdentifier", never.id))
                .expectRejection("storage.device_offline");
    }

    private String sync(Store store, boolean deep) {
        return client.run("/storage/sync-device", Map.of("deviceIdentifier", store.id, "deep", String.valueOf(deep)))
                .expectSuccess()
                .body();
    }

    private void awaitInStep(Store store, int items) {
        Patience.until(
                "the device to be in step",
                () -> listed(store).path("missing").asInt() == 0
                        && !listed(store).path("lastSyncAt").isNull()
                        && store.device().status().usage().items() == items);
    }

    private JsonNode listed(Store store) {
        return StreamSupport.stream(
                        client.get("/storage/list-storage-devices")
                                .expect(200)
                                .json()
                                .spliterator(),
                        false)
                .filter(one -> one.path("deviceIdentifier").asText().equals(store.id))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] payload(int number) {
        return ("payload " + number).getBytes(UTF_8);
    }
}
