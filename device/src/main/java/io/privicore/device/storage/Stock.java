package io.privicore.device.storage;

import io.privicore.device.storage.Index.Entry;
import io.privicore.protocol.message.Inventory;
import io.privicore.protocol.message.Inventory.Bucket;
import io.privicore.protocol.message.Inventory.HeldChunk;
import io.privicore.protocol.message.Inventory.Item;
import java.util.Iterator;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Takes stock of a store. Changes go on meanwhile, so every version is told of as it is at some moment of the walk. The
 * references of one bucket are the most that is in memory at once.
 */
final class Stock {

    private final ChunkStore store;
    private final boolean deep;
    private final Runnable step;

    /**
     * @param deep whether to read every chunk before it is counted; what is damaged is dropped, and not counted
     * @param step runs before anything that may take long; what it throws ends the walk
     */
    Stock(ChunkStore store, boolean deep, Runnable step) {
        this.store = store;
        this.deep = deep;
        this.step = step;
    }

    Bucket bucket(int number) {
        var items = items(number);
        return new Bucket(number, Inventory.ofItems(() -> items));
    }

    /** The versions of a bucket, in the order of {@link Item#ORDER}. */
    Iterator<Item> items(int bucket) {
        step.run();
        return store.refs(bucket).stream()
                .sorted(Inventory::compareBytes)
                .flatMap(this::items)
                .iterator();
    }

    /** The chunks of a version, in order. */
    Counted chunks(UUID ref, long version) {
        if (deep) {
            for (var all = store.chunks(ref, version, version); all.hasNext(); ) {
                step.run();
                store.read(ref, version, all.next().chunk());
            }
        }
        return new Counted(store.chunks(ref, version, version));
    }

    private Stream<Item> items(UUID ref) {
        return versions(ref).mapToObj(version -> item(ref, version)).filter(item -> item.chunks() > 0);
    }

    private Item item(UUID ref, long version) {
        step.run();
        var chunks = chunks(ref, version);
        var digest = Inventory.ofChunks(() -> chunks);
        return new Item(ref, version, chunks.count, digest);
    }

    private LongStream versions(UUID ref) {
        return Stream.iterate(
                        versionFrom(ref, 0),
                        OptionalLong::isPresent,
                        before -> before.getAsLong() == Long.MAX_VALUE
                                ? OptionalLong.empty()
                                : versionFrom(ref, before.getAsLong() + 1))
                .mapToLong(OptionalLong::getAsLong);
    }

    private OptionalLong versionFrom(UUID ref, long least) {
        var chunks = store.chunks(ref, least, Long.MAX_VALUE);
        return chunks.hasNext() ? OptionalLong.of(chunks.next().version()) : OptionalLong.empty();
    }

    /** Counts the chunks it hands out. */
    static final class Counted implements Iterator<HeldChunk> {

        private final Iterator<Entry> entries;
        private int count;

        Counted(Iterator<Entry> entries) {
            this.entries = entries;
        }

        @Override
        public boolean hasNext() {
            return entries.hasNext();
        }

        @Override
        public HeldChunk next() {
            var entry = entries.next();
            count++;
            return new HeldChunk(entry.chunk(), entry.digest());
        }
    }
}
