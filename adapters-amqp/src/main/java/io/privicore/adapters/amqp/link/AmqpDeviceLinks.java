package io.privicore.adapters.amqp.link;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import io.privicore.adapters.amqp.broker.Broker;
import io.privicore.adapters.amqp.broker.ConfirmingChannel.Outcome;
import io.privicore.application.port.Delivery;
import io.privicore.application.port.DeviceLinks;
import io.privicore.domain.device.Device;
import io.privicore.domain.device.DeviceKeys;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.token.Placement;
import io.privicore.domain.token.StorageRef;
import io.privicore.domain.voting.BallotId;
import io.privicore.protocol.message.EngineMessage;
import io.privicore.protocol.message.EngineMessage.AuthenticatorClosed;
import io.privicore.protocol.message.EngineMessage.StorageDelete;
import io.privicore.protocol.message.EngineMessage.StorageFetch;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Device links over AMQP: sealed frames into the queue of each device, every one confirmed by the broker. */
public final class AmqpDeviceLinks implements DeviceLinks {

    private final Broker publishing;
    private final Outlets outlets;
    private final Answers answers;
    private final Questions questions;
    private final Deliveries deliveries;
    private final IncomingSessions incoming;
    private final Duration confirmTimeout;

    AmqpDeviceLinks(
            Broker publishing,
            Outlets outlets,
            Answers answers,
            Questions questions,
            Deliveries deliveries,
            IncomingSessions incoming,
            Duration confirmTimeout) {
        this.publishing = publishing;
        this.outlets = outlets;
        this.answers = answers;
        this.questions = questions;
        this.deliveries = deliveries;
        this.incoming = incoming;
        this.confirmTimeout = confirmTimeout;
    }

    @Override
    public Delivery deliver(StorageRef ref, long version, int chunks, Collection<Device> devices) {
        var connection = connection();
        var manner = chunks == 0 ? Outlet.Manner.FLEETING : Outlet.Manner.LASTING;
        return new OpenDelivery(
                        (device, message) -> send(connection, device, message, manner),
                        deliveries,
                        ref,
                        version,
                        chunks,
                        devices,
                        confirmTimeout)
                .listening();
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
    public boolean ballot(Device device, BallotPaper paper) {
        var sent = send(connection(), device, Papers.message(paper), Outlet.Manner.LASTING);
        return isTaken(sent, System.nanoTime() + confirmTimeout.toNanos());
    }

    @Override
    public void closed(Device device, BallotId ballot, BallotEnd end) {
        var message = new AuthenticatorClosed(ballot.value(), Papers.result(end));
        var sent = send(connection(), device, message, Outlet.Manner.LASTING);
        isTaken(sent, System.nanoTime() + confirmTimeout.toNanos());
    }

    @Override
    public void requireReachable() {
        connection();
    }

    @Override
    public void forget(DeviceId device) {
        outlets.forget(device);
        answers.forget(device);
        questions.forget(device);
        incoming.forget(device);
    }

    CompletableFuture<Outcome> tell(Device device, EngineMessage message, Outlet.Manner manner) {
        return send(connection(), device, message, manner);
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

    static Refusal brokerAway() {
        return new Refusal(Reason.BROKER_UNAVAILABLE, "Expected the broker to take messages, but it is away");
    }
}
