package io.privicore.adapters.amqp.link;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import io.privicore.adapters.amqp.broker.Broker;
import io.privicore.adapters.amqp.broker.ConfirmingChannel.Outcome;
import io.privicore.application.port.DeviceLinks;
import io.privicore.domain.device.Device;
import io.privicore.domain.device.DeviceKeys;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.token.Placement;
import io.privicore.domain.token.StorageRef;
import io.privicore.protocol.message.ChunkAddress;
import io.privicore.protocol.message.Digest;
import io.privicore.protocol.message.EngineMessage;
import io.privicore.protocol.message.EngineMessage.StorageDelete;
import io.privicore.protocol.message.EngineMessage.StorageFetch;
import io.privicore.protocol.message.EngineMessage.StorageStore;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Device links over AMQP: sealed frames into the queue of each device, every one confirmed by the broker. */
public final class AmqpDeviceLinks implements DeviceLinks {

    private final Broker publishing;
    private final Outlets outlets;
    private final Answers answers;
    private final IncomingSessions incoming;
    private final Duration confirmTimeout;

    AmqpDeviceLinks(
            Broker publishing, Outlets outlets, Answers answers, IncomingSessions incoming, Duration confirmTimeout) {
        this.publishing = publishing;
        this.outlets = outlets;
        this.answers = answers;
        this.incoming = incoming;
        this.confirmTimeout = confirmTimeout;
    }

    @Override
    public Set<DeviceId> store(Placement placement, List<Bytes> chunks, Collection<Device> devices) {
        var connection = connection();
        Map<DeviceId, List<CompletableFuture<Outcome>>> sent = LinkedHashMap.newLinkedHashMap(devices.size());
        for (int chunk = 0; chunk < chunks.size(); chunk++) {
            var address = new ChunkAddress(placement.ref().value(), placement.version(), chunk, chunks.size());
            var digest = Digest.of(placement.digest(chunk).view());
            var bytes = io.privicore.protocol.Bytes.wrap(chunks.get(chunk).view());
            var message = new StorageStore(address, digest, bytes);
            for (var device : devices) {
                if (device.keys().isPresent()) {
                    sent.computeIfAbsent(device.id(), _ -> new ArrayList<>(chunks.size()))
                            .add(send(connection, device, message, Outlet.Manner.LASTING));
                }
            }
        }
        long deadline = System.nanoTime() + confirmTimeout.toNanos();
        var reached = HashSet.<DeviceId>newHashSet(sent.size());
        sent.forEach((device, outcomes) -> {
            boolean taken = true;
            for (var outcome : outcomes) {
                taken &= isTaken(outcome, deadline);
            }
            if (taken) {
                reached.add(device);
            }
        });
        return reached;
    }

    @Override
    public CompletableFuture<Bytes> fetch(Device device, Placement placement, int chunk) {
        var connection = connection();
        var request = answers.expect(device.id(), placement.ref(), placement.version(), chunk);
        var message = new StorageFetch(request.id(), placement.ref().value(), placement.version(), chunk, chunk, 1);
        var _ = send(connection, device, message, Outlet.Manner.FLEETING).thenAccept(outcome -> {
            if (outcome != Outcome.TAKEN) {
                request.answer()
                        .completeExceptionally(new Refusal(
                                Reason.STORAGE_UNAVAILABLE,
                                "Expected the queue of device %s to take a request, but it did not"
                                        .formatted(device.id())));
            }
        });
        return request.answer();
    }

    @Override
    public boolean erase(Device device, StorageRef ref) {
        var sent = send(connection(), device, new StorageDelete(ref.value()), Outlet.Manner.LASTING);
        return isTaken(sent, System.nanoTime() + confirmTimeout.toNanos());
    }

    @Override
    public void requireReachable() {
        connection();
    }

    @Override
    public void forget(DeviceId device) {
        outlets.forget(device);
        answers.forget(device);
        incoming.forget(device);
    }

    private CompletableFuture<Outcome> send(
            Connection connection, Device device, EngineMessage message, Outlet.Manner manner) {
        var pinned = device.keys().map(DeviceKeys::sealing);
        if (pinned.isEmpty()) {
            return CompletableFuture.completedFuture(Outcome.REFUSED);
        }
        try {
            return outlets.of(device.id(), connection).send(connection, pinned.get(), message, manner);
        } catch (IOException | ShutdownSignalException e) {
            return CompletableFuture.completedFuture(connection.isOpen() ? Outcome.REFUSED : Outcome.LOST);
        }
    }

    private Connection connection() {
        return publishing.connection().orElseThrow(AmqpDeviceLinks::brokerAway);
    }

    private static boolean isTaken(CompletableFuture<Outcome> sent, long deadline) {
        try {
            return switch (sent.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                case TAKEN -> true;
                case REFUSED -> false;
                case LOST -> throw brokerAway();
            };
        } catch (TimeoutException unanswered) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw brokerAway();
        }
    }

    private static Refusal brokerAway() {
        return new Refusal(Reason.BROKER_UNAVAILABLE, "Expected the broker to take messages, but it is away");
    }
}
