package io.privicore.device;

import io.privicore.device.link.Connection;
import io.privicore.device.link.Delivery;
import io.privicore.device.link.Link;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A broker with one device and one engine: keeps what is not settled, delivers it again on the next connection. */
final class InMemoryBroker implements Link {

    /** What the device published, confirmed or not. */
    final BlockingQueue<Published> toEngine = new LinkedBlockingQueue<>();

    private final Deque<byte[]> toDevice = new ArrayDeque<>();
    private @Nullable InMemoryConnection connection;
    private boolean down;
    private int unconfirmed;

    record Published(String type, byte[] body) {}

    synchronized void send(byte[] body) {
        toDevice.addLast(body);
        notifyAll();
    }

    /** Refuses connections, and drops the one there is. */
    synchronized void stop() {
        down = true;
        drop();
    }

    synchronized void start() {
        down = false;
    }

    synchronized void drop() {
        if (connection != null) {
            connection.abort();
        }
    }

    /** Takes so many publications, then loses the connection instead of confirming one more. */
    synchronized void loseConnectionAfter(int publications) {
        unconfirmed = publications + 1;
    }

    /** How many messages are in the queue of the device or not settled. */
    synchronized int waiting() {
        return toDevice.size() + (connection == null ? 0 : connection.unsettled.size());
    }

    @Override
    public synchronized Connection connect() throws IOException {
        if (down) {
            throw new IOException("Expected a broker, but it is down");
        }
        connection = new InMemoryConnection();
        return connection;
    }

    private final class InMemoryConnection implements Connection {

        private final TreeMap<Long, byte[]> unsettled = new TreeMap<>();
        private long nextTag = 1;
        private boolean lost;

        @Override
        public boolean isIdle() {
            synchronized (InMemoryBroker.this) {
                return toDevice.isEmpty();
            }
        }

        @Override
        public Delivery take() throws IOException {
            synchronized (InMemoryBroker.this) {
                while (!lost && toDevice.isEmpty()) {
                    try {
                        InMemoryBroker.this.wait();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                }
                if (lost) {
                    throw new IOException("Expected a delivery, but the connection is lost");
                }
                var delivery = new Delivery(nextTag++, toDevice.removeFirst());
                unsettled.put(delivery.tag(), delivery.body());
                return delivery;
            }
        }

        @Override
        public CompletableFuture<Void> publish(String type, byte[] body, boolean lasting) {
            synchronized (InMemoryBroker.this) {
                if (unconfirmed > 0 && --unconfirmed == 0) {
                    abort();
                }
                if (lost) {
                    return CompletableFuture.failedFuture(new IOException("Expected a connection, but it is lost"));
                }
                toEngine.add(new Published(type, body));
                return CompletableFuture.completedFuture(null);
            }
        }

        @Override
        public void settle(Collection<Long> tags) {
            synchronized (InMemoryBroker.this) {
                tags.forEach(unsettled::remove);
                InMemoryBroker.this.notifyAll();
            }
        }

        @Override
        public void close() {
            abort();
        }

        @Override
        public void abort() {
            synchronized (InMemoryBroker.this) {
                lost = true;
                for (var body : unsettled.descendingMap().values()) {
                    toDevice.addFirst(body);
                }
                unsettled.clear();
                InMemoryBroker.this.notifyAll();
            }
        }
    }

    /** Waits until the device has settled everything. */
    synchronized void awaitSettled() throws InterruptedException {
        long end = System.nanoTime() + 10_000_000_000L;
        while (waiting() > 0) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Expected everything settled, but %d messages wait".formatted(waiting()));
            }
            wait(1000);
        }
    }
}
