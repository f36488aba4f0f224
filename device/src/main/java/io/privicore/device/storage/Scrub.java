package io.privicore.device.storage;

import io.privicore.device.dialogue.Engine;
import io.privicore.protocol.message.ChunkAddress;
import io.privicore.protocol.message.DeviceMessage.StorageRefused;
import io.privicore.protocol.message.Inventory;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Reads everything that is stored, slowly and again and again, and tells the engine at once what is damaged. It goes on
 * while there is no connection, until it has something to tell; and after a restart about where it was.
 */
public final class Scrub implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Scrub.class.getName());
    private static final long SHORTEST_WAIT = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONGEST_WAIT = TimeUnit.MINUTES.toNanos(1);
    private static final long BETWEEN_MARKS = TimeUnit.MINUTES.toNanos(1);

    private final ChunkStore store;
    private final Path file;
    private final Pace pace;
    private final InstantSource clock;
    /** A platform thread: it computes, and is not to keep a virtual one from its turn. */
    private final Thread thread;

    private final ReentrantLock state = new ReentrantLock();
    private final Condition changed = state.newCondition();
    private @Nullable Engine engine;
    private boolean closed;

    /** When the bytes read so far are due, by {@link System#nanoTime}. */
    private long due = System.nanoTime();

    private long marked = System.nanoTime();

    private Scrub(ChunkStore store, Path file, Pace pace, InstantSource clock, String deviceId) {
        this.store = store;
        this.file = file;
        this.pace = pace;
        this.clock = clock;
        this.thread = Thread.ofPlatform()
                .daemon()
                .name("device-scrub-" + deviceId)
                .priority(Thread.MIN_PRIORITY)
                .unstarted(this::run);
    }

    /**
     * Begins, or goes on.
     *
     * @param file where it notes how far it is
     */
    public static Scrub start(ChunkStore store, Path file, Pace pace, InstantSource clock, String deviceId) {
        var scrub = new Scrub(store, file, pace, clock, deviceId);
        if (pace.bytesPerSecond() > 0) {
            scrub.thread.start();
        }
        return scrub;
    }

    /** From now on this engine is told. */
    void tell(Engine fresh) {
        state.lock();
        try {
            engine = fresh;
            changed.signalAll();
        } finally {
            state.unlock();
        }
    }

    /** This engine cannot be told any more. */
    @SuppressWarnings("ReferenceEquality") // One connection's engine is not the next one's.
    void leave(Engine lost) {
        state.lock();
        try {
            if (engine == lost) {
                engine = null;
            }
        } finally {
            state.unlock();
        }
    }

    private void run() {
        try {
            var mark = ScrubMark.read(file);
            while (isOpenAt(mark.notBefore())) {
                for (int bucket = mark.bucket(); bucket < Inventory.BUCKETS; bucket++) {
                    scrub(bucket);
                    mark(new ScrubMark(bucket, mark.notBefore()));
                    if (isClosed()) {
                        return;
                    }
                }
                mark = new ScrubMark(0, clock.instant().plus(pace.rest()));
                mark.write(file);
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The scrub stopped until the device is started again: it cannot note its place", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void scrub(int bucket) throws InterruptedException {
        for (var ref :
                store.refs(bucket).stream().sorted(Inventory::compareBytes).toList()) {
            for (var chunks = store.chunks(ref, 0, Long.MAX_VALUE); chunks.hasNext(); ) {
                var chunk = chunks.next();
                if (!isOpenAfter(chunk.location().length())) {
                    return;
                }
                check(ref, chunk);
            }
        }
    }

    private void check(UUID ref, Index.Entry chunk) throws InterruptedException {
        var damaged = store.check(ref, chunk.version(), chunk.chunk());
        if (damaged.isPresent()) {
            report(damaged.get());
        }
    }

    private void report(ChunkAddress damaged) throws InterruptedException {
        LOG.log(Level.WARNING, "Chunk {0} of {1} is damaged", String.valueOf(damaged.chunk()), damaged.ref());
        for (var hearing = awaitEngine(); hearing.isPresent(); hearing = awaitEngine()) {
            try {
                hearing.get()
                        .say(new StorageRefused(damaged, StorageRefused.Reason.CORRUPT))
                        .join();
                return;
            } catch (CompletionException lost) {
                LOG.log(Level.DEBUG, "The connection was lost; the next one hears of the damage", lost);
                leave(hearing.get());
            }
        }
    }

    private Optional<Engine> awaitEngine() throws InterruptedException {
        state.lock();
        try {
            while (engine == null && !closed) {
                changed.await();
            }
            return closed ? Optional.empty() : Optional.ofNullable(engine);
        } finally {
            state.unlock();
        }
    }

    // A bucket that was left because of the end is marked as well, and read from its beginning the next time.
    private void mark(ScrubMark mark) throws IOException {
        if (isClosed() || System.nanoTime() - marked > BETWEEN_MARKS) {
            mark.write(file);
            marked = System.nanoTime();
        }
    }

    private boolean isClosed() {
        state.lock();
        try {
            return closed;
        } finally {
            state.unlock();
        }
    }

    /** Waits until so many more bytes may be read; false if this is closed before. */
    private boolean isOpenAfter(int bytes) throws InterruptedException {
        long now = System.nanoTime();
        due = Math.max(due, now) + (long) (1e9 * bytes / pace.bytesPerSecond());
        return due - now < SHORTEST_WAIT ? !isClosed() : isOpenAfterNanos(due - now);
    }

    /** Waits until the instant; false if this is closed before. */
    private boolean isOpenAt(Instant instant) throws InterruptedException {
        for (var rest = until(instant); rest.isPositive(); rest = until(instant)) {
            if (!isOpenAfterNanos(rest.compareTo(Duration.ofMinutes(1)) < 0 ? rest.toNanos() : LONGEST_WAIT)) {
                return false;
            }
        }
        return !isClosed();
    }

    private Duration until(Instant instant) {
        return Duration.between(clock.instant(), instant);
    }

    private boolean isOpenAfterNanos(long nanos) throws InterruptedException {
        state.lock();
        try {
            long rest = nanos;
            while (rest > 0 && !closed) {
                rest = changed.awaitNanos(rest);
            }
            return !closed;
        } finally {
            state.unlock();
        }
    }

    /** Ends after the chunk under way. */
    @Override
    public void close() {
        state.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            state.unlock();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * How fast to scrub.
     *
     * @param bytesPerSecond most bytes to read a second, over time; 0 for no scrub at all
     * @param rest how long to rest once everything was read
     */
    public record Pace(long bytesPerSecond, Duration rest) {

        public Pace {
            if (bytesPerSecond < 0 || !rest.isPositive()) {
                throw new IllegalArgumentException(
                        "Expected a pace of 0 or more bytes a second and a rest, but got %d and %s"
                                .formatted(bytesPerSecond, rest));
            }
        }
    }
}
