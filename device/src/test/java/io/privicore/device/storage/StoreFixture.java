package io.privicore.device.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.protocol.Bytes;
import io.privicore.protocol.key.AesKey;
import io.privicore.protocol.message.ChunkAddress;
import io.privicore.protocol.message.EngineMessage.StorageChange;
import io.privicore.protocol.message.EngineMessage.StorageDelete;
import io.privicore.protocol.message.EngineMessage.StorageStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** A store in a folder that can be opened again and again. */
final class StoreFixture {

    final Path folder;
    final AesKey key;
    int segmentBytes = 1 << 20;
    long capacity = 1 << 30;

    StoreFixture(Path folder) {
        this(folder, AesKey.generate());
    }

    private StoreFixture(Path folder, AesKey key) {
        this.folder = folder;
        this.key = key;
    }

    ChunkStore open() throws IOException {
        return ChunkStore.open(folder, key, capacity, segmentBytes);
    }

    /** The same files at another place. */
    StoreFixture copyTo(Path elsewhere) throws IOException {
        Files.createDirectories(elsewhere);
        for (var file : files()) {
            Files.copy(file, elsewhere.resolve(file.getFileName()));
        }
        return new StoreFixture(elsewhere, key);
    }

    List<Path> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    static StorageStore aStore(UUID ref, long version, int chunk, String text) {
        return StorageStore.of(new ChunkAddress(ref, version, chunk, 0), bytes(text));
    }

    static StorageStore aStore(Random random, int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return StorageStore.of(new ChunkAddress(UUID.randomUUID(), 1, 0, 1), Bytes.wrap(bytes));
    }

    static Bytes bytes(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    static Outcome commit(ChunkStore store, StorageChange change) throws IOException {
        return store.commit(List.of(change)).getFirst();
    }

    static void delete(ChunkStore store, UUID ref) throws IOException {
        assertThat(commit(store, new StorageDelete(ref))).isInstanceOf(Outcome.Gone.class);
    }

    /** Changes the last byte of the chunk on disk. */
    static void damage(Place place) throws IOException {
        try (var file = FileChannel.open(place.segment(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long at = place.offset() + place.length() - 1;
            var last = ByteBuffer.allocate(1);
            file.read(last, at);
            last.put(0, (byte) (last.get(0) ^ 1));
            file.write(last.flip(), at);
        }
    }

    static void damage(ChunkStore store, ChunkAddress address) throws IOException {
        damage(store.places(address.ref()).stream()
                .filter(place -> place.version() == address.version() && place.chunk() == address.chunk())
                .findFirst()
                .orElseThrow());
    }

    static void assertHeld(ChunkStore store, StorageStore stored) {
        var address = stored.address();
        assertThat(store.read(address.ref(), address.version(), address.chunk()))
                .contains(new Held(address, stored.digest(), stored.bytes()));
    }

    static void assertAbsent(ChunkStore store, StorageStore stored) {
        var address = stored.address();
        assertThat(store.read(address.ref(), address.version(), address.chunk()))
                .isEmpty();
    }
}
