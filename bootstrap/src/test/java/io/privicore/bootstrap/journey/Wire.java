package io.privicore.bootstrap.journey;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A plain AMQP connection, of the engine's account or of a device's. */
final class Wire implements AutoCloseable {

    static final String ENGINE = "privicore.engine";
    static final String EVENTS = "privicore.events";

    /** A message that was seen on the broker. */
    record Heard(String routingKey, BasicProperties properties, byte[] body) {}

    private final Connection connection;

    private Wire(ConnectionFactory factory) throws Exception {
        factory.setAutomaticRecoveryEnabled(false);
        factory.setConnectionTimeout(30_000);
        connection = factory.newConnection();
    }

    static Wire engine(Platform platform) throws Exception {
        var factory = new ConnectionFactory();
        factory.setUri(platform.services().brokerUri());
        return new Wire(factory);
    }

    static Wire device(Devices.Store store) throws Exception {
        var factory = new ConnectionFactory();
        factory.setHost(store.secret("rabbit-host"));
        factory.setPort(Integer.parseInt(store.secret("rabbit-port")));
        factory.setVirtualHost(store.secret("rabbit-vhost"));
        factory.setUsername(store.secret("rabbit-user"));
        factory.setPassword(store.secret("rabbit-pass"));
        return new Wire(factory);
    }

    boolean isOpen() {
        return connection.isOpen();
    }

    Channel channel() throws Exception {
        return connection.createChannel();
    }

    /** Hears what is published from now on, beside those whom it is for. */
    List<Heard> listen(String exchange, String key) throws Exception {
        var channel = channel();
        var queue = channel.queueDeclare("", false, true, true, Map.of()).getQueue();
        channel.queueBind(queue, exchange, key);
        List<Heard> heard = new CopyOnWriteArrayList<>();
        channel.basicConsume(queue, true, new DefaultConsumer(channel) {
            @Override
            public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body) {
                heard.add(new Heard(envelope.getRoutingKey(), properties, body));
            }
        });
        return heard;
    }

    /** Publishes and waits for the broker's word; false when it is refused. */
    boolean publish(String exchange, String key, BasicProperties properties, byte[] body) throws Exception {
        var channel = channel();
        try {
            channel.confirmSelect();
            channel.basicPublish(exchange, key, true, properties, body);
            return channel.waitForConfirms(TimeUnit.SECONDS.toMillis(30));
        } catch (com.rabbitmq.client.ShutdownSignalException refused) {
            return false;
        } finally {
            if (channel.isOpen()) {
                channel.close();
            }
        }
    }

    @Override
    public void close() {
        connection.abort();
    }
}
