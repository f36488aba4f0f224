package io.privicore.adapters.amqp.broker;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Return;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A channel in confirm mode that tells of every message what became of it. Answers come on the connection's own thread,
 * which nothing here ever keeps waiting.
 */
public final class ConfirmingChannel {

    private final Channel channel;
    private final ReentrantLock order = new ReentrantLock();
    private final ConcurrentSkipListMap<Long, CompletableFuture<Outcome>> unconfirmed = new ConcurrentSkipListMap<>();

    private ConfirmingChannel(Channel channel) {
        this.channel = channel;
    }

    public static ConfirmingChannel open(Connection connection) throws IOException {
        var channel = connection.createChannel();
        if (channel == null) {
            throw new IOException("Expected a free channel, but the broker allows no more");
        }
        var confirming = new ConfirmingChannel(channel);
        channel.addConfirmListener(
                (number, upTo) -> confirming.settle(number, upTo, Outcome.TAKEN),
                (number, upTo) -> confirming.settle(number, upTo, Outcome.REFUSED));
        channel.addReturnListener(confirming::returned);
        channel.addShutdownListener(confirming::ended);
        channel.confirmSelect();
        return confirming;
    }

    /** Sends the message. A mandatory one that no queue takes is refused. */
    public CompletableFuture<Outcome> publish(
            String exchange, String routingKey, boolean mandatory, BasicProperties properties, byte[] body) {
        var outcome = new CompletableFuture<Outcome>();
        order.lock();
        try {
            long number = channel.getNextPublishSeqNo();
            unconfirmed.put(number, outcome);
            // A message comes back without its number, unless it carries it.
            var numbered = mandatory
                    ? properties.builder().correlationId(Long.toString(number)).build()
                    : properties;
            channel.basicPublish(exchange, routingKey, mandatory, numbered, body);
        } catch (IOException | ShutdownSignalException e) {
            outcome.complete(channel.getConnection().isOpen() ? Outcome.REFUSED : Outcome.LOST);
        } finally {
            order.unlock();
        }
        return outcome;
    }

    public boolean isOpen() {
        return channel.isOpen();
    }

    public boolean isOn(Connection connection) {
        return channel.getConnection() == connection;
    }

    /**
     * The property by which a message expires, where the broker reads it as a duration. Qpid reads it as a point in
     * time, which no duration is.
     */
    public Optional<String> expiryAfter(Duration duration) {
        var product = channel.getConnection().getServerProperties().get("product");
        return product != null && "RabbitMQ".equals(product.toString())
                ? Optional.of(Long.toString(duration.toMillis()))
                : Optional.empty();
    }

    /** Whether the broker still owes an answer. */
    public boolean isWaiting() {
        return !unconfirmed.isEmpty();
    }

    public void close() {
        try {
            channel.close();
        } catch (IOException | TimeoutException | ShutdownSignalException closed) {
            // Nothing is left to close.
        }
    }

    private void settle(long number, boolean upTo, Outcome outcome) {
        if (!upTo) {
            var one = unconfirmed.remove(number);
            if (one != null) {
                one.complete(outcome);
            }
            return;
        }
        for (var first = unconfirmed.firstEntry();
                first != null && first.getKey() <= number;
                first = unconfirmed.firstEntry()) {
            unconfirmed.remove(first.getKey());
            first.getValue().complete(outcome);
        }
    }

    // The broker confirms what it gave back too, but later: whoever completes first decides.
    private void returned(Return returned) {
        var number = returned.getProperties().getCorrelationId();
        if (number == null) {
            return;
        }
        var outcome = unconfirmed.get(Long.valueOf(number));
        if (outcome != null) {
            outcome.complete(Outcome.REFUSED);
        }
    }

    private void ended(ShutdownSignalException cause) {
        var outcome = cause.isHardError() ? Outcome.LOST : Outcome.REFUSED;
        for (var first = unconfirmed.pollFirstEntry(); first != null; first = unconfirmed.pollFirstEntry()) {
            first.getValue().complete(outcome);
        }
    }

    /** What became of a message. */
    public enum Outcome {
        /** The broker has it, in a queue. */
        TAKEN,
        /** No queue took it, or nobody knows, because the channel broke over this or another message. */
        REFUSED,
        /** Nobody knows: the connection is gone. */
        LOST;

        /** The worse of both. */
        public Outcome and(Outcome other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }
}
