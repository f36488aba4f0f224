package io.privicore.adapters.amqp.link;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import io.privicore.adapters.amqp.broker.Broker;
import io.privicore.adapters.amqp.topology.Topology;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads one inbox, alone in the whole deployment, so that what a device says is read in order. Whatever cannot be
 * settled now goes back by giving the inbox up for a while: the broker then offers everything again, still in order, to
 * whichever node is ready for it.
 */
final class Inbox implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Inbox.class);
    private static final int BATCH = 256;

    /** So many letters at once say that more are to come: to wait for them a little makes fewer batches. */
    private static final int MANY = 8;

    private static final Duration LITTLE = Duration.ofMillis(2);
    private static final Duration AGAIN = Duration.ofSeconds(2);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Letter END = new Letter(-1, "", null, new byte[0]);

    private final String queue;
    private final Broker consuming;
    private final Mail mail;
    private volatile @Nullable Thread reader;

    Inbox(int index, Broker consuming, Mail mail) {
        this.queue = Topology.inbox(index);
        this.consuming = consuming;
        this.mail = mail;
    }

    void start() {
        var fresh = Thread.ofVirtual().name(queue).unstarted(this::read);
        reader = fresh;
        fresh.start();
    }

    @Override
    public void close() {
        var running = reader;
        reader = null;
        if (running != null) {
            running.interrupt();
        }
    }

    private void read() {
        var pause = FIRST_PAUSE;
        try {
            while (Thread.currentThread() == reader) {
                var connection = consuming.connection().orElse(null);
                if (connection == null) {
                    Thread.sleep(FIRST_PAUSE);
                    continue;
                }
                switch (readOn(connection)) {
                    case TAKEN_BY_OTHERS -> Thread.sleep(AGAIN);
                    case ENDED -> pause = FIRST_PAUSE;
                    case PUT_OFF -> {
                        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                                ? pause.multipliedBy(2)
                                : LONGEST_PAUSE;
                        Thread.sleep(pause);
                    }
                    case PUT_OFF_AFTER_SUCCESS -> {
                        pause = FIRST_PAUSE;
                        Thread.sleep(pause);
                    }
                }
            }
        } catch (InterruptedException stopped) {
            LOG.debugf("Stopped reading %s", queue);
        }
    }

    private Ending readOn(Connection connection) throws InterruptedException {
        Channel channel = null;
        try {
            channel = connection.createChannel();
            if (channel == null) {
                return Ending.TAKEN_BY_OTHERS;
            }
            // Asked first: one broker (Qpid) answers a second exclusive reader by closing its whole connection.
            if (channel.queueDeclarePassive(queue).getConsumerCount() > 0) {
                return Ending.TAKEN_BY_OTHERS;
            }
            var arrived = new LinkedBlockingQueue<Letter>();
            channel.basicQos(BATCH);
            channel.basicConsume(queue, false, "", false, true, Map.of(), new Arriving(channel, arrived));
            return settleAll(channel, arrived);
        } catch (IOException | RuntimeException e) {
            LOG.debugf("Cannot read %s now: %s", queue, e);
            return Ending.TAKEN_BY_OTHERS;
        } finally {
            close(channel);
        }
    }

    private Ending settleAll(Channel channel, BlockingQueue<Letter> arrived) throws IOException, InterruptedException {
        boolean anySettled = false;
        boolean many = false;
        while (true) {
            var batch = new ArrayList<Letter>();
            batch.add(arrived.take());
            if (many && arrived.size() < BATCH / 2) {
                Thread.sleep(LITTLE);
            }
            arrived.drainTo(batch, BATCH - 1);
            many = batch.size() >= MANY;
            boolean ended = batch.remove(END);
            if (ended && !channel.isOpen()) {
                return Ending.ENDED;
            }
            var again = mail.settle(batch);
            acknowledge(channel, batch, again);
            anySettled |= again.size() < batch.size();
            if (!again.isEmpty()) {
                return anySettled ? Ending.PUT_OFF_AFTER_SUCCESS : Ending.PUT_OFF;
            }
            if (ended) {
                return Ending.ENDED;
            }
        }
    }

    private static void acknowledge(Channel channel, List<Letter> batch, List<Letter> again) throws IOException {
        if (again.isEmpty() && !batch.isEmpty()) {
            channel.basicAck(batch.getLast().tag(), true);
            return;
        }
        var left = new HashSet<>(again);
        for (var letter : batch) {
            if (!left.contains(letter)) {
                channel.basicAck(letter.tag(), false);
            }
        }
    }

    private static void close(@Nullable Channel channel) {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException | TimeoutException | ShutdownSignalException e) {
            LOG.debugf("A channel was closed already: %s", e);
        }
    }

    private enum Ending {
        TAKEN_BY_OTHERS,
        ENDED,
        PUT_OFF,
        PUT_OFF_AFTER_SUCCESS
    }

    private static final class Arriving extends DefaultConsumer {

        private final BlockingQueue<Letter> arrived;

        Arriving(Channel channel, BlockingQueue<Letter> arrived) {
            super(channel);
            this.arrived = arrived;
        }

        @Override
        public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body) {
            arrived.add(new Letter(envelope.getDeliveryTag(), envelope.getRoutingKey(), properties.getUserId(), body));
        }

        @Override
        public void handleCancel(String tag) {
            arrived.add(END);
        }

        @Override
        public void handleShutdownSignal(String tag, ShutdownSignalException cause) {
            arrived.add(END);
        }
    }
}
