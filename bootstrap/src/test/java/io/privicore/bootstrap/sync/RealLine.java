package io.privicore.bootstrap.sync;

import io.privicore.application.device.DeviceReports.Receipt;
import io.privicore.application.port.Delivery;
import io.privicore.application.port.DeviceLinks;
import io.privicore.application.port.Inventories;
import io.privicore.domain.device.Device;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.token.Placement;
import io.privicore.domain.token.StorageRef;
import io.privicore.domain.voting.BallotId;
import io.privicore.protocol.message.ChunkAddress;
import io.privicore.protocol.message.DeviceMessage.StorageInventoryPage;
import io.privicore.protocol.message.Digest;
import io.privicore.protocol.message.EngineMessage.StorageDelete;
import io.privicore.protocol.message.EngineMessage.StorageFetch;
import io.privicore.protocol.message.EngineMessage.StorageInventory;
import io.privicore.protocol.message.EngineMessage.StorageMessage;
import io.privicore.protocol.message.EngineMessage.StorageProve;
import io.privicore.protocol.message.EngineMessage.StorageStatus;
import io.privicore.protocol.message.EngineMessage.StorageStore;
import io.privicore.protocol.message.Inventory.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/** Links to real devices without a wire in between. */
final class RealLine implements DeviceLinks, Inventories {

    final Map<DeviceId, RealDevice> devices = new ConcurrentHashMap<>();
    final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final Map<UUID, CompletableFuture<Object>> asked = new ConcurrentHashMap<>();
    private final Map<UUID, List<StorageInventoryPage>> pages = new ConcurrentHashMap<>();
    private final Map<StorageRef, OpenDelivery> deliveries = new ConcurrentHashMap<>();

    @Override
    public Delivery deliver(StorageRef ref, long version, int chunks, Collection<Device> to) {
        var delivery = new OpenDelivery(ref, version, chunks, List.copyOf(to));
        deliveries.put(ref, delivery);
        return delivery;
    }

    @Override
    public CompletableFuture<Bytes> fetch(Device device, Placement placement, int chunk) {
        return ask(device, id -> new StorageFetch(id, placement.ref().value(), placement.version(), chunk, chunk, 1))
                .thenApply(Bytes.class::cast);
    }

    @Override
    public boolean erase(Device device, StorageRef ref) {
        device(device.id()).tell(new StorageDelete(ref.value()));
        return true;
    }

    /** Nobody votes here. */
    @Override
    public boolean ballot(Device device, BallotPaper paper) {
        return false;
    }

    @Override
    public void closed(Device device, BallotId ballot, BallotEnd end) {}

    @Override
    public void requireReachable() {}

    @Override
    public void forget(DeviceId device) {}

    @Override
    public CompletableFuture<Map<Integer, Bytes>> buckets(Device device, int from, int to, boolean deep) {
        return pages(device, new Scope.Buckets(from, to), deep).thenApply(said -> {
            Map<Integer, Bytes> digests = new HashMap<>();
            said.forEach(page -> page.buckets().forEach(one -> digests.put(one.number(), bytes(one.digest()))));
            return digests;
        });
    }

    @Override
    public CompletableFuture<List<Item>> items(Device device, int bucket) {
        return pages(device, new Scope.Items(bucket), false).thenApply(said -> said.stream()
                .flatMap(page -> page.items().stream())
                .map(item -> new Item(new StorageRef(item.ref()), item.version(), item.chunks(), bytes(item.digest())))
                .toList());
    }

    @Override
    public CompletableFuture<Map<Integer, Bytes>> chunks(Device device, StorageRef ref, long version) {
        return pages(device, new Scope.Chunks(ref.value(), version), false).thenApply(said -> {
            Map<Integer, Bytes> digests = new HashMap<>();
            said.forEach(page -> page.chunks().forEach(one -> digests.put(one.chunk(), bytes(one.digest()))));
            return digests;
        });
    }

    @Override
    public CompletableFuture<Boolean> prove(Device device, Placement placement, int chunk, Bytes sealed) {
        var nonce = io.privicore.protocol.Bytes.wrap(new byte[StorageProve.NONCE_LENGTH]);
        Function<UUID, StorageProve> question =
                id -> new StorageProve(id, placement.ref().value(), placement.version(), chunk, nonce);
        var proof = question.apply(UUID.randomUUID()).proofOf(io.privicore.protocol.Bytes.wrap(sealed.view()));
        return ask(device, question).thenApply(proof::equals);
    }

