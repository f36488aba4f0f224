package io.privicore.application.port;

import io.privicore.application.device.DeviceReports;
import io.privicore.application.device.DeviceReports.Receipt;
import io.privicore.domain.device.Device;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.token.Placement;
import io.privicore.domain.token.StorageRef;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Devices in memory behind queues that hold what was sent until the test lets a device work: {@link #work}. Each can be
 * away, full, silent or lying.
 */
public final class InMemoryDeviceLinks implements DeviceLinks {

    private final InstantSource clock;
    private final Map<DeviceId, Shelf> shelves = new HashMap<>();
    private final Map<DeviceId, DeviceReports> prompt = new ConcurrentHashMap<>();
    private boolean down;

    public InMemoryDeviceLinks(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Set<DeviceId> store(Placement placement, List<Bytes> chunks, Collection<Device> devices) {
        var reached = enqueue(placement, chunks, devices);
        prompt.forEach((device, reports) -> work(device, reports));
        return reached;
    }

    private synchronized Set<DeviceId> enqueue(Placement placement, List<Bytes> chunks, Collection<Device> devices) {
        requireUp();
        Set<DeviceId> reached = new HashSet<>();
        for (Device device : devices) {
            var shelf = shelf(device.id());
            if (device.keys().isPresent() && !shelf.queueFull) {
                shelf.queue.add(new Task(placement, chunks));
                reached.add(device.id());
            }
        }
        return reached;
    }

    @Override
    public synchronized CompletableFuture<Bytes> fetch(Device device, Placement placement, int chunk) {
        var shelf = shelf(device.id());
        var answer = new CompletableFuture<Bytes>();
        var held = shelf.held.get(placement.ref());
        if (shelf.away) {
            return answer;
        }
        if (held == null) {
            answer.completeExceptionally(new Absent(placement.ref().toString()));
        } else {
            answer.complete(shelf.lying ? flipped(held.get(chunk)) : held.get(chunk));
        }
        return answer;
    }

    @Override
    public synchronized boolean erase(Device device, StorageRef ref) {
        requireUp();
        shelf(device.id()).erasures.add(ref);
        return true;
    }

    @Override
    public synchronized void requireReachable() {
        requireUp();
    }

    @Override
    public synchronized void forget(DeviceId device) {
        shelves.remove(device);
    }

    /** Lets the device do everything that waits for it, and report. */
    public void work(DeviceId device, DeviceReports reports) {
        for (Task task : takeAll(device)) {
            var placement = task.placement();
            reports.stored(
                    device,
                    List.of(new Receipt(
                            placement.ref(),
                            placement.version(),
                            0,
                            isHonest(device) ? placement.digest(0) : Bytes.wrap(new byte[32]))),
                    clock.instant());
        }
        var erased = takeErasures(device);
        if (!erased.isEmpty()) {
            reports.deleted(device, erased);
        }
    }

    /** Lets the device answer whatever it is sent before the sender goes on. */
    public void answerAtOnce(DeviceId device, DeviceReports reports) {
        prompt.put(device, reports);
    }

    public synchronized void setDown(boolean down) {
        this.down = down;
    }

    public synchronized void setAway(DeviceId device, boolean away) {
        shelf(device).away = away;
    }

    public synchronized void setLying(DeviceId device, boolean lying) {
        shelf(device).lying = lying;
    }

    /** Lets the device report other digests than it was sent. */
    public synchronized void setHonest(DeviceId device, boolean honest) {
        shelf(device).honest = honest;
    }

    private synchronized boolean isHonest(DeviceId device) {
        return shelf(device).honest;
    }

    public synchronized void setQueueFull(DeviceId device, boolean full) {
        shelf(device).queueFull = full;
    }

    public synchronized void lose(DeviceId device) {
        shelf(device).held.clear();
    }

    public synchronized Set<StorageRef> heldBy(DeviceId device) {
        return Set.copyOf(shelf(device).held.keySet());
    }

    private synchronized List<Task> takeAll(DeviceId device) {
        var shelf = shelf(device);
        var tasks = List.copyOf(shelf.queue);
        shelf.queue.clear();
        tasks.forEach(task -> shelf.held.put(task.placement().ref(), task.chunks()));
        return tasks;
    }

    private synchronized List<StorageRef> takeErasures(DeviceId device) {
        var shelf = shelf(device);
        var refs = List.copyOf(shelf.erasures);
        shelf.erasures.clear();
        refs.forEach(shelf.held::remove);
        return refs;
    }

    private Shelf shelf(DeviceId device) {
        return shelves.computeIfAbsent(device, _ -> new Shelf());
    }

    private void requireUp() {
        if (down) {
            throw new Refusal(Reason.BROKER_UNAVAILABLE, "Expected to reach the broker, but it is away");
        }
    }

    private static Bytes flipped(Bytes bytes) {
        var changed = bytes.toArray();
        changed[changed.length - 1] ^= 1;
        return Bytes.wrap(changed);
    }

    private record Task(Placement placement, List<Bytes> chunks) {}

    private static final class Shelf {
        private final Deque<Task> queue = new ArrayDeque<>();
        private final Deque<StorageRef> erasures = new ArrayDeque<>();
        private final Map<StorageRef, List<Bytes>> held = new HashMap<>();
        private boolean away;
        private boolean lying;
        private boolean queueFull;
        private boolean honest = true;
    }
}
