package io.privicore.device.storage;

import static io.privicore.device.storage.StoreFixture.aStore;
import static io.privicore.device.storage.StoreFixture.assertAbsent;
import static io.privicore.device.storage.StoreFixture.assertHeld;
import static io.privicore.device.storage.StoreFixture.commit;
import static io.privicore.device.storage.StoreFixture.delete;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.protocol.message.EngineMessage.StorageStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashTest {

    private static final int RECORDS = 6;

    private final Random random = new Random(1);
    private final List<StorageStore> chunks = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();
    private Path root;
    private StoreFixture whole;

    @BeforeEach
    void writeRecords(@TempDir Path folder) throws IOException {
        root = folder;
        whole = new StoreFixture(folder.resolve("whole"));
        try (var store = whole.open()) {
            for (int i = 0; i < RECORDS; i++) {
                var chunk = aStore(random, 20 + 30 * i);
                commit(store, chunk);
                chunks.add(chunk);
                places.add(store.places(chunk.address().ref()).getFirst());
            }
        }
    }

    private StoreFixture copy(Object name) throws IOException {
        return whole.copyTo(root.resolve("copy-" + name));
    }

    @Nested
    class AFileCutAtAnyByte {

        @Test
        void keepsEverythingBeforeTheCutAndTakesMore() throws IOException {
            int from = (int) places.get(2).offset();
            int to = (int) (places.getLast().offset() + places.getLast().length());
            for (int cut = from; cut <= to; cut++) {
                var copy = copy(cut);
                try (var channel = FileChannel.open(copy.files().getFirst(), StandardOpenOption.WRITE)) {
                    channel.truncate(cut);
                }
                assertWholeUpTo(copy, cut);
            }
        }

        @Test
        void keepsEverythingBeforeABlockThatWasNeverWritten() throws IOException {
            int to = (int) (places.getLast().offset() + places.getLast().length());
            for (int cut = (int) places.get(4).offset(); cut <= to; cut += 7) {
                var copy = copy(cut);
                var bytes = Files.readAllBytes(copy.files().getFirst());
                Arrays.fill(bytes, cut, bytes.length, (byte) 0);
                Files.write(copy.files().getFirst(), bytes);
                assertWholeUpTo(copy, cut);
            }
        }

        private void assertWholeUpTo(StoreFixture copy, int cut) throws IOException {
            var late = aStore(random, 40);
            try (var store = copy.open()) {
                for (int i = 0; i < RECORDS; i++) {
                    assertHeldIf(i, cut, store);
                }
                commit(store, late);
                assertHeld(store, late);
            }
            try (var store = copy.open()) {
                assertHeld(store, late);
                for (int i = 0; i < RECORDS; i++) {
                    assertHeldIf(i, cut, store);
                }
                assertThat(store.usage().damaged()).isZero();
            }
        }

        private void assertHeldIf(int record, int cut, ChunkStore store) {
            if (places.get(record).offset() + places.get(record).length() <= cut) {
                assertHeld(store, chunks.get(record));
            } else {
                assertAbsent(store, chunks.get(record));
            }
        }
    }

    @Nested
    class ANewSegmentCutAtAnyByte {

        @Test
        void isMadeAnew() throws IOException {
            for (int cut = 0; cut <= Segment.HEAD; cut++) {
                var copy = copy(cut);
                Segment.create(copy.folder, 2, copy.key).close();
                try (var channel = FileChannel.open(copy.files().getLast(), StandardOpenOption.WRITE)) {
                    channel.truncate(cut);
                }
                try (var store = copy.open()) {
                    var late = aStore(random, 40);
                    commit(store, late);
                    assertHeld(store, late);
                    chunks.forEach(chunk -> assertHeld(store, chunk));
                }
            }
        }
    }

    @Nested
    class ADamagedRecordInTheMiddle {

        @Test
        void isSkippedAndCountedWhicheverByteIsDamaged() throws IOException {
            var damaged = places.get(2);
            for (int at = 0; at < damaged.length(); at++) {
                var copy = copy(at);
                flip(copy.files().getFirst(), (int) damaged.offset() + at);
                try (var store = copy.open()) {
                    for (int i = 0; i < RECORDS; i++) {
                        if (i != 2) {
                            assertHeld(store, chunks.get(i));
                        }
                    }
                    assertAbsent(store, chunks.get(2));
                    assertThat(store.usage().damaged()).isEqualTo(1);
                    assertThat(store.usage().items()).isEqualTo(RECORDS - 1);
                }
            }
        }
    }

    @Nested
    class ATombstone {

        @Test
        void isNotBelievedOnceItIsChanged() throws IOException {
            var ref = chunks.getFirst().address().ref();
            int from = (int) (places.getLast().offset() + places.getLast().length());
            try (var store = whole.open()) {
                delete(store, ref);
                commit(store, aStore(random, 10));
            }
            for (int at = 0; at < RecordHead.LENGTH + 16; at++) {
                var copy = copy(at);
                flip(copy.files().getFirst(), from + at);
                try (var store = copy.open()) {
                    assertHeld(store, chunks.getFirst());
                    assertThat(store.usage().damaged()).isEqualTo(1);
                }
            }
        }
    }

    private static void flip(Path file, int at) throws IOException {
        var bytes = Files.readAllBytes(file);
        bytes[at] ^= 1;
        Files.write(file, bytes);
    }
}
