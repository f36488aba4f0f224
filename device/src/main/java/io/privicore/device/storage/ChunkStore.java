package io.privicore.device.storage;

import static io.privicore.protocol.message.DeviceMessage.StorageRefused.Reason.CORRUPT;
import static io.privicore.protocol.message.DeviceMessage.StorageRefused.Reason.FULL;

import io.privicore.device.file.DurableFiles;
import io.privicore.device.storage.Index.Entry;
import io.privicore.device.storage.Index.Location;
import io.privicore.protocol.key.AesKey;
import io.privicore.protocol.message.ChunkAddress;
import io.privicore.protocol.message.DeviceMessage.Receipt;
import io.privicore.protocol.message.DeviceMessage.StorageDeleted;
import io.privicore.protocol.message.DeviceMessage.StorageRefused;
import io.privicore.protocol.message.Digest;
import io.privicore.protocol.message.EngineMessage.StorageChange;
import io.privicore.protocol.message.EngineMessage.StorageDelete;
import io.privicore.protocol.message.EngineMessage.StorageStore;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Chunks on disk. Changes are appended in groups, one synchronisation of the disk each; reads go straight to their place
 * and wait for nobody. Whatever a crash leaves, every change that was answered is there when the store is opened again.
 */
public final class ChunkStore implements AutoCloseable {

    private static final int ATTEMPTS = 8;
    private static final long SPARE_ON_DISK = 16L << 20;

    private final Path folder;
    private final FileStore disk;
    private final AesKey atRest;
    private final long capacity;
    private final int segmentBytes;
    private final Index index;
    private final ConcurrentSkipListMap<Integer, Segment> segments;
    private final AtomicLong damaged;

    /** Held by whoever appends. */
    private final ReentrantLock appending = new ReentrantLock();

    /** Held by whoever compacts: once at a time is enough. */
    private final ReentrantLock compacting = new ReentrantLock();

    private final Batch batch = new Batch();
    private Segment active;

    private ChunkStore(Path folder, AesKey atRest, long capacity, int segmentBytes, Recovery recovery)
            throws IOException {
        this.folder = folder;
        this.disk = Files.getFileStore(folder);
        this.atRest = atRest;
        this.capacity = capacity;
        this.segmentBytes = segmentBytes;
        this.index = recovery.index();
        this.segments = recovery.segments();
        this.damaged = new AtomicLong(recovery.damaged());
        this.active = recovery.newest();
    }

    /** Opens the store in the folder, and repairs what a crash left. */
    public static ChunkStore open(Path folder, AesKey atRest, long capacity, int segmentBytes) throws IOException {
        DurableFiles.folder(folder);
        return new ChunkStore(folder, atRest, capacity, segmentBytes, Recovery.of(folder, atRest));
    }

    /**
     * Carries out changes in their order and makes them durable, all at once.
     *
     * @return for every change what became of it
     * @throws IOException if the disk fails: then nothing is known to be durable, and nothing was answered
     */
    public List<Outcome> commit(List<? extends StorageChange> changes) throws IOException {
        appending.lock();
        try {
            startSegmentIfNeeded();
            batch.clear(bytesOf(changes));
            long room = room();
            var outcomes = new ArrayList<Outcome>(changes.size());
            for (var change : changes) {
                outcomes.add(
                        switch (change) {
                            case StorageStore store -> stage(store, room);
                            case StorageDelete delete -> stage(delete);
                        });
            }
            append();
            return outcomes;
        } finally {
            appending.unlock();
        }
    }

    private static long bytesOf(List<? extends StorageChange> changes) {
        long bytes = 0;
        for (var change : changes) {
            bytes += RecordHead.LENGTH + AesKey.TAG_LENGTH;
            if (change instanceof StorageStore store) {
                bytes += store.bytes().length();
            }
        }
        return bytes;
    }

