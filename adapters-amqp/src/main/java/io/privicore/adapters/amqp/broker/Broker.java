package io.privicore.adapters.amqp.broker;

import com.rabbitmq.client.BlockedListener;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the broker, made again whenever it is lost. The broker being away is a state, not an error: nobody
 * waits for it here.
 */
public final class Broker implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Broker.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);
    private static final int TIMEOUT_MILLIS = 5_000;

    private final BrokerAddress address;
    private final String name;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final ExecutorService consumers = Executors.newVirtualThreadPerTaskExecutor();

    private volatile @Nullable Connection connection;
    private volatile boolean blocked;
    private volatile @Nullable Thread loop;

    /** @param name tells the broker's operator what the connection is for */
    public Broker(BrokerAddress address, String name) {
        this.address = address;
        this.name = name;
    }

    /** Runs for every fresh connection, in the order of registration, before anybody else sees it. */
    public void onConnected(Listener listener) {
        listeners.add(listener);
    }

    public void start() {
        var fresh = Thread.ofVirtual().name("broker-" + name).unstarted(this::keepConnected);
        loop = fresh;
        fresh.start();
    }

    /** The connection, unless the broker is away or takes nothing at present. */
    public Optional<Connection> connection() {
        var current = connection;
        return current != null && current.isOpen() && !blocked ? Optional.of(current) : Optional.empty();
    }

    public boolean isUp() {
        return connection().isPresent();
    }

    @Override
    public void close() {
        var running = loop;
        loop = null;
        if (running != null) {
            running.interrupt();
        }
        var current = connection;
        if (current != null) {
            current.abort(TIMEOUT_MILLIS);
        }
        consumers.shutdown();
    }

    private void keepConnected() {
        var pause = FIRST_PAUSE;
        while (Thread.currentThread() == loop) {
            try {
                var lost = connect();
                pause = FIRST_PAUSE;
                lost.await();
                LOG.warnf("The connection to the broker (%s) is lost", name);
            } catch (IOException | TimeoutException | GeneralSecurityException | RuntimeException e) {
                LOG.warnf("The broker cannot be reached (%s): %s", name, e);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            } catch (InterruptedException stopped) {
                return;
            }
            connection = null;
            blocked = false;
            try {
                Thread.sleep(ThreadLocalRandom.current().nextLong(pause.toMillis() / 2, pause.toMillis()));
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    private CountDownLatch connect() throws IOException, TimeoutException, GeneralSecurityException {
        var fresh = factory().newConnection(consumers, "privicore " + name);
        try {
            var lost = new CountDownLatch(1);
            fresh.addShutdownListener(_ -> lost.countDown());
            fresh.addBlockedListener(new BlockedListener() {
                @Override
                public void handleBlocked(String reason) {
                    LOG.warnf("The broker takes no messages: %s", reason);
                    blocked = true;
                }

                @Override
                public void handleUnblocked() {
                    blocked = false;
                }
            });
            for (var listener : listeners) {
                listener.connected(fresh);
            }
            connection = fresh;
            LOG.infof("Connected to the broker (%s)", name);
            return lost;
        } catch (IOException | RuntimeException e) {
            fresh.abort(TIMEOUT_MILLIS);
            throw e;
        }
    }

    private ConnectionFactory factory() throws GeneralSecurityException {
        var uri = address.uri();
        var factory = new ConnectionFactory();
        factory.setHost(uri.getHost());
        factory.setVirtualHost(AmqpUri.virtualHost(uri));
        factory.setUsername(AmqpUri.user(uri));
        factory.setPassword(AmqpUri.password(uri));
        factory.setPort(AmqpUri.port(uri));
        if (AmqpUri.isSecure(uri)) {
            // The client's own shorthand for amqps trusts every certificate.
            factory.useSslProtocol(SSLContext.getDefault());
            factory.enableHostnameVerification();
        }
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        factory.setConnectionTimeout(TIMEOUT_MILLIS);
        factory.setHandshakeTimeout(TIMEOUT_MILLIS);
        factory.setChannelRpcTimeout(TIMEOUT_MILLIS);
        factory.setRequestedHeartbeat(10);
        // Above what brokers let through: a device's oversized message is dropped and must not cost the connection.
        factory.setMaxInboundMessageBodySize(Integer.MAX_VALUE);
        return factory;
    }

    /** What must be made anew on every connection. */
    @FunctionalInterface
    public interface Listener {
        void connected(Connection connection) throws IOException, TimeoutException;
    }
}
