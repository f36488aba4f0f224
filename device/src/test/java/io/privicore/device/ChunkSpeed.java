package io.privicore.device;

import io.privicore.device.storage.ChunkStore;
import io.privicore.device.storage.Scrub.Pace;
import io.privicore.protocol.Bytes;
import io.privicore.protocol.key.AesKey;
import io.privicore.protocol.message.ChunkAddress;
import io.privicore.protocol.message.DeviceMessage.Hello;
import io.privicore.protocol.message.DeviceMessage.StorageChunk;
import io.privicore.protocol.message.DeviceMessage.StorageInventoryPage;
import io.privicore.protocol.message.DeviceMessage.StorageStored;
import io.privicore.protocol.message.EngineMessage.StorageFetch;
import io.privicore.protocol.message.EngineMessage.StorageInventory;
import io.privicore.protocol.message.EngineMessage.StorageStore;
import io.privicore.protocol.message.Inventory.Scope;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * How fast chunks are stored and read: by the store alone, and by a whole device with its sealed messages, whose engine is
 * this program too. A program, not a test: arguments are a folder that is not there yet, how many chunks, their bytes, and
 * how many streams at once.
 */
final class ChunkSpeed {

    private static final int UNDER_WAY = 64;
    private static final int GROUP = 8;

    private final Path folder;
    private final int chunks;
    private final int streams;
    private final Bytes bytes;

    private ChunkSpeed(Path folder, int chunks, int size, int streams) {
        this.folder = folder;
        this.chunks = chunks;
        this.streams = streams;
        var content = new byte[size];
        new Random(1).nextBytes(content);
        this.bytes = Bytes.wrap(content);
    }

    public static void main(String[] arguments) throws Exception {
        var speed = new ChunkSpeed(
                Path.of(arguments[0]),
                Integer.parseInt(arguments[1]),
                Integer.parseInt(arguments[2]),
                Integer.parseInt(arguments[3]));
        speed.store();
        speed.device();
        speed.inventory(100_000);
        System.exit(0);
    }

    private StorageStore chunk(UUID ref, int number) {
        return StorageStore.of(new ChunkAddress(ref, 1, number, 0), bytes);
    }

    private void store() throws Exception {
        var ref = UUID.randomUUID();
        var store = ChunkStore.open(folder.resolve("chunks"), AesKey.generate(), Long.MAX_VALUE, 128 << 20);
        try (store;
                var readers = Executors.newFixedThreadPool(streams)) {
            var group = IntStream.range(0, GROUP).mapToObj(i -> chunk(ref, i)).toList();
            measure("store, groups of " + GROUP, () -> {
                for (int i = 0; i < chunks; i += GROUP) {
                    store.commit(moved(group, i));
                }
            });
            measure("read, one thread", () -> {
                for (int i = 0; i < chunks; i++) {
                    var _ = store.read(ref, 1, i).orElseThrow();
                }
            });
            measure("read, %d threads".formatted(streams), () -> {
                var all = new ArrayList<Callable<Object>>();
                for (int i = 0; i < chunks; i++) {
                    int chunk = i;
                    all.add(() ->
                            store.read(ref, 1, chunk).orElseThrow().bytes().length());
                }
                for (var read : readers.invokeAll(all)) {
                    var _ = read.get();
                }
            });
        }
    }

    private static List<StorageStore> moved(List<StorageStore> group, int by) {
        return group.stream()
                .map(chunk -> {
                    var at = chunk.address();
                    return new StorageStore(
                            new ChunkAddress(at.ref(), 1, at.chunk() + by, 0), chunk.digest(), chunk.bytes());
                })
                .toList();
    }

    private void device() throws Exception {
        try (var device = new Played(folder.resolve("device"))) {
            var refs =
                    IntStream.range(0, streams).mapToObj(_ -> UUID.randomUUID()).toList();
            var digest = chunk(refs.getFirst(), 0).digest();
            measure(
                    "device stores, %d streams".formatted(streams),
                    () -> device.store(IntStream.range(0, chunks)
                            .mapToObj(i -> new StorageStore(
                                    new ChunkAddress(refs.get(i % streams), 1, i / streams, 0), digest, bytes))
                            .iterator()));
            measure("device serves, %d streams".formatted(streams), () -> {
                int asked = 0;
                for (int got = 0; got < chunks; got++) {
                    for (; asked < chunks && asked - got < 2 * streams; asked++) {
                        int chunk = asked / streams;
                        device.engine.send(
                                new StorageFetch(UUID.randomUUID(), refs.get(asked % streams), 1, chunk, chunk, 1));
                    }
                    device.engine.await(StorageChunk.class);
                }
            });
            measure("device takes stock, deep", () -> device.takeStock(true));
        }
    }

    private void inventory(int items) throws Exception {
        try (var device = new Played(folder.resolve("items"))) {
            device.store(IntStream.range(0, items)
                    .mapToObj(_ ->
                            StorageStore.of(new ChunkAddress(UUID.randomUUID(), 1, 0, 1), Bytes.wrap(new byte[100])))
                    .iterator());
            for (int round = 0; round < 3; round++) {
                long begin = System.nanoTime();
                device.takeStock(false);
                System.out.printf("inventory of %,d items: %d ms%n", items, (System.nanoTime() - begin) / 1_000_000);
            }
        }
    }

    /** A device and its engine. */
    private static final class Played implements AutoCloseable {

        private final InMemoryBroker broker = new InMemoryBroker();
        private final PlayedEngine engine = new PlayedEngine(broker);
        private final Device device;

        Played(Path folder) throws Exception {
            engine.patience = Duration.ofMinutes(1);
            var settings = Settings.in(folder).withCapacity(Long.MAX_VALUE).withScrub(new Pace(0, Duration.ofDays(1)));
            device = Device.start(engine.bundle(), settings, broker);
            engine.await(Hello.class);
        }

        void store(Iterator<StorageStore> chunks) throws InterruptedException {
            int open = 0;
            while (chunks.hasNext() || open > 0) {
                if (chunks.hasNext() && open < UNDER_WAY) {
                    engine.send(chunks.next());
                    open++;
                } else {
                    open -= engine.await(StorageStored.class).receipts().size();
                }
            }
        }

        void takeStock(boolean deep) throws InterruptedException {
            engine.send(new StorageInventory(UUID.randomUUID(), Scope.Buckets.ALL, deep));
            engine.await(StorageInventoryPage.class);
        }

        @Override
        public void close() {
            device.close();
        }
    }

    private void measure(String what, Work work) throws Exception {
        long begin = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - begin) / 1e9;
        var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        System.out.printf(
                "%s: %.0f MB/s, %.0f chunks/s; heap %d MiB%n",
                what, chunks * (bytes.length() / 1e6) / seconds, chunks / seconds, heap.getCommitted() >> 20);
    }

    private interface Work {
        void run() throws Exception;
    }
}
