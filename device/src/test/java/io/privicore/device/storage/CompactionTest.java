package io.privicore.device.storage;

import static io.privicore.device.storage.StoreFixture.aStore;
import static io.privicore.device.storage.StoreFixture.assertAbsent;
import static io.privicore.device.storage.StoreFixture.assertHeld;
import static io.privicore.device.storage.StoreFixture.commit;
import static io.privicore.device.storage.StoreFixture.delete;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.protocol.message.EngineMessage.StorageDelete;
import io.privicore.protocol.message.EngineMessage.StorageStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactionTest {

    private final Random random = new Random(1);
    private final List<StorageStore> chunks = new ArrayList<>();
    private Path root;
    private StoreFixture fixture;

    @BeforeEach
    void makeFixture(@TempDir Path folder) {
        root = folder;
        fixture = new StoreFixture(folder.resolve("chunks"));
        fixture.segmentBytes = 4096;
    }

    @Nested
    class AMostlyDeadStore {

        @BeforeEach
        void isWritten() throws IOException {
            try (var store = fixture.open()) {
                for (int i = 0; i < 100; i++) {
                    chunks.add(aStore(random, 300));
                    commit(store, chunks.getLast());
                }
                for (int i = 0; i < 100; i++) {
                    if (i % 5 != 0) {
                        delete(store, chunks.get(i).address().ref());
                    }
                }
            }
        }

        @Test
        void getsSmallerAndKeepsWhatCounts() throws IOException {
            long before = size();
            try (var store = fixture.open()) {
                var usage = store.usage();

                store.compact();

                assertThat(size()).isLessThan(before * 3 / 4);
                assertThat(store.isWasteful()).isFalse();
                assertThat(store.usage().used()).isEqualTo(usage.used());
                assertContent(store);
            }
            try (var store = fixture.open()) {
                assertContent(store);
            }
        }

        @Test
        void neverTakesBackWhatWasDeletedBeforeItWasCompacted() throws IOException {
            try (var store = fixture.open()) {
                store.compact();
            }
            try (var store = fixture.open()) {
                store.compact();
                for (int i = 1; i < 100; i += 5) {
                    assertThat(commit(store, chunks.get(i))).isInstanceOf(Outcome.Gone.class);
                }
            }
        }

        @Test
        void isWholeIfACrashComesBeforeTheOldFileIsGone() throws IOException {
            var before = fixture.copyTo(root.resolve("before"));
            try (var store = fixture.open()) {
                store.compact();
            }
            for (var file : before.files()) {
                var back = fixture.folder.resolve(file.getFileName());
                if (!Files.exists(back)) {
                    Files.copy(file, back);
                }
            }
            try (var store = fixture.open()) {
                assertContent(store);
                store.compact();
                assertContent(store);
            }
        }

        private void assertContent(ChunkStore store) {
            for (int i = 0; i < 100; i++) {
                if (i % 5 == 0) {
                    assertHeld(store, chunks.get(i));
                } else {
                    assertAbsent(store, chunks.get(i));
                }
            }
            assertThat(store.usage().items()).isEqualTo(20);
            assertThat(store.usage().damaged()).isZero();
        }

        private long size() throws IOException {
            long size = 0;
            for (var file : fixture.files()) {
                size += Files.size(file);
            }
            return size;
        }
    }

    @Nested
    class AnyHistory {

        @Test
        void leavesWhatAMapWouldHold() throws IOException {
            long seed = System.nanoTime();
            System.out.println("CompactionTest: seed " + seed);
            var dice = new Random(seed);
            var model = new HashMap<UUID, StorageStore>();
            var gone = new ArrayList<StorageStore>();
            var store = fixture.open();
            for (int step = 0; step < 3000; step++) {
                int throwOf = dice.nextInt(100);
                if (throwOf < 55 || model.isEmpty()) {
                    var chunk = aStore(dice, dice.nextInt(400));
                    commit(store, chunk);
                    model.put(chunk.address().ref(), chunk);
                } else if (throwOf < 95) {
                    var ref = model.keySet().iterator().next();
                    commit(store, new StorageDelete(ref));
                    gone.add(model.remove(ref));
                } else if (throwOf < 98) {
                    store.compact();
                } else {
                    store.close();
                    store = fixture.open();
                }
            }
            try (var last = store) {
                model.values().forEach(chunk -> assertHeld(last, chunk));
                gone.forEach(chunk -> assertAbsent(last, chunk));
                assertThat(last.usage().items()).isEqualTo(model.size());
                assertThat(last.usage().damaged()).isZero();
            }
        }
    }
}