    private Outcome stage(StorageStore store, long room) {
        var address = store.address();
        if (index.isDeleted(address.ref(), address.version()) || batch.isDeleted(address.ref(), address.version())) {
            return new Outcome.Gone(new StorageDeleted(address.ref(), address.version()));
        }
        if (!Digest.sha256(store.bytes()).equals(store.digest())) {
            return new Outcome.Refused(new StorageRefused(address, CORRUPT));
        }
        var held = digestAt(address);
        if (held.isPresent()) {
            return held.get().equals(store.digest())
                    ? new Outcome.Kept(new Receipt(address, store.digest()))
                    : new Outcome.Refused(new StorageRefused(address, CORRUPT));
        }
        if (batch.length() + (long) RecordHead.LENGTH + store.bytes().length() + AesKey.TAG_LENGTH > room) {
            return new Outcome.Refused(new StorageRefused(address, FULL));
        }
        batch.chunk(active.key(), address, store.digest(), store.bytes());
        return new Outcome.Kept(new Receipt(address, store.digest()));
    }

    private Outcome stage(StorageDelete delete) {
        if (!index.isDeleted(delete.ref(), delete.upTo()) && !batch.isDeleted(delete.ref(), delete.upTo())) {
            batch.tombstone(active.key(), delete.ref(), delete.upTo());
        }
        return new Outcome.Gone(new StorageDeleted(delete.ref(), delete.upTo()));
    }

    private Optional<Digest> digestAt(ChunkAddress address) {
        var staged = batch.digestAt(address);
        // Read whole, not only looked up: a receipt says that the bytes are there, and damaged ones are stored anew.
        return staged.isPresent()
                ? staged
                : read(address.ref(), address.version(), address.chunk()).map(Held::digest);
    }

    private long room() throws IOException {
        return Math.min(capacity - index.used(), disk.getUsableSpace() - SPARE_ON_DISK);
    }

    /** Makes the batch durable, then lets it count. */
    private void append() throws IOException {
        if (batch.length() == 0) {
            return;
        }
        int start = active.length();
        active.append(batch.bytes(), batch.length());
        for (var staged : batch.staged()) {
            var head = staged.head();
            var location = new Location(active.number(), start + staged.at(), head.recordLength());
            active.addLive(location.length());
            switch (head.kind()) {
                case CHUNK ->
                    index.put(head.ref(), head.version(), head.chunk(), head.digest(), location)
                            .ifPresent(this::bury);
                case TOMBSTONE -> index.delete(head.ref(), head.version()).forEach(this::bury);
            }
        }
    }

    private void bury(Location location) {
        var segment = segments.get(location.segment());
        if (segment != null) {
            segment.addLive(-location.length());
        }
    }

    private void startSegmentIfNeeded() throws IOException {
        if (active.length() >= segmentBytes) {
            startSegment();
        }
    }

    private void startSegment() throws IOException {
        active = Segment.create(folder, segments.lastKey() + 1, atRest);
        segments.put(active.number(), active);
    }

    /** The chunk, or nothing if it is not held or no longer readable. */
    public Optional<Held> read(UUID ref, long version, int chunk) {
        return read(ref, version, chunk, _ -> {});
    }

