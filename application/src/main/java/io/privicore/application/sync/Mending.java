package io.privicore.application.sync;

import io.privicore.application.port.Delivery;
import io.privicore.application.port.DeviceLinks;
import io.privicore.application.port.DeviceSyncs.Figures;
import io.privicore.application.port.Stocks.Placed;
import io.privicore.domain.device.Device;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.token.Placement;
import io.privicore.domain.token.StorageRef;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Brings versions to one device and tells it to erase others, many at a time: what is begun goes on while the next is
 * looked for, and never are more than a bounded number of bytes and of versions under way. It belongs to one thread, which
 * hears of what ended while it begins more or waits.
 */
final class Mending implements AutoCloseable {

    /** KiB that may be in memory. */
    private static final int ALL = 64 * 1024;

    /** What the smallest version counts for, so that no more than a thousand are under way. */
    private static final int LEAST = 64;

    private static final long READ_AHEAD = 4L << 20;
    private static final int NOTED_TOGETHER = 256;
    private static final long NOTED_EVERY = Duration.ofSeconds(1).toNanos();
    private static final int MOST_REFUSALS = 32;
    private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(15);

    /** A device that takes others meanwhile is slow, and not gone. */
    private static final Duration GIVEN_UP = Duration.ofMinutes(1);

    private final Device device;
    private final DeviceLinks links;
    private final Copies copies;
    private final Executor executor;
    private final Watch watch;
    private final Semaphore room = new Semaphore(ALL);
    private final Queue<End> ends = new ConcurrentLinkedQueue<>();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
    private volatile long takenAt = System.nanoTime();
    private volatile boolean closed;
    private long toldAt = System.nanoTime();

    Mending(Device device, DeviceLinks links, Copies copies, Executor executor, Watch watch) {
        this.device = device;
        this.links = links;
        this.copies = copies;
        this.executor = executor;
        this.watch = watch;
    }

    /** Hears of the work, on the thread that it belongs to. What it throws ends the work. */
    interface Watch {

        /** Every second at least while something is waited for. */
        void alive();

        /** Some of it ended, or came on. */
        void ended(Ended some);
    }

    /**
     * @param held what the device has shown or acknowledged that it holds
     * @param hopeless what no device could give, or this one did not take
     */
    record Ended(List<StorageRef> held, Set<StorageRef> hopeless, Figures figures) {}

    /**
     * @param chunks those to be sent
     * @param damaged whether the device had it with other bytes, or said that it had
     */
    record Fault(Placed placed, List<Integer> chunks, boolean damaged) {

        static Fault damaged(Placed placed) {
            return new Fault(
                    placed,
                    IntStream.range(0, placed.placement().chunks()).boxed().toList(),
                    true);
        }
    }

    /** Begins to send what is at fault. */
    void mend(Collection<Fault> faults) {
        faults.forEach(fault -> begin(cost(fault), () -> mended(fault)));
    }

    /** Begins to ask the device for a chunk of each; what it does not have is sent. */
    void prove(Collection<Placed> claimed) {
        claimed.forEach(placed -> {
            var fault = Fault.damaged(placed);
            begin(cost(fault), () -> isShown(placed.placement()) ? End.shown(placed) : mended(fault));
        });
    }

    /** Begins to tell the device to erase these. */
    void erase(Collection<StorageRef> orphans) {
        orphans.forEach(ref -> begin(LEAST, () -> {
            links.erase(device, ref);
            return End.ORPHAN;
        }));
    }

    /** Waits until everything has ended that was begun. */
    void await() {
        acquire(ALL);
        room.release(ALL);
        tell();
        requireNoFailure();
    }

    /** Whether the device took nothing of late: it is full, or gone. */
    boolean isAtItsEnd() {
        return refusals.get() >= MOST_REFUSALS;
    }

