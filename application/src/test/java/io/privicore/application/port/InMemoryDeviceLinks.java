package io.privicore.application.port;

import io.privicore.application.device.DeviceReports;
import io.privicore.application.device.DeviceReports.Receipt;
import io.privicore.application.port.DevicePresences.Report;
import io.privicore.application.port.InMemoryShelf.Listed;
import io.privicore.application.port.InMemoryShelf.Task;
import io.privicore.domain.device.Device;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.token.Placement;
import io.privicore.domain.token.StorageRef;
import io.privicore.domain.voting.BallotId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Devices in memory behind queues that hold what was sent until the test lets a device work: {@link #work}. Each can be
 * away, full, silent or lying.
 */
public final class InMemoryDeviceLinks implements DeviceLinks {

    /** What devices were asked to vote on. */
    public final InMemoryBallots ballots;

    private final InstantSource clock;
    private final Map<DeviceId, InMemoryShelf> shelves = new HashMap<>();
    private final Map<StorageRef, OpenDelivery> deliveries = new HashMap<>();
    private final Map<DeviceId, DeviceReports> prompt = new ConcurrentHashMap<>();
    private boolean down;
    private int deliveriesLeft = Integer.MAX_VALUE;

    public InMemoryDeviceLinks(InstantSource clock) {
        this.clock = clock;
        this.ballots = new InMemoryBallots(clock);
    }

    @Override
    public synchronized Delivery deliver(StorageRef ref, long version, int chunks, Collection<Device> devices) {
        requireUp();
        if (deliveriesLeft-- == 0) {
            down = true;
            requireUp();
        }
        var delivery = new OpenDelivery(ref, version, List.copyOf(devices));
        deliveries.put(ref, delivery);
        return delivery;
    }

    @Override
    public synchronized CompletableFuture<Bytes> fetch(Device device, Placement placement, int chunk) {
        var shelf = shelf(device.id());
        var answer = new CompletableFuture<Bytes>();
        if (shelf.away) {
            return answer;
        }
        var bytes = shelf.bytes(placement.ref(), chunk);
        if (bytes.isEmpty() || !shelf.lying && !shelf.isSound(placement.ref(), chunk)) {
            shelf.forget(placement.ref(), chunk);
            answer.completeExceptionally(new Absent(placement.ref().toString()));
        } else {
            answer.complete(shelf.lying ? InMemoryShelf.flipped(bytes.get()) : bytes.get());
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
    public boolean ballot(Device device, BallotPaper paper) {
        if (!takes(device)) {
            return false;
        }
        ballots.deliver(device, paper);
        return true;
    }

    @Override
    public void closed(Device device, BallotId ballot, BallotEnd end) {
        if (takes(device)) {
            ballots.close(device, ballot, end);
        }
    }

    private synchronized boolean takes(Device device) {
        requireUp();
        return device.keys().isPresent() && !shelf(device.id()).queueFull;
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
        Map<StorageRef, List<Receipt>> unheard = new LinkedHashMap<>();
        for (Task task : takeAll(device)) {
            var digest = isHonest(device) ? task.digest() : Bytes.wrap(new byte[32]);
            if (isErased(device, task.ref()) || isFull(device)) {
                continue;
            }
            var delivery = deliveryOf(task.ref());
            if (delivery == null || !delivery.received(device, task.chunk(), digest)) {
                unheard.computeIfAbsent(task.ref(), _ -> new ArrayList<>())
                        .add(new Receipt(task.ref(), task.version(), task.chunk(), digest));
            }
        }
        unheard.values().forEach(receipts -> reports.stored(device, receipts, clock.instant()));
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

    /** Lets the broker go away when so many more deliveries have begun. */
    public synchronized void breakAfter(int deliveries) {
        deliveriesLeft = deliveries;
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

    /** Empties the device, which then knows that it is. */
    public synchronized void lose(DeviceId device) {
        shelf(device).held.clear();
        shelf(device).index.clear();
    }

    /** Empties the device, which goes on as if it held everything. */
    public synchronized void empty(DeviceId device) {
        shelf(device).held.clear();
    }

    /** Changes a stored byte, of which the device knows nothing until it looks. */
    public synchronized void damage(DeviceId device, StorageRef ref) {
        shelf(device).held.computeIfPresent(ref, (_, chunks) -> {
            chunks.replaceAll((_, bytes) -> InMemoryShelf.flipped(bytes));
            return chunks;
        });
    }

    public synchronized void damageChunk(DeviceId device, StorageRef ref, int chunk) {
        shelf(device)
                .held
                .getOrDefault(ref, new HashMap<>())
                .computeIfPresent(chunk, (_, bytes) -> InMemoryShelf.flipped(bytes));
    }

    /** Lets what the device was told to erase get lost. */
    public synchronized void forgetErasures(DeviceId device) {
        shelf(device).erasures.clear();
    }

    /** What the device holds whole and undamaged. */
    public synchronized Set<StorageRef> soundOf(DeviceId device) {
        var shelf = shelf(device);
        var sound = new HashSet<>(shelf.held.keySet());
        sound.removeIf(ref -> !shelf.index.containsKey(ref)
                || !shelf.index.get(ref).digests().keySet().stream().allMatch(chunk -> shelf.isSound(ref, chunk)));
        return sound;
    }

    /** Puts something on the device that nobody sent. */
    public synchronized void plant(DeviceId device, StorageRef ref, Bytes bytes) {
        shelf(device).put(new Task(ref, 1, 0, Sha256.of(bytes), bytes));
    }

    /** What the device says it holds: digests by chunk. One that reads what it holds forgets what is damaged. */
    synchronized Map<StorageRef, Listed> inventory(DeviceId device, boolean deep) {
        var shelf = shelf(device);
        if (deep && !shelf.pretends) {
            shelf.check();
        }
        Map<StorageRef, Listed> listed = new HashMap<>();
        shelf.index.forEach(
                (ref, entry) -> listed.put(ref, new Listed(entry.version(), new TreeMap<>(entry.digests()))));
        return listed;
    }

    synchronized boolean isAway(DeviceId device) {
        return shelf(device).away;
    }

    /** Lets a device that answers at once do what waits for it. */
    void catchUp(DeviceId device) {
        var reports = prompt.get(device);
        if (reports != null) {
            work(device, reports);
        }
    }

    /** Lets a device that answers at once say how it is. */
    public void beat(DeviceId device) {
        var reports = prompt.get(device);
        if (reports != null) {
            reports.heartbeat(device, report(device), clock.instant());
        }
    }

    private synchronized Report report(DeviceId device) {
        var chunks = shelf(device).held.values().stream()
                .flatMap(held -> held.values().stream())
                .toList();
        return new Report(1_000_000, chunks.stream().mapToLong(Bytes::length).sum(), chunks.size());
    }

    /** Lets the device claim after any check that it holds what it was sent once. */
    public synchronized void setPretending(DeviceId device, boolean pretends) {
        shelf(device).pretends = pretends;
    }

    public synchronized Set<StorageRef> heldBy(DeviceId device) {
        return Set.copyOf(shelf(device).held.keySet());
    }

    private synchronized List<Task> takeAll(DeviceId device) {
        var shelf = shelf(device);
        var tasks = List.copyOf(shelf.queue);
        shelf.queue.clear();
        tasks.forEach(shelf::put);
        return tasks;
    }

    private synchronized List<StorageRef> takeErasures(DeviceId device) {
        var shelf = shelf(device);
        var refs = List.copyOf(shelf.erasures);
        shelf.erasures.clear();
        refs.forEach(shelf::erase);
        return refs;
    }

    private synchronized boolean isErased(DeviceId device, StorageRef ref) {
        return shelf(device).erased.contains(ref);
    }

    private synchronized boolean isFull(DeviceId device) {
        return shelf(device).full;
    }

    /** Lets the device take everything and keep nothing. */
    public synchronized void setFull(DeviceId device, boolean full) {
        shelf(device).full = full;
    }

    private InMemoryShelf shelf(DeviceId device) {
        return shelves.computeIfAbsent(device, _ -> new InMemoryShelf());
    }

    private void requireUp() {
        if (down) {
            throw new Refusal(Reason.BROKER_UNAVAILABLE, "Expected to reach the broker, but it is away");
        }
    }

    private synchronized @Nullable OpenDelivery deliveryOf(StorageRef ref) {
        return deliveries.get(ref);
    }

    /** Nothing is waited for here: devices answer when the test lets them, or at once. */
    private final class OpenDelivery implements Delivery {

        private final StorageRef ref;
        private final long version;
        private final List<Device> devices;
        private final Set<DeviceId> refused = new HashSet<>();
        private final Map<DeviceId, Set<Integer>> held = new HashMap<>();
        private final Map<Integer, Bytes> sent = new HashMap<>();

        OpenDelivery(StorageRef ref, long version, List<Device> devices) {
            this.ref = ref;
            this.version = version;
            this.devices = devices;
        }

        @Override
        public void send(int chunk, Bytes digest, Bytes sealed) {
            synchronized (InMemoryDeviceLinks.this) {
                requireUp();
                sent.put(chunk, digest);
                for (Device device : devices) {
                    var shelf = shelf(device.id());
                    if (device.keys().isPresent() && !shelf.queueFull) {
                        shelf.queue.add(new Task(ref, version, chunk, digest, sealed));
                    } else {
                        refused.add(device.id());
                    }
                }
            }
            prompt.forEach((device, reports) -> work(device, reports));
        }

        @Override
        public Set<DeviceId> reached() {
            synchronized (InMemoryDeviceLinks.this) {
                requireUp();
                var reached = new HashSet<DeviceId>();
                devices.forEach(device -> reached.add(device.id()));
                reached.removeAll(refused);
                return reached;
            }
        }

        @Override
        public Set<DeviceId> await(int enough, Duration longest) {
            synchronized (InMemoryDeviceLinks.this) {
                var holders = new HashSet<DeviceId>();
                held.forEach((device, chunks) -> {
                    if (chunks.size() == sent.size()) {
                        holders.add(device);
                    }
                });
                return holders;
            }
        }

        @Override
        public Set<DeviceId> end() {
            synchronized (InMemoryDeviceLinks.this) {
                deliveries.remove(ref, this);
                return await(0, Duration.ZERO);
            }
        }

        @Override
        public void close() {
            end();
        }

        boolean received(DeviceId device, int chunk, Bytes digest) {
            synchronized (InMemoryDeviceLinks.this) {
                if (deliveries.get(ref) != this) {
                    return false;
                }
                if (Objects.equals(sent.get(chunk), digest)) {
                    held.computeIfAbsent(device, _ -> new HashSet<>()).add(chunk);
                }
                return true;
            }
        }
    }
}
