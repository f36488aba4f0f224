package io.privicore.device.storage;

import static io.privicore.device.storage.StoreFixture.aStore;
import static io.privicore.device.storage.StoreFixture.assertAbsent;
import static io.privicore.device.storage.StoreFixture.assertHeld;
import static io.privicore.device.storage.StoreFixture.commit;
import static io.privicore.device.storage.StoreFixture.damage;
import static io.privicore.device.storage.StoreFixture.delete;
import static io.privicore.protocol.message.DeviceMessage.StorageRefused.Reason.CORRUPT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.device.storage.Scrub.Pace;
import io.privicore.protocol.message.DeviceMessage.StorageRefused;
import io.privicore.protocol.message.EngineMessage.StorageStore;
import io.privicore.protocol.message.Inventory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ScrubTest {

    private static final Pace FAST = new Pace(1 << 30, Duration.ofMillis(10));

    private final RecordingEngine engine = new RecordingEngine();
    private final List<StorageStore> chunks = new ArrayList<>();
    private StoreFixture fixture;
    private ChunkStore store;
    private Path file;

    @BeforeEach
    void storeChunks(@TempDir Path folder) throws IOException {
        fixture = new StoreFixture(folder.resolve("chunks"));
        fixture.segmentBytes = 4096;
        file = folder.resolve("scrub");
        store = fixture.open();
        var random = new Random(1);
        for (int i = 0; i < 40; i++) {
            chunks.add(aStore(random, 1000));
            commit(store, chunks.getLast());
        }
    }

    @AfterEach
    void closeStore() throws IOException {
        store.close();
    }

    private Scrub start(Pace pace) {
        return Scrub.start(store, file, pace, InstantSource.system(), "device");
    }

    private static StorageRefused refused(StorageStore chunk) {
        return new StorageRefused(chunk.address(), CORRUPT);
    }

    @Nested
    class AByteThatChanged {

        private final int which = 17;

        @Test
        void isFoundAndToldOnceAndTheChunkHeldNoLonger() throws Exception {
            try (var scrub = start(FAST)) {
                scrub.tell(engine);
                damage(store, chunks.get(which).address());

                assertThat(engine.next(StorageRefused.class)).isEqualTo(refused(chunks.get(which)));

                damage(store, chunks.get(3).address());
                assertThat(engine.next(StorageRefused.class)).isEqualTo(refused(chunks.get(3)));
            }
            assertAbsent(store, chunks.get(which));
            assertHeld(store, chunks.get(which + 1));
            assertThat(store.usage().damaged()).isEqualTo(2);
            assertThat(engine.told).isEmpty();
        }

        @Test
        void isToldOnTheNextConnectionIfThereIsNone() throws Exception {
            var lost = new RecordingEngine();
            lost.lost = true;
            try (var scrub = start(FAST)) {
                damage(store, chunks.get(which).address());
                scrub.tell(lost);
                RecordingEngine.taken(lost.failures);

                scrub.tell(engine);

                assertThat(engine.next(StorageRefused.class)).isEqualTo(refused(chunks.get(which)));
            }
        }

        @Test
        void isFoundAgainAfterAStopBeforeAnybodyWasTold() throws Exception {
            damage(store, chunks.get(which).address());
            var lost = new RecordingEngine();
            lost.lost = true;
            try (var scrub = start(FAST)) {
                scrub.tell(lost);
                RecordingEngine.taken(lost.failures);
            }
            store.close();
            store = fixture.open();

            try (var scrub = start(FAST)) {
                scrub.tell(engine);

                assertThat(engine.next(StorageRefused.class)).isEqualTo(refused(chunks.get(which)));
            }
        }

        @Test
        void isToldThoughCompactionMetItFirst() throws Exception {
            var damaged = chunks.get(which);
            damage(store, damaged.address());
            for (var chunk : chunks) {
                if (!chunk.equals(damaged)) {
                    delete(store, chunk.address().ref());
                }
            }
            store.compact();
            assertThat(store.isWasteful()).isFalse();

            try (var scrub = start(FAST)) {
                scrub.tell(engine);

                assertThat(engine.next(StorageRefused.class)).isEqualTo(refused(damaged));
            }
            store.compact();
            assertThat(store.usage().used()).isZero();
            assertThat(store.usage().segments()).isLessThan(4);
        }
    }

    @Nested
    class ItsPlace {

        @Test
        void isWhereItGoesOnAfterARestart() throws Exception {
            new ScrubMark(200, Instant.EPOCH).write(file);
            var behind = chunkIn(200, 256);
            damage(store, chunkIn(0, 200).address());
            damage(store, behind.address());

            try (var scrub = start(new Pace(1 << 30, Duration.ofDays(1)))) {
                scrub.tell(engine);

                assertThat(engine.next(StorageRefused.class)).isEqualTo(refused(behind));
            }
            assertThat(engine.told).isEmpty();
        }

        @Test
        void isTheBeginningIfNobodyKnows() throws Exception {
            Files.writeString(file, "900 never");

            assertThat(ScrubMark.read(file)).isEqualTo(ScrubMark.BEGINNING);
        }

        @Test
        void isReadAsItWasWritten() throws Exception {
            var mark = new ScrubMark(255, Instant.parse("2026-03-01T10:00:00.123Z"));
            mark.write(file);

            assertThat(ScrubMark.read(file)).isEqualTo(mark);
        }

        private StorageStore chunkIn(int from, int to) {
            return chunks.stream()
                    .filter(chunk -> bucket(chunk) >= from && bucket(chunk) < to)
                    .findFirst()
                    .orElseThrow();
        }

        private static int bucket(StorageStore chunk) {
            return Inventory.bucketOf(chunk.address().ref());
        }
    }

    @Nested
    class ItsPace {

        @Test
        void isNotExceeded() throws Exception {
            var last = chunks.stream()
                    .max((one, other) -> {
                        int byBucket = Integer.compare(ItsPlace.bucket(one), ItsPlace.bucket(other));
                        return byBucket != 0
                                ? byBucket
                                : Inventory.compareBytes(
                                        one.address().ref(), other.address().ref());
                    })
                    .orElseThrow();
            damage(store, last.address());
            long begin = System.nanoTime();

            try (var scrub = start(new Pace(100_000, Duration.ofDays(1)))) {
                scrub.tell(engine);
                engine.next(StorageRefused.class);
            }

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(400));
        }

        @Test
        void isNoneIfItIsZero() throws Exception {
            damage(store, chunks.getFirst().address());

            try (var scrub = start(new Pace(0, Duration.ofMillis(1)))) {
                scrub.tell(engine);
            }

            assertThat(engine.told).isEmpty();
        }

        @Test
        void isRefusedIfItMakesNoSense() {
            assertThatThrownBy(() -> new Pace(-1, Duration.ofDays(1))).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new Pace(1, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