    /** Begins nothing more. What is under way still reaches the device: it is waited for, so that it is noted too. */
    @Override
    public void close() {
        closed = true;
        try {
            if (room.tryAcquire(ALL, ACKNOWLEDGED_WITHIN.toNanos(), TimeUnit.NANOSECONDS)) {
                room.release(ALL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        tell();
    }

    private void begin(int cost, Supplier<End> task) {
        acquire(cost);
        try {
            requireNoFailure();
            executor.execute(() -> {
                try {
                    if (!closed) {
                        ends.add(task.get());
                        ended.incrementAndGet();
                    }
                } catch (RuntimeException e) {
                    failure.compareAndSet(null, e);
                } finally {
                    room.release(cost);
                }
            });
        } catch (RuntimeException e) {
            room.release(cost);
            throw e;
        }
        tellIfWorthwhile();
    }

    private void requireNoFailure() {
        var failed = failure.get();
        if (failed != null) {
            tell();
            throw failed;
        }
    }

    /** Room is taken last, so that work that is ended here has taken none. */
    private void acquire(int needed) {
        try {
            watch.alive();
            while (!room.tryAcquire(needed, NOTED_EVERY, TimeUnit.NANOSECONDS)) {
                tellIfWorthwhile();
                watch.alive();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Expected to go on, but was interrupted", e);
        }
    }

    private void tellIfWorthwhile() {
        if (ended.get() >= NOTED_TOGETHER || System.nanoTime() - toldAt >= NOTED_EVERY) {
            tell();
        }
    }

    private void tell() {
        toldAt = System.nanoTime();
        var held = new ArrayList<StorageRef>();
        var hopeless = new HashSet<StorageRef>();
        long sent = bytes.getAndSet(0);
        var figures = new Figures(0, 0, 0, 0, 0, 0, sent);
        boolean any = sent > 0;
        for (var end = ends.poll(); end != null; end = ends.poll()) {
            ended.decrementAndGet();
            any = true;
            figures = figures.plus(end.figures);
            end.held.ifPresent(held::add);
            end.hopeless.ifPresent(hopeless::add);
        }
        if (any) {
            watch.ended(new Ended(held, hopeless, figures));
        }
    }

    private boolean isShown(Placement placement) {
        int chunk = Math.floorMod(placement.ref().value().hashCode(), placement.chunks());
        return copies.isServedBy(device, placement, chunk);
    }

    private End mended(Fault fault) {
        return !isAtItsEnd() && isTaken(fault) ? End.mended(fault) : End.hopeless(fault);
    }

    private boolean isTaken(Fault fault) {
        var placement = fault.placed().placement();
        try (var delivery = links.deliver(placement.ref(), placement.version(), placement.chunks(), List.of(device))) {
            if (!isSent(fault, delivery)) {
                return false;
            }
            boolean held = isAcknowledged(delivery);
            if (held) {
                takenAt = System.nanoTime();
                refusals.set(0);
            } else {
                refusals.incrementAndGet();
            }
            return held;
        } catch (Refusal refusal) {
            if (refusal.reason() != Reason.STORAGE_UNAVAILABLE) {
                throw refusal;
            }
            refusals.incrementAndGet();
            return false;
        }
    }

    private boolean isSent(Fault fault, Delivery delivery) {
        var placement = fault.placed().placement();
        if (fault.chunks().size() == 1) {
            int chunk = fault.chunks().getFirst();
            return isSent(placement, chunk, copies.read(fault.placed(), chunk), delivery);
        }
        var ahead = new ArrayDeque<CompletableFuture<Optional<Bytes>>>();
        var unread = fault.chunks().iterator();
        int most = readAhead(placement);
        try {
            for (int chunk : fault.chunks()) {
                while (ahead.size() < most && unread.hasNext()) {
                    int next = unread.next();
                    ahead.add(CompletableFuture.supplyAsync(() -> copies.read(fault.placed(), next), executor));
                }
                if (!isSent(placement, chunk, joined(ahead.remove()), delivery)) {
                    return false;
                }
            }
            return true;
        } finally {
            // They count for this version's share of the memory until they are there.
            ahead.forEach(one -> one.handle((_, _) -> true).join());
        }
    }

    private boolean isSent(Placement placement, int chunk, Optional<Bytes> sealed, Delivery delivery) {
        if (sealed.isEmpty() || closed) {
            return false;
        }
        delivery.send(chunk, placement.digest(chunk), sealed.get());
        bytes.addAndGet(sealed.get().length());
        return true;
    }

    private boolean isAcknowledged(Delivery delivery) {
        long began = System.nanoTime();
        while (true) {
            long asked = System.nanoTime();
            if (delivery.await(1, ACKNOWLEDGED_WITHIN).contains(device.id())) {
                return true;
            }
            long now = System.nanoTime();
            boolean decided = now - asked < ACKNOWLEDGED_WITHIN.toNanos();
            if (decided
                    || now - takenAt > ACKNOWLEDGED_WITHIN.toNanos()
                    || now - began > GIVEN_UP.toNanos()
                    || closed) {
                return false;
            }
        }
    }

    private static <T> T joined(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static int readAhead(Placement placement) {
        return (int) Math.clamp(READ_AHEAD / placement.chunkSize(), 1, placement.chunks());
    }

    /** KiB that are in memory for it at a time: what is read ahead, and what is being sent. */
    private static int cost(Fault fault) {
        var placement = fault.placed().placement();
        long chunk = Math.min(placement.size(), placement.chunkSize()) / 1024 + 1;
        int chunks = fault.chunks().size() == 1 ? 1 : readAhead(placement) + 1;
        return (int) Math.clamp(chunk * chunks, LEAST, ALL);
    }

    /** What became of one version. */
    private record End(Optional<StorageRef> held, Optional<StorageRef> hopeless, Figures figures) {

        static final End ORPHAN = new End(Optional.empty(), Optional.empty(), new Figures(0, 0, 0, 0, 1, 0, 0));

        static End shown(Placed placed) {
            return new End(Optional.of(placed.placement().ref()), Optional.empty(), Figures.NONE);
        }

        static End mended(Fault fault) {
            return new End(Optional.of(fault.placed().placement().ref()), Optional.empty(), figures(fault, 1, 0));
        }

        static End hopeless(Fault fault) {
            return new End(
                    Optional.empty(), Optional.of(fault.placed().placement().ref()), figures(fault, 0, 1));
        }

        private static Figures figures(Fault fault, int repaired, int unrepairable) {
            int corrupt = fault.damaged() ? 1 : 0;
            return new Figures(0, 1 - corrupt, corrupt, repaired, 0, unrepairable, 0);
        }
    }
}