    @Override
    public void status(Device device) {
        device(device.id()).tell(new StorageStatus());
    }

    void answer(UUID request, Object answer) {
        var waiting = asked.remove(request);
        if (waiting != null) {
            waiting.complete(answer);
        }
    }

    void fail(UUID request, RuntimeException failure) {
        var waiting = asked.remove(request);
        if (waiting != null) {
            waiting.completeExceptionally(failure);
        }
    }

    void page(StorageInventoryPage page) {
        var said = pages.computeIfAbsent(page.request(), _ -> new ArrayList<>());
        said.add(page);
        if (page.last()) {
            pages.remove(page.request());
            answer(page.request(), said);
        }
    }

    boolean heard(DeviceId device, Receipt receipt) {
        var delivery = deliveries.get(receipt.ref());
        return delivery != null && delivery.heard(device, receipt);
    }

    @SuppressWarnings("unchecked")
    private CompletableFuture<List<StorageInventoryPage>> pages(Device device, Scope scope, boolean deep) {
        return ask(device, id -> new StorageInventory(id, scope, deep))
                .thenApply(said -> (List<StorageInventoryPage>) said);
    }

    /** What is asked of a device that is not there is known at once to have no answer. */
    private CompletableFuture<Object> ask(Device device, Function<UUID, ? extends StorageMessage> question) {
        var real = device(device.id());
        if (!real.isConnected()) {
            return CompletableFuture.failedFuture(new IllegalStateException("away"));
        }
        var id = UUID.randomUUID();
        var answer = new CompletableFuture<Object>();
        asked.put(id, answer);
        real.tell(question.apply(id));
        return answer;
    }

    private RealDevice device(DeviceId id) {
        return Objects.requireNonNull(devices.get(id));
    }

    private static Bytes bytes(Digest digest) {
        return Bytes.wrap(digest.toBytes());
    }

    private final class OpenDelivery implements Delivery {

        private final StorageRef ref;
        private final long version;
        private final int chunks;
        private final List<Device> to;
        private final Set<DeviceId> reached = new HashSet<>();
        private final Map<Integer, Bytes> sent = new HashMap<>();
        private final Map<DeviceId, Set<Integer>> held = new HashMap<>();

        OpenDelivery(StorageRef ref, long version, int chunks, List<Device> to) {
            this.ref = ref;
            this.version = version;
            this.chunks = chunks;
            this.to = to;
            to.forEach(device -> reached.add(device.id()));
        }

        @Override
        public void send(int chunk, Bytes digest, Bytes sealed) {
            synchronized (this) {
                sent.put(chunk, digest);
            }
            var store = StorageStore.of(
                    new ChunkAddress(ref.value(), version, chunk, chunks),
                    io.privicore.protocol.Bytes.wrap(sealed.view()));
            for (var device : to) {
                var real = device(device.id());
                if (real.isFull()) {
                    synchronized (this) {
                        reached.remove(device.id());
                    }
                } else {
                    real.tell(store);
                }
            }
        }

        @Override
        public synchronized Set<DeviceId> reached() {
            return Set.copyOf(reached);
        }

        @Override
        public synchronized Set<DeviceId> await(int enough, Duration longest) {
            long end = System.nanoTime() + longest.toNanos();
            try {
                while (holders().size() < Math.min(enough, there()) && System.nanoTime() < end) {
                    wait(10);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return holders();
        }

        private long there() {
            return reached.stream().filter(id -> device(id).isConnected()).count();
        }

        @Override
        public synchronized Set<DeviceId> end() {
            deliveries.remove(ref, this);
            return holders();
        }

        @Override
        public void close() {
            end();
        }

        synchronized boolean heard(DeviceId device, Receipt receipt) {
            if (deliveries.get(ref) != this) {
                return false;
            }
            if (Objects.equals(receipt.digest(), sent.get(receipt.chunk()))) {
                held.computeIfAbsent(device, _ -> new HashSet<>()).add(receipt.chunk());
                notifyAll();
            }
            return true;
        }

        private Set<DeviceId> holders() {
            var holders = new HashSet<DeviceId>();
            held.forEach((device, parts) -> {
                if (parts.size() == sent.size()) {
                    holders.add(device);
                }
            });
            return holders;
        }
    }
}
