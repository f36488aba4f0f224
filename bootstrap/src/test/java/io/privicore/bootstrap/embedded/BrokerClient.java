package io.privicore.bootstrap.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultSaslConfig;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import io.privicore.domain.device.BrokerEndpoint;
import io.privicore.domain.kernel.DeviceId;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One AMQP connection of a test, with what its broker had to say about it. */
final class BrokerClient implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How a broker answers a message under publisher confirms. */
    sealed interface Verdict {
        record Confirmed() implements Verdict {}

        record Refused(@Nullable Returned returned) implements Verdict {}

        record ChannelClosed(String why) implements Verdict {}
    }

    record Returned(int code, String text) {}

    private final Connection connection;
    private final CountDownLatch ended = new CountDownLatch(1);

    private BrokerClient(ConnectionFactory factory) throws Exception {
        factory.setAutomaticRecoveryEnabled(false);
        factory.setSaslConfig(DefaultSaslConfig.PLAIN);
        connection = factory.newConnection();
        connection.addShutdownListener(cause -> ended.countDown());
    }

    static BrokerClient engine(EmbeddedBroker broker) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(broker.uri());
        return new BrokerClient(factory);
    }

    static BrokerClient device(BrokerEndpoint address, DeviceId device, String password) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(address.host());
        factory.setPort(address.port());
        factory.setVirtualHost(address.virtualHost());
        factory.setUsername(device.toString());
        factory.setPassword(password);
        return new BrokerClient(factory);
    }

    Channel channel() throws Exception {
        return connection.createChannel();
    }

    /** Publishes as the platform does: persistent, mandatory, confirmed. */
    Verdict publish(String exchange, String key, String body) throws Exception {
        return publish(exchange, key, MessageProperties.PERSISTENT_BASIC, body);
    }

    Verdict publish(String exchange, String key, AMQP.BasicProperties properties, String body) throws Exception {
        Channel channel = channel();
        BlockingQueue<Verdict> verdicts = new LinkedBlockingQueue<>();
        BlockingQueue<Returned> returns = new LinkedBlockingQueue<>();
        channel.addReturnListener(message -> returns.add(new Returned(message.getReplyCode(), message.getReplyText())));
        channel.addConfirmListener(
                (tag, multiple) -> verdicts.add(new Verdict.Confirmed()),
                (tag, multiple) -> verdicts.add(new Verdict.Refused(null)));
        channel.addShutdownListener(
                cause -> verdicts.add(new Verdict.ChannelClosed(String.valueOf(cause.getMessage()))));
        channel.confirmSelect();
        channel.basicPublish(exchange, key, true, properties, body.getBytes(UTF_8));
        Verdict verdict = verdicts.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (verdict == null) {
            throw new AssertionError("The broker gave no verdict");
        }
        if (verdict instanceof Verdict.Refused) {
            return new Verdict.Refused(returns.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        }
        return verdict;
    }

    /** Takes one message that waits, and settles it. */
    @Nullable
    String take(String queue) throws Exception {
        Channel channel = channel();
        GetResponse response = channel.basicGet(queue, false);
        if (response == null) {
            return null;
        }
        channel.basicAck(response.getEnvelope().getDeliveryTag(), false);
        channel.close();
        return new String(response.getBody(), UTF_8);
    }

    boolean endsSoon() throws InterruptedException {
        return ended.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        connection.abort();
    }
}
