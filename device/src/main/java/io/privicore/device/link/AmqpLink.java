package io.privicore.device.link;

import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;

/**
 * The way over AMQP 0-9-1. It declares nothing: the queue of the device and the exchange of the engine are there, or the
 * device has no business with this broker.
 */
public final class AmqpLink implements Link {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ConnectionFactory factory = new ConnectionFactory();
    private final String deviceId;
    private final int prefetch;

    public AmqpLink(Broker broker, String deviceId, int prefetch) {
        this.deviceId = deviceId;
        this.prefetch = prefetch;
        factory.setHost(broker.host());
        factory.setPort(broker.port());
        factory.setUsername(broker.user());
        factory.setPassword(broker.password());
        factory.setVirtualHost(broker.virtualHost());
        // A recovered channel would reuse delivery tags and lose confirms silently. We start over instead, hello first.
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        factory.setConnectionTimeout((int) PATIENCE.toMillis());
        factory.setHandshakeTimeout((int) PATIENCE.toMillis());
        factory.setChannelRpcTimeout((int) PATIENCE.toMillis());
        factory.setShutdownTimeout((int) PATIENCE.toMillis());
        factory.setRequestedHeartbeat((int) PATIENCE.toSeconds());
        // A thread for every delivery, made when needed and gone after it: there is no pool to shut down.
        factory.setSharedExecutor(Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("device-deliveries-" + deviceId).factory()));
        factory.setThreadFactory(Thread.ofPlatform()
                .daemon()
                .name("device-link-" + deviceId + "-", 0)
                .factory());
    }

    @Override
    public Connection connect() throws IOException {
        try {
            var amqp = factory.newConnection("privicore device " + deviceId);
            try {
                return AmqpConnection.start(amqp, deviceId, factory.getUsername(), prefetch);
            } catch (IOException | RuntimeException e) {
                amqp.abort();
                throw e;
            }
        } catch (TimeoutException e) {
            throw new IOException("Expected the broker to answer, but it did not", e);
        }
    }

    /** Where a broker is, and who we are there. */
    public record Broker(String host, int port, String user, String password, String virtualHost) {

        @Override
        public String toString() {
            return "%s@%s:%d/%s".formatted(user, host, port, virtualHost);
        }
    }
}
