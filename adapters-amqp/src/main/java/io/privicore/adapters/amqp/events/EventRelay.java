package io.privicore.adapters.amqp.events;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.ShutdownSignalException;
import io.privicore.adapters.amqp.broker.Broker;
import io.privicore.adapters.amqp.broker.ConfirmingChannel;
import io.privicore.adapters.amqp.broker.ConfirmingChannel.Outcome;
import io.privicore.adapters.amqp.topology.Topology;
import io.privicore.application.port.Outbox;
import io.privicore.application.port.Outbox.Outgoing;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells integrators what was committed, in order. A batch is forgotten only when the broker has confirmed all of it;
 * otherwise it is told again, with the same ids.
 */
public final class EventRelay implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(EventRelay.class);
    private static final int BATCH = 500;
    private static final long POLL_MILLIS = 200;

    /** How long an event waits for others: what happens at once is told at once, and costs one transaction. */
    private static final Duration LITTLE = Duration.ofMillis(10);

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final int PERSISTENT = 2;

    private final Outbox outbox;
    private final Broker publishing;
    private final String source;
    private final Duration confirmTimeout;
    private final Semaphore committed = new Semaphore(0);
    private volatile @Nullable Thread relaying;
    private @Nullable ConfirmingChannel channel;

    public EventRelay(Outbox outbox, Broker publishing, String source, Duration confirmTimeout) {
        this.outbox = outbox;
        this.publishing = publishing;
        this.source = source;
        this.confirmTimeout = confirmTimeout;
    }

    public void start() {
        outbox.onCommitted(() -> {
            if (committed.availablePermits() == 0) {
                committed.release();
            }
        });
        var fresh = Thread.ofVirtual().name("event-relay").unstarted(this::relay);
        relaying = fresh;
        fresh.start();
    }

    @Override
    public void close() {
        var running = relaying;
        relaying = null;
        if (running != null) {
            running.interrupt();
        }
    }

    private void relay() {
        try {
            while (Thread.currentThread() == relaying) {
                if (committed.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    Thread.sleep(LITTLE);
                    committed.drainPermits();
                }
                if (publishing.isUp() && !relayAll()) {
                    Thread.sleep(PAUSE_AFTER_FAILURE);
                }
            }
        } catch (InterruptedException stopped) {
            LOG.debug("The event relay stopped");
        }
    }

    private boolean relayAll() {
        try {
            while (outbox.drain(BATCH, this::publish) == BATCH) {
                LOG.debug("More events wait");
            }
            return true;
        } catch (RuntimeException e) {
            LOG.warnf("Events wait in the outbox: %s", e);
            return false;
        }
    }

    private void publish(List<Outgoing> events) {
        try {
            var open = channel();
            var outcomes = new ArrayList<CompletableFuture<Outcome>>(events.size());
            for (var event : events) {
                outcomes.add(open.publish(
                        Topology.EVENTS, event.type(), false, properties(event), CloudEvents.render(event, source)));
            }
            long deadline = System.nanoTime() + confirmTimeout.toNanos();
            for (var outcome : outcomes) {
                if (outcome.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS) != Outcome.TAKEN) {
                    throw new IllegalStateException("Expected the broker to take every event, but it did not");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (IOException | TimeoutException | ExecutionException | ShutdownSignalException e) {
            throw new IllegalStateException("Expected the broker to confirm every event, but it did not", e);
        }
    }

    private ConfirmingChannel channel() throws IOException {
        var connection = publishing
                .connection()
                .orElseThrow(() -> new IllegalStateException("Expected the broker to take events, but it is away"));
        var present = channel;
        // One that still owes answers was given up on: what it answers later must not be taken for this batch.
        if (present != null && (!present.isOpen() || !present.isOn(connection) || present.isWaiting())) {
            present.close();
            present = null;
        }
        if (present == null) {
            present = ConfirmingChannel.open(connection);
            channel = present;
        }
        return present;
    }

    private static BasicProperties properties(Outgoing event) {
        return new BasicProperties.Builder()
                .contentType(CloudEvents.CONTENT_TYPE)
                .deliveryMode(PERSISTENT)
                .messageId(event.id().toString())
                .type(CloudEvents.type(event.type()))
                .timestamp(Date.from(event.time()))
                .build();
    }
}
