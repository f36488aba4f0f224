package io.privicore.adapters.amqp.link;

import io.privicore.adapters.amqp.broker.ConfirmingChannel.Outcome;
import io.privicore.application.port.Delivery;
import io.privicore.domain.device.Device;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.token.StorageRef;
import io.privicore.protocol.message.ChunkAddress;
import io.privicore.protocol.message.Digest;
import io.privicore.protocol.message.EngineMessage.StorageStore;
import java.time.Duration;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * A delivery over AMQP. How far a device is behind is what it was sent and has not reported durable; the broker's queues
 * would take any amount, and are not to.
 */
final class OpenDelivery implements Delivery {

    /** How many bytes a device may be behind. */
    private static final long WINDOW = 16L << 20;

    /** A device that reports nothing for so long, while the others wait for it, is left to synchronisation. */
    private static final Duration STALLED = Duration.ofSeconds(5);

    /** As long is waited when no other device is left. */
    private static final Duration GIVEN_UP = Duration.ofSeconds(30);

    private final Sending sending;
    private final Deliveries deliveries;
    private final StorageRef ref;
    private final long version;
    private final int chunks;
    private final Duration confirmTimeout;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<DeviceId, Part> parts = new LinkedHashMap<>();
    private final Map<Integer, Sent> sent = new HashMap<>();
    private boolean lost;
    private boolean ended;

    OpenDelivery(
            Sending sending,
            Deliveries deliveries,
            StorageRef ref,
            long version,
            int chunks,
            Collection<Device> devices,
            Duration confirmTimeout) {
        this.sending = sending;
        this.deliveries = deliveries;
        this.ref = ref;
        this.version = version;
        this.chunks = chunks;
        this.confirmTimeout = confirmTimeout;
        for (var device : devices) {
            if (device.keys().isPresent()) {
                parts.put(device.id(), new Part(device));
            }
        }
    }

    /** From here on it hears what its devices report. */
    OpenDelivery listening() {
        deliveries.add(ref, parts.keySet(), this);
        return this;
    }

    @Override
    public void send(int chunk, Bytes digest, Bytes sealed) {
        var message = new StorageStore(
                new ChunkAddress(ref.value(), version, chunk, chunks),
                Digest.of(digest.view()),
                io.privicore.protocol.Bytes.wrap(sealed.view()));
        for (var part : admitted(chunk, new Sent(message.digest(), sealed.length()))) {
            var _ = sending.send(part.device, message).thenAccept(outcome -> answered(part, outcome));
        }
    }

    @Override
    public Set<DeviceId> reached() {
        lock.lock();
        try {
            waitUntil(() -> lost || parts.values().stream().noneMatch(Part::isUnanswered), confirmTimeout);
            if (lost) {
                throw AmqpDeviceLinks.brokerAway();
            }
            var reached = new HashSet<DeviceId>();
            parts.forEach((id, part) -> {
                if (part.takesPart && !part.isUnanswered()) {
                    reached.add(id);
                }
            });
            return reached;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Set<DeviceId> await(int devices, Duration longest) {
        lock.lock();
        try {
            waitUntil(() -> holders().size() >= devices || isDecided(), longest);
            return holders();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Set<DeviceId> end() {
        lock.lock();
        try {
            ended = true;
            deliveries.remove(ref, parts.keySet(), this);
            changed.signalAll();
            return holders();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        end();
    }

    /** Hears what a device reports; false once this has ended, and somebody else has to. */
    boolean stored(DeviceId device, long reported, int chunk, Digest digest) {
        lock.lock();
        try {
            if (ended) {
                return false;
            }
            var part = parts.get(device);
            var known = sent.get(chunk);
            if (part != null
                    && known != null
                    && reported == version
                    && known.digest().equals(digest)
                    && !part.held.get(chunk)) {
                part.held.set(chunk);
                part.behind -= known.length();
                part.progressAt = System.nanoTime();
                changed.signalAll();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The device will not hold the version. */
    void refused(DeviceId device) {
        lock.lock();
        try {
            var part = parts.get(device);
            if (part != null) {
                part.takesPart = false;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Notes a chunk as sent, once there is room for it, and answers to whom. */
    private List<Part> admitted(int number, Sent chunk) {
        lock.lock();
        try {
            boolean any = parts.values().stream().anyMatch(part -> part.takesPart);
            while (any && !hasRoom(chunk.length())) {
                waitUntil(() -> hasRoom(chunk.length()), STALLED);
                leaveStalledBehind(chunk.length());
            }
            if (lost) {
                throw AmqpDeviceLinks.brokerAway();
            }
            var taking = parts.values().stream().filter(part -> part.takesPart).toList();
            if (any && taking.isEmpty()) {
                throw new Refusal(
                        Reason.STORAGE_UNAVAILABLE, "Expected devices to take data in time, but none takes any more");
            }
            sent.put(number, chunk);
            for (var part : taking) {
                part.behind += chunk.length();
                part.unanswered++;
            }
            return taking;
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoom(int length) {
        return lost
                || parts.values().stream()
                        .allMatch(part -> !part.takesPart || part.behind == 0 || part.behind + length <= WINDOW);
    }

    private void leaveStalledBehind(int length) {
        long now = System.nanoTime();
        boolean anyWithRoom = parts.values().stream()
                .anyMatch(part -> part.takesPart && (part.behind == 0 || part.behind + length <= WINDOW));
        var patience = anyWithRoom ? STALLED : GIVEN_UP;
        parts.values().stream()
                .filter(part -> part.behind > 0 && now - part.progressAt >= patience.toNanos())
                .forEach(part -> part.takesPart = false);
    }

    private void answered(Part part, Outcome outcome) {
        lock.lock();
        try {
            part.unanswered--;
            switch (outcome) {
                case TAKEN -> {}
                case REFUSED -> part.takesPart = false;
                case LOST -> lost = true;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether every device that takes part still holds everything, so that no other answer is to come. */
    private boolean isDecided() {
        return lost || parts.values().stream().allMatch(part -> !part.takesPart || part.holds(sent.size()));
    }

    private Set<DeviceId> holders() {
        var holders = new HashSet<DeviceId>();
        parts.forEach((id, part) -> {
            if (part.holds(sent.size())) {
                holders.add(id);
            }
        });
        return holders;
    }

    private void waitUntil(BooleanSupplier condition, Duration longest) {
        long rest = longest.toNanos();
        try {
            while (!condition.getAsBoolean() && rest > 0) {
                rest = changed.awaitNanos(rest);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AmqpDeviceLinks.brokerAway();
        }
    }

    /** How a message gets to a device. */
    @FunctionalInterface
    interface Sending {
        CompletableFuture<Outcome> send(Device device, StorageStore message);
    }

    private record Sent(Digest digest, int length) {}

    /** What one device makes of it. */
    private static final class Part {

        private final Device device;
        private final BitSet held = new BitSet();
        private boolean takesPart = true;
        private long behind;
        private int unanswered;
        private long progressAt = System.nanoTime();

        Part(Device device) {
            this.device = device;
        }

        boolean isUnanswered() {
            return takesPart && unanswered > 0;
        }

        boolean holds(int chunks) {
            return chunks > 0 && held.cardinality() == chunks;
        }
    }
}
