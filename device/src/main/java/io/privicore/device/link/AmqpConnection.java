package io.privicore.device.link;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConfirmListener;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;

/** One AMQP connection: a channel to consume on, and one to publish on. */
final class AmqpConnection implements Connection {

    private static final System.Logger LOG = System.getLogger(AmqpConnection.class.getName());
    private static final String ENGINE = "privicore.engine";
    private static final String QUEUE = "privicore.device.";
    private static final int TRANSIENT = 1;
    private static final int PERSISTENT = 2;
    private static final int CLOSING_MILLIS = 2000;
    private static final Delivery LOST = new Delivery(-1, new byte[0]);

    private final com.rabbitmq.client.Connection amqp;
    private final Channel consuming;
    private final Channel publishing;
    private final String deviceId;
    private final String user;
    private final LinkedBlockingQueue<Delivery> arrived = new LinkedBlockingQueue<>();
    private final Unsettled unsettled = new Unsettled();
    private final Unconfirmed unconfirmed = new Unconfirmed();
    /** Keeps sequence numbers in the order of publications. */
    private final ReentrantLock publication = new ReentrantLock();
    /** Keeps acknowledgements in the order they were decided on: a tag acknowledged twice closes the channel. */
    private final ReentrantLock settlement = new ReentrantLock();

    private AmqpConnection(com.rabbitmq.client.Connection amqp, String deviceId, String user) throws IOException {
        this.amqp = amqp;
        this.deviceId = deviceId;
        this.user = user;
        this.consuming = amqp.createChannel();
        this.publishing = amqp.createChannel();
    }

    static AmqpConnection start(com.rabbitmq.client.Connection amqp, String deviceId, String user, int prefetch)
            throws IOException {
        var connection = new AmqpConnection(amqp, deviceId, user);
        connection.confirmPublications();
        connection.consume(prefetch);
        return connection;
    }

    private void confirmPublications() throws IOException {
        publishing.addShutdownListener(this::lose);
        publishing.addReturnListener(
                message -> unconfirmed.returned(message.getProperties().getMessageId()));
        publishing.addConfirmListener(new ConfirmListener() {
            @Override
            public void handleAck(long sequence, boolean multiple) {
                unconfirmed.confirmed(sequence, multiple, true);
            }

            @Override
            public void handleNack(long sequence, boolean multiple) {
                unconfirmed.confirmed(sequence, multiple, false);
            }
        });
        publishing.confirmSelect();
    }

    private void consume(int prefetch) throws IOException {
        consuming.addShutdownListener(this::lose);
        consuming.basicQos(prefetch);
        consuming.basicConsume(QUEUE + deviceId, false, new DefaultConsumer(consuming) {
            @Override
            public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body) {
                unsettled.add(envelope.getDeliveryTag());
                arrived.add(new Delivery(envelope.getDeliveryTag(), body));
            }

            @Override
            public void handleCancel(String tag) {
                LOG.log(Level.WARNING, "The queue of device {0} is gone", deviceId);
                abort();
            }
        });
    }

    private void lose(ShutdownSignalException cause) {
        unconfirmed.lose(cause);
        arrived.add(LOST);
        // A channel the broker closed is of no use alone.
        if (!cause.isHardError()) {
            Thread.startVirtualThread(this::abort);
        }
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // There is one such mark.
    public Delivery take() throws IOException {
        try {
            var delivery = arrived.take();
            if (delivery == LOST) {
                arrived.add(LOST);
                throw new IOException("Expected a delivery, but the connection is lost");
            }
            return delivery;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Expected a delivery, but the wait was interrupted", e);
        }
    }

    @Override
    public boolean isIdle() {
        return arrived.isEmpty();
    }

    @Override
    public CompletableFuture<Void> publish(String type, byte[] body, boolean lasting) {
        var messageId = UUID.randomUUID().toString();
        var properties = new BasicProperties.Builder()
                .type(type)
                .userId(user)
                .messageId(messageId)
                .deliveryMode(lasting ? PERSISTENT : TRANSIENT)
                .build();
        publication.lock();
        try {
            var confirmed = unconfirmed.add(publishing.getNextPublishSeqNo(), messageId);
            // Mandatory: a message no queue takes comes back, instead of being confirmed and lost.
            publishing.basicPublish(ENGINE, deviceId, true, properties, body);
            return confirmed;
        } catch (IOException | AlreadyClosedException e) {
            return CompletableFuture.failedFuture(e);
        } finally {
            publication.unlock();
        }
    }

    @Override
    public void settle(Collection<Long> settled) {
        settlement.lock();
        try {
            var acknowledgement = unsettled.settle(settled);
            if (acknowledgement.upTo().isPresent()) {
                consuming.basicAck(acknowledgement.upTo().getAsLong(), true);
            }
            for (long tag : acknowledgement.single()) {
                consuming.basicAck(tag, false);
            }
        } catch (IOException | AlreadyClosedException lost) {
            // The deliveries come again, and are found to be settled.
            LOG.log(Level.DEBUG, "Lost the connection while settling", lost);
        } finally {
            settlement.unlock();
        }
    }

    @Override
    public void close() {
        try {
            amqp.close(CLOSING_MILLIS);
        } catch (IOException | AlreadyClosedException closed) {
            LOG.log(Level.DEBUG, "The connection was closed already", closed);
        }
        end();
    }

    @Override
    public void abort() {
        amqp.abort(0);
        end();
    }

    private void end() {
        arrived.add(LOST);
    }
}
