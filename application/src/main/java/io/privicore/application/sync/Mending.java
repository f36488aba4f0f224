package io.privicore.application.sync;

import io.privicore.application.port.DeviceLinks;
import io.privicore.application.port.Stocks.Placed;
import io.privicore.domain.device.Device;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.token.StorageRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/** Brings versions to one device, many at a time and never more than a bounded number of bytes. */
final class Mending {

    private static final int ALL = 64 * 1024;
    private static final int LEAST = 256;
    private static final int NOTED_TOGETHER = 256;
    private static final int MOST_REFUSALS = 32;
    private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(15);

    private final Device device;
    private final DeviceLinks links;
    private final Copies copies;
    private final Executor executor;
    private final Consumer<List<StorageRef>> notes;
    private final Runnable alive;
    private final AtomicInteger refusals = new AtomicInteger();

    /**
     * @param notes takes what the device holds now
     * @param alive called every few seconds while the work lasts; what it throws ends the work
     */
    Mending(
            Device device,
            DeviceLinks links,
            Copies copies,
            Executor executor,
            Consumer<List<StorageRef>> notes,
            Runnable alive) {
        this.device = device;
        this.links = links;
        this.copies = copies;
        this.executor = executor;
        this.notes = notes;
        this.alive = alive;
    }

    /** @param chunks those to be sent */
    record Fault(Placed placed, List<Integer> chunks) {}

    /** @param hopeless what no device could give, or this one did not take */
    record Mended(long repaired, long bytes, Set<StorageRef> hopeless) {}

    /** Sends what is at fault, and notes what the device then holds. */
    Mended mend(List<Fault> faults) {
        Queue<StorageRef> done = new LinkedBlockingQueue<>();
        Set<StorageRef> hopeless = ConcurrentHashMap.newKeySet();
        var repaired = new AtomicLong();
        var bytes = new AtomicLong();
        var noted = new NotedTogether(done, notes);
        try {
            each(
                    faults,
                    fault -> cost(fault.placed()),
                    fault -> {
                        if (!isAtItsEnd() && mend(fault, bytes)) {
                            repaired.incrementAndGet();
                            done.add(fault.placed().placement().ref());
                        } else {
                            hopeless.add(fault.placed().placement().ref());
                        }
                    },
                    noted::ifMany);
        } finally {
            noted.all();
        }
        return new Mended(repaired.get(), bytes.get(), hopeless);
    }

    /** Asks the device for a chunk of each, and notes those that it has; answers the others. */
    List<Placed> prove(List<Placed> claimed) {
        Queue<StorageRef> proven = new LinkedBlockingQueue<>();
        Queue<Placed> unproven = new LinkedBlockingQueue<>();
        var noted = new NotedTogether(proven, notes);
        try {
            each(
                    claimed,
                    Mending::cost,
                    placed -> {
                        var chunk = Math.floorMod(
                                placed.placement().ref().value().hashCode(),
                                placed.placement().chunks());
                        if (copies.isServedBy(device, placed.placement(), chunk)) {
                            proven.add(placed.placement().ref());
                        } else {
                            unproven.add(placed);
                        }
                    },
                    noted::ifMany);
        } finally {
            noted.all();
        }
        return List.copyOf(unproven);
    }

    void erase(Collection<StorageRef> orphans) {
        each(List.copyOf(orphans), _ -> LEAST, ref -> links.erase(device, ref), () -> {});
    }

    /** Whether the device took nothing of late: it is full, or gone. */
    boolean isAtItsEnd() {
        return refusals.get() >= MOST_REFUSALS;
    }

    private boolean mend(Fault fault, AtomicLong bytes) {
        var placement = fault.placed().placement();
        try (var delivery = links.deliver(placement.ref(), placement.version(), placement.chunks(), List.of(device))) {
            long sent = 0;
            for (int chunk : fault.chunks()) {
                var sealed = copies.read(fault.placed(), chunk);
                if (sealed.isEmpty()) {
                    return false;
                }
                delivery.send(chunk, placement.digest(chunk), sealed.get());
                sent += sealed.get().length();
            }
            bytes.addAndGet(sent);
            boolean held = delivery.await(1, ACKNOWLEDGED_WITHIN).contains(device.id());
            if (held) {
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

    private <T> void each(List<T> all, ToIntFunction<T> cost, Consumer<T> task, Runnable between) {
        var room = new Semaphore(ALL);
        var failure = new AtomicReference<RuntimeException>();
        try {
            for (var one : all) {
                int needed = cost.applyAsInt(one);
                acquire(room, needed);
                if (failure.get() != null) {
                    room.release(needed);
                    break;
                }
                executor.execute(() -> {
                    try {
                        task.accept(one);
                    } catch (RuntimeException e) {
                        failure.compareAndSet(null, e);
                    } finally {
                        room.release(needed);
                    }
                });
                between.run();
            }
            acquire(room, ALL);
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
            awaitRest(room);
        }
        var failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    /** Room is taken last, so that work that is ended here has taken none. */
    private void acquire(Semaphore room, int needed) {
        try {
            do {
                alive.run();
            } while (!room.tryAcquire(needed, 5, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Expected to go on, but was interrupted", e);
        }
    }

    /** What is under way still reaches the device: a run that broke waits for it, so that it is noted too. */
    private static void awaitRest(Semaphore room) {
        try {
            if (room.tryAcquire(ALL, ACKNOWLEDGED_WITHIN.toNanos(), TimeUnit.NANOSECONDS)) {
                room.release(ALL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** KiB that are in memory for it at a time, and at least so much that not too many are under way. */
    private static int cost(Placed placed) {
        long chunk = Math.min(placed.placement().size(), placed.placement().chunkSize());
        return (int) Math.clamp(chunk / 1024 + 1, LEAST, ALL);
    }

    private record NotedTogether(Queue<StorageRef> held, Consumer<List<StorageRef>> notes) {

        void ifMany() {
            if (held.size() >= NOTED_TOGETHER) {
                all();
            }
        }

        void all() {
            var batch = new ArrayList<StorageRef>();
            for (var ref = held.poll(); ref != null; ref = held.poll()) {
                batch.add(ref);
            }
            if (!batch.isEmpty()) {
                notes.accept(batch);
            }
        }
    }
}
