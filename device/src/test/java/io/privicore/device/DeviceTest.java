package io.privicore.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.protocol.Bytes;
import io.privicore.protocol.message.ChunkAddress;
import io.privicore.protocol.message.DeviceMessage.Heartbeat;
import io.privicore.protocol.message.DeviceMessage.Hello;
import io.privicore.protocol.message.DeviceMessage.StorageAbsent;
import io.privicore.protocol.message.DeviceMessage.StorageChunk;
import io.privicore.protocol.message.DeviceMessage.StorageDeleted;
import io.privicore.protocol.message.DeviceMessage.StorageRefused;
import io.privicore.protocol.message.DeviceMessage.StorageStored;
import io.privicore.protocol.message.Digest;
import io.privicore.protocol.message.EngineMessage.StorageDelete;
import io.privicore.protocol.message.EngineMessage.StorageFetch;
import io.privicore.protocol.message.EngineMessage.StorageStatus;
import io.privicore.protocol.message.EngineMessage.StorageStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DeviceTest {

    private final InMemoryBroker broker = new InMemoryBroker();
    private final PlayedEngine engine = new PlayedEngine(broker);
    private final UUID ref = UUID.randomUUID();
    private Path folder;
    private Device device;

    @BeforeEach
    void startDevice(@TempDir Path root) throws Exception {
        folder = root.resolve("device");
        start();
        engine.await(Hello.class);
    }

    @AfterEach
    void stopDevice() {
        device.close();
    }

    private void start() throws IOException {
        device = Device.start(
                engine.bundle(),
                Settings.in(folder).withPatience(Duration.ofMillis(20)).withHeartbeat(Duration.ofSeconds(30)),
                broker);
    }

    private StorageStore aChunk(int chunk, int of) {
        var bytes = Bytes.wrap(("chunk %d".formatted(chunk)).getBytes(StandardCharsets.UTF_8));
        return StorageStore.of(new ChunkAddress(ref, 1, chunk, of), bytes);
    }

    private void store(StorageStore chunk) throws InterruptedException {
        engine.send(chunk);
        assertThat(engine.await(StorageStored.class).receipts().getFirst().address())
                .isEqualTo(chunk.address());
    }

    @Nested
    class ADeviceThatStarts {

        @Test
        void saysHelloThenGivesASignOfLife() throws Exception {
            assertThat(engine.next()).isInstanceOf(Heartbeat.class);
            assertThat(device.awaitConnected(Duration.ofSeconds(10))).isTrue();
        }

        @Test
        void keepsItsKeysForGood() throws Exception {
            var before = engine.pinned();
            device.close();
            start();
            var after = engine.await(Hello.class);

            assertThat(after.key()).isEqualTo(before.key());
            assertThat(after.signingKey()).isEqualTo(before.signingKey());
        }

        @Test
        void keepsTryingWhileTheBrokerIsAway() throws Exception {
            broker.stop();
            broker.start();

            engine.await(Hello.class);
            assertThat(device.awaitConnected(Duration.ofSeconds(10))).isTrue();
        }

        @Test
        void refusesTheFolderOfARunningDevice() {
            assertThatThrownBy(() -> Device.start(engine.bundle(), Settings.in(folder), broker))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another device runs in");
        }

        @Test
        void refusesTheFolderOfAnotherDevice() {
            var bundle = engine.bundle();
            var other = new Bundle(
                    "another", "client", bundle.clientSecret(), bundle.broker(), bundle.engineKey(), bundle.apiUrl());
            device.close();

            assertThatThrownBy(() -> Device.start(other, Settings.in(folder), broker))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Expected the keys of device another");
        }
    }

    @Nested
    class Storing {

        @Test
        void isReceiptedUnderTheSignatureOfTheDevice() throws Exception {
            var chunk = aChunk(0, 1);
            engine.send(chunk);
            var stored = engine.await(StorageStored.class);

            assertThat(stored.isSignedBy(engine.pinned().signingKey(), PlayedEngine.DEVICE))
                    .isTrue();
            assertThat(stored.receipts().getFirst().digest()).isEqualTo(chunk.digest());
            broker.awaitSettled();
        }

        @Test
        void isRefusedIfTheBytesAreNotThoseOfTheDigest() throws Exception {
            var chunk = aChunk(0, 1);
            engine.send(new StorageStore(chunk.address(), Digest.sha256(Bytes.empty()), chunk.bytes()));

            assertThat(engine.await(StorageRefused.class))
                    .isEqualTo(new StorageRefused(chunk.address(), StorageRefused.Reason.CORRUPT));
            broker.awaitSettled();
        }

        @Test
        void isReceiptedForEveryChunkHoweverManyComeAtOnce() throws Exception {
            for (int i = 0; i < 1000; i++) {
                engine.send(aChunk(i, 1000));
            }
            var receipted = new HashSet<Integer>();
            while (receipted.size() < 1000) {
                engine.await(StorageStored.class)
                        .receipts()
                        .forEach(receipt -> receipted.add(receipt.address().chunk()));
            }
            broker.awaitSettled();
            assertThat(device.status().usage().items()).isEqualTo(1000);
            assertThat(device.places(ref)).hasSize(1000);
        }

        @Test
        void isNotSettledBeforeTheReceiptIsConfirmed() throws Exception {
            store(aChunk(0, 2));
            broker.loseConnectionAfter(0);
            engine.send(aChunk(1, 2));

            engine.await(Hello.class);
            var again = engine.await(StorageStored.class);

            assertThat(again.receipts().getFirst().address().chunk()).isEqualTo(1);
            broker.awaitSettled();
        }
    }

    @Nested
    class Fetching {

        @BeforeEach
        void storeThreeChunks() throws Exception {
            for (int i = 0; i < 3; i++) {
                store(aChunk(i, 3));
            }
        }

        @Test
        void isAnsweredChunkByChunk() throws Exception {
            var request = UUID.randomUUID();
            engine.send(new StorageFetch(request, ref, 1, 0, 2, 10));

            for (int i = 0; i < 3; i++) {
                var chunk = aChunk(i, 3);
                assertThat(engine.await(StorageChunk.class))
                        .isEqualTo(new StorageChunk(request, chunk.address(), chunk.digest(), chunk.bytes()));
            }
            broker.awaitSettled();
        }

        @Test
        void endsAtTheCredit() throws Exception {
            engine.send(new StorageFetch(UUID.randomUUID(), ref, 1, 1, 2, 1));
            engine.send(new StorageFetch(UUID.randomUUID(), ref, 7, 0, 0, 1));

            assertThat(engine.await(StorageChunk.class).address().chunk()).isEqualTo(1);
            broker.awaitSettled();
        }

        @Test
        void endsAtTheLastChunkOfTheVersion() throws Exception {
            engine.send(new StorageFetch(UUID.randomUUID(), ref, 1, 2, Integer.MAX_VALUE, Integer.MAX_VALUE));

            assertThat(engine.await(StorageChunk.class).address().chunk()).isEqualTo(2);
            broker.awaitSettled();
        }

        @Test
        void saysWhatIsAbsent() throws Exception {
            var request = UUID.randomUUID();
            engine.send(new StorageFetch(request, ref, 2, 5, 9, 4));

            assertThat(engine.await(StorageAbsent.class)).isEqualTo(new StorageAbsent(request, ref, 2, 5));
        }
    }

    @Nested
    class Deleting {

        @Test
        void endsTheReferenceForGood() throws Exception {
            var chunk = aChunk(0, 1);
            store(chunk);
            engine.send(new StorageDelete(ref));
            assertThat(engine.await(StorageDeleted.class))
                    .isEqualTo(new StorageDeleted(ref, StorageDelete.EVERY_VERSION));

            engine.send(chunk);

            assertThat(engine.await(StorageDeleted.class).ref()).isEqualTo(ref);
            assertThat(device.places(ref)).isEmpty();
            broker.awaitSettled();
        }
    }

    @Nested
    class AStatusRequest {

        @Test
        void isAnsweredWithAHeartbeat() throws Exception {
            store(aChunk(0, 1));
            engine.send(new StorageStatus());

            var heartbeat = engine.await(Heartbeat.class);
            assertThat(heartbeat.items()).isEqualTo(1);
            assertThat(heartbeat.used()).isPositive();
            broker.awaitSettled();
        }
    }

    @Nested
    class WhatDoesNotBelong {

        @Test
        void isDroppedAndCounted() throws Exception {
            broker.send(new byte[] {1, 2, 3});
            var frame = engine.send(aChunk(0, 1));
            engine.await(StorageStored.class);
            frame[frame.length - 1] ^= 1;
            broker.send(frame);

            broker.awaitSettled();
            assertThat(device.status().counts().unopened()).isEqualTo(2);
            assertThat(device.status().counts().heard()).isEqualTo(1);
        }

        @Test
        void isDroppedIfItsSessionWasNeverOpened() throws Exception {
            store(aChunk(0, 2));
            broker.awaitSettled();
            device.close();
            folder = folder.resolveSibling("another");
            var frame = engine.send(aChunk(1, 2));
            start();
            engine.await(Hello.class);

            broker.awaitSettled();
            assertThat(frame).isNotEmpty();
            assertThat(device.status().counts().unknownSession()).isEqualTo(1);
        }

        @Test
        void isDroppedIfItWasSettledBefore() throws Exception {
            var frame = engine.send(aChunk(0, 1));
            engine.await(StorageStored.class);
            broker.awaitSettled();

            broker.send(frame);

            broker.awaitSettled();
            assertThat(device.status().counts().replayed()).isEqualTo(1);
        }
    }

    @Nested
    class ADeviceThatWasAway {

        @Test
        void opensWhatWaitedInItsQueue() throws Exception {
            store(aChunk(0, 3));
            broker.awaitSettled();
            device.kill();
            engine.send(aChunk(1, 3));
            engine.renewSession();
            engine.send(aChunk(2, 3));

            start();

            engine.await(Hello.class);
            var receipted = new HashSet<Integer>();
            while (receipted.size() < 2) {
                engine.await(StorageStored.class)
                        .receipts()
                        .forEach(receipt -> receipted.add(receipt.address().chunk()));
            }
            assertThat(receipted).containsExactlyInAnyOrder(1, 2);
            broker.awaitSettled();
            assertThat(device.status().counts().unopened()).isZero();
        }
    }
}
