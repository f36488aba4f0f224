package io.privicore.benchmarks.limit;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DeliverCallback;
import com.rabbitmq.client.MessageProperties;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/**
 * Persistent messages that the platform's own broker confirms, each to as many durable queues as there are devices, and
 * each acknowledged by a consumer.
 *
 * @param window how many may be unconfirmed
 */
public record BrokerConfirms(String uri, int queues, int payload, int window, Duration duration) implements Limit {

    @Override
    public String name() {
        return "broker-confirms";
    }

    @Override
    public double measure() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(uri);
        String exchange = "privicore.benchmark." + UUID.randomUUID();
        try (Connection connection = factory.newConnection();
                Connection consuming = factory.newConnection();
                Channel publisher = connection.createChannel();
                Channel consumer = consuming.createChannel()) {
            publisher.exchangeDeclare(exchange, "fanout", true);
            try {
                return publish(publisher, consumer, exchange);
            } finally {
                for (int i = 0; i < queues; i++) {
                    publisher.queueDelete(exchange + "." + i);
                }
                publisher.exchangeDelete(exchange);
            }
        }
    }

    private double publish(Channel publisher, Channel consumer, String exchange) throws Exception {
        consumer.basicQos(200);
        DeliverCallback acknowledge =
                (tag, delivery) -> consumer.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
        for (int i = 0; i < queues; i++) {
            String queue = exchange + "." + i;
            publisher.queueDeclare(queue, true, false, false, null);
            publisher.queueBind(queue, exchange, "");
            consumer.basicConsume(queue, false, acknowledge, tag -> {});
        }
        Unconfirmed unconfirmed = new Unconfirmed(window);
        publisher.confirmSelect();
        publisher.addConfirmListener(unconfirmed::confirm, unconfirmed::confirm);
        BasicProperties properties = MessageProperties.PERSISTENT_BASIC;
        byte[] body = new byte[payload];
        long published = 0;
        long from = System.nanoTime();
        while (System.nanoTime() - from < duration.toNanos()) {
            unconfirmed.publishing();
            publisher.basicPublish(exchange, "", properties, body);
            published++;
        }
        unconfirmed.awaitAll();
        return published * 1e9 / (System.nanoTime() - from);
    }

    /** Counts what the broker has yet to confirm. */
    private static final class Unconfirmed {

        private final int window;
        private final Semaphore free;
        private long confirmed;

        Unconfirmed(int window) {
            this.window = window;
            this.free = new Semaphore(window);
        }

        void publishing() throws InterruptedException {
            free.acquire();
        }

        /** Called by one thread, with ever greater tags. */
        void confirm(long tag, boolean multiple) {
            if (multiple) {
                free.release((int) (tag - confirmed));
                confirmed = tag;
            } else {
                free.release();
                confirmed = Math.max(confirmed, tag);
            }
        }

        void awaitAll() throws InterruptedException {
            free.acquire(window);
        }
    }
}