    /**
     * The chunk, or nothing if it is not held or no longer readable.
     *
     * @param damage is told where the chunk was held until now, if it turns out that it can no longer be read
     */
    private Optional<Held> read(UUID ref, long version, int chunk, Consumer<ChunkAddress> damage) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var location = index.find(ref, version, chunk);
            if (location.isEmpty()) {
                return Optional.empty();
            }
            var segment = segments.get(location.get().segment());
            if (segment != null) {
                try {
                    var held = segment.readChunk(location.get());
                    if (held.isEmpty() && forget(ref, version, chunk, location.get())) {
                        damage.accept(new ChunkAddress(ref, version, chunk, segment.chunksAt(location.get())));
                    }
                    return held;
                } catch (ClosedChannelException moved) {
                    // Compaction took the segment away, and the chunk lies elsewhere; or the store is closed.
                }
            }
        }
        return Optional.empty();
    }

    private boolean forget(UUID ref, long version, int chunk, Location location) {
        if (!index.remove(ref, version, chunk, location)) {
            return false;
        }
        bury(location);
        damaged.incrementAndGet();
        return true;
    }

    /** Reads the chunk only to see whether it still can be read; its address, if it was held until now and cannot. */
    Optional<ChunkAddress> check(UUID ref, long version, int chunk) {
        var found = new AtomicReference<@Nullable ChunkAddress>();
        read(ref, version, chunk, found::set);
        return Optional.ofNullable(found.get());
    }

    /** The references of a bucket, in no order. */
    List<UUID> refs(int bucket) {
        return index.refs(bucket);
    }

    /** The chunks of a reference from this version to that, both included, in order. */
    Iterator<Entry> chunks(UUID ref, long from, long to) {
        return new Walk(index, ref, from, to);
    }

    /** Moves what still counts out of segments that are more than half dead, and removes their files. */
    public void compact() throws IOException {
        if (!compacting.tryLock()) {
            return;
        }
        try {
            for (var segment : wasteful()) {
                new Compaction(this, segment).run();
            }
        } finally {
            compacting.unlock();
        }
    }

    /** Whether {@link #compact} would find anything to do. */
    public boolean isWasteful() {
        return !wasteful().isEmpty();
    }

    private List<Segment> wasteful() {
        return segments.headMap(segments.lastKey()).values().stream()
                .filter(Segment::isWasteful)
                .toList();
    }

    /** Appends copies of the records that still count, and lets those count instead. */
    void move(Segment from, List<Compaction.Moving> records) throws IOException {
        appending.lock();
        try {
            startSegmentIfNeeded();
            batch.clear(records.stream()
                    .mapToLong(record -> record.head().recordLength())
                    .sum());
            var copied = new ArrayList<Compaction.Moving>();
            for (var record : records) {
                if (copy(from, record)) {
                    copied.add(record);
                }
            }
            if (batch.length() == 0) {
                return;
            }
            int start = active.length();
            active.append(batch.bytes(), batch.length());
            for (int i = 0; i < copied.size(); i++) {
                var head = copied.get(i).head();
                var to = new Location(
                        active.number(), start + batch.staged().get(i).at(), head.recordLength());
                active.addLive(to.length());
                from.addLive(-to.length());
                if (head.kind() == RecordHead.Kind.CHUNK) {
                    index.move(
                            head.ref(),
                            head.version(),
                            head.chunk(),
                            copied.get(i).location(),
                            to);
                }
            }
        } finally {
            appending.unlock();
        }
    }

    private boolean copy(Segment from, Compaction.Moving record) throws IOException {
        var head = record.head();
        if (head.kind() == RecordHead.Kind.TOMBSTONE) {
            var upTo = index.deletedUpTo(head.ref());
            if (upTo.isEmpty() || upTo.getAsLong() != head.version()) {
                return false;
            }
            batch.tombstone(active.key(), head.ref(), head.version());
            return true;
        }
        var place = record.location();
        if (!index.find(head.ref(), head.version(), head.chunk()).equals(Optional.of(place))) {
            return false;
        }
        var held = from.readChunk(place);
        if (held.isEmpty()) {
            // It stays where it is, for whoever reads it next to tell the engine.
            return false;
        }
        batch.chunk(
                active.key(),
                held.get().address(),
                held.get().digest(),
                held.get().bytes());
        return true;
    }

    /** Removes the file of a segment that was moved, unless something damaged is left of it that nobody was told of. */
    void drop(Segment segment) throws IOException {
        if (index.hasIn(segment.number())) {
            segment.keep();
            return;
        }
        segments.remove(segment.number());
        segment.delete();
        DurableFiles.sync(folder);
    }

    /** Where the chunks of a reference lie. */
    public List<Place> places(UUID ref) {
        return index.after(ref, 0, -1, Integer.MAX_VALUE).stream()
                .map(entry -> new Place(
                        entry.version(),
                        entry.chunk(),
                        folder.resolve(Segment.name(entry.location().segment())),
                        entry.location().offset(),
                        entry.location().length()))
                .toList();
    }

    public Usage usage() {
        return new Usage(capacity, index.used(), index.items(), index.tombstones(), segments.size(), damaged.get());
    }

    @Override
    public void close() throws IOException {
        appending.lock();
        try {
            for (var segment : segments.values()) {
                segment.close();
            }
        } finally {
            appending.unlock();
        }
    }
}
