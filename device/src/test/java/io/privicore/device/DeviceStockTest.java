package io.privicore.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.device.storage.Scrub.Pace;
import io.privicore.protocol.Bytes;
import io.privicore.protocol.key.AesKey;
import io.privicore.protocol.message.ChunkAddress;
import io.privicore.protocol.message.DeviceMessage.Hello;
import io.privicore.protocol.message.DeviceMessage.StorageAbsent;
import io.privicore.protocol.message.DeviceMessage.StorageInventoryPage;
import io.privicore.protocol.message.DeviceMessage.StorageProof;
import io.privicore.protocol.message.DeviceMessage.StorageRefused;
import io.privicore.protocol.message.DeviceMessage.StorageStored;
import io.privicore.protocol.message.EngineMessage.StorageInventory;
import io.privicore.protocol.message.EngineMessage.StorageProve;
import io.privicore.protocol.message.EngineMessage.StorageStore;
import io.privicore.protocol.message.Inventory;
import io.privicore.protocol.message.Inventory.HeldChunk;
import io.privicore.protocol.message.Inventory.Scope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a device says of what it holds: inventories, proofs, and damage. */
@Timeout(60)
class DeviceStockTest {

    private final InMemoryBroker broker = new InMemoryBroker();
    private final PlayedEngine engine = new PlayedEngine(broker);
    private final UUID ref = UUID.randomUUID();
    private Path folder;
    private Device device;

    @BeforeEach
    void startDevice(@TempDir Path root) throws Exception {
        folder = root.resolve("device");
        start(new Pace(0, Duration.ofDays(1)));
        engine.await(Hello.class);
    }

    @AfterEach
    void stopDevice() {
        device.close();
    }

    private void start(Pace scrub) throws IOException {
        device = Device.start(
                engine.bundle(),
                Settings.in(folder)
                        .withPatience(Duration.ofMillis(20))
                        .withHeartbeat(Duration.ofSeconds(30))
                        .withScrub(scrub),
                broker);
    }

    private StorageStore store(int chunk, int of) throws InterruptedException {
        var store = StorageStore.of(
                new ChunkAddress(ref, 1, chunk, of), Bytes.wrap("bytes".getBytes(StandardCharsets.UTF_8)));
        engine.send(store);
        engine.await(StorageStored.class);
        return store;
    }

    @Nested
    class AnInventory {

        @Test
        void takesInWhatWasSentBeforeItAndIsNotAnsweredYet() throws Exception {
            for (int chunk = 0; chunk < 40; chunk++) {
                engine.send(StorageStore.of(new ChunkAddress(ref, 1, chunk, 40), Bytes.wrap(new byte[200_000])));
            }
            engine.send(new StorageInventory(UUID.randomUUID(), new Scope.Chunks(ref, 1), false));

            for (int receipted = 0; receipted < 40; ) {
                receipted += engine.await(StorageStored.class).receipts().size();
            }
            assertThat(engine.await(StorageInventoryPage.class).chunks()).hasSize(40);
        }

        @Test
        void tellsWhatIsHeld() throws Exception {
            var chunk = store(2, 0);
            var request = UUID.randomUUID();
            engine.send(new StorageInventory(request, new Scope.Chunks(ref, 1), false));

            assertThat(engine.await(StorageInventoryPage.class))
                    .isEqualTo(new StorageInventoryPage(
                            request, List.of(), List.of(), List.of(new HeldChunk(2, chunk.digest())), true));
            broker.awaitSettled();
        }

        @Test
        void isAnsweredAgainIfTheConnectionIsLostBeforeTheAnswerIsThere() throws Exception {
            store(0, 1);
            broker.awaitSettled();
            broker.loseConnectionAfter(0);
            engine.send(new StorageInventory(UUID.randomUUID(), Scope.Buckets.ALL, true));

            engine.await(Hello.class);

            assertThat(engine.await(StorageInventoryPage.class).buckets()).hasSize(Inventory.BUCKETS);
            broker.awaitSettled();
        }
    }

    @Nested
    class AProof {

        private final Bytes nonce = Bytes.wrap(new byte[StorageProve.NONCE_LENGTH]);
        private final UUID request = UUID.randomUUID();

        @Test
        void isTheDigestOverNonceAndChunk() throws Exception {
            var chunk = store(0, 1);
            var question = new StorageProve(request, ref, 1, 0, nonce);
            engine.send(question);

            assertThat(engine.await(StorageProof.class))
                    .isEqualTo(new StorageProof(request, question.proofOf(chunk.bytes())));
            broker.awaitSettled();
        }

        @Test
        void isNotThereForAChunkThatIsNotHeld() throws Exception {
            engine.send(new StorageProve(request, ref, 1, 5, nonce));

            assertThat(engine.await(StorageAbsent.class)).isEqualTo(new StorageAbsent(request, ref, 1, 5));
            broker.awaitSettled();
        }

        @Test
        void isNotThereForAChunkThatIsDamaged() throws Exception {
            store(0, 1);
            damage();
            engine.send(new StorageProve(request, ref, 1, 0, nonce));

            assertThat(engine.await(StorageAbsent.class)).isEqualTo(new StorageAbsent(request, ref, 1, 0));
        }
    }

    @Nested
    class AScrub {

        @Test
        void tellsTheEngineOfADamagedChunk() throws Exception {
            var chunk = store(0, 1);
            // Else it hears of the chunk once more, and may find the damage by that and mend it before the scrub does.
            broker.awaitSettled();
            device.close();
            start(new Pace(1 << 30, Duration.ofMillis(10)));
            engine.await(Hello.class);

            damage();

            assertThat(engine.await(StorageRefused.class))
                    .isEqualTo(new StorageRefused(chunk.address(), StorageRefused.Reason.CORRUPT));
            store(0, 1);
            assertThat(device.status().usage().items()).isEqualTo(1);
        }
    }

    private void damage() throws IOException {
        var place = device.places(ref).getFirst();
        try (var file = FileChannel.open(place.segment(), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.allocate(AesKey.TAG_LENGTH), place.offset() + place.length() - AesKey.TAG_LENGTH);
        }
    }
}
