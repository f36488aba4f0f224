package io.privicore.adapters.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import io.privicore.adapters.amqp.broker.AmqpUri;
import io.privicore.adapters.amqp.topology.Topology;
import io.privicore.application.port.Outbox.Outgoing;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventRelayTest {

    private final TestNode.Platform platform = new TestNode.Platform();

    @Test
    void eventsArriveAsCloudEventsUnderTheirName() throws Exception {
        try (var node = TestNode.connected(platform);
                var integrator = TestBroker.connect()) {
            var heard = listen(integrator, "device.approved");
            var event = event(1);

            node.outbox.commit(event);

            var json = take(heard);
            assertThat(json.get("specversion").asText()).isEqualTo("1.0");
            assertThat(json.get("id").asText()).isEqualTo(event.id().toString());
            assertThat(json.get("type").asText()).isEqualTo("privicore.device.approved.v1");
            assertThat(json.get("source").asText()).isEqualTo("urn:privicore:test");
            assertThat(json.get("subject").asText()).isEqualTo(event.subject());
            assertThat(json.get("profileid").asText()).isEqualTo(event.profile().toString());
            assertThat(json.get("data").get("number").asInt()).isEqualTo(1);
            Eventually.that(() -> node.outbox.size() == 0);
        }
    }

    @Test
    void eventsWaitForABrokerThatIsAwayAndKeepTheirOrder() throws Exception {
        try (var cable = new Cable(AmqpUri.port(TestBroker.uri()), false);
                var node = new TestNode(platform, TestBroker.uri(cable.port()));
                var integrator = TestBroker.connect()) {
            var heard = listen(integrator, "#");
            for (int i = 0; i < 100; i++) {
                node.outbox.commit(event(i));
            }
            assertThat(node.outbox.size()).isEqualTo(100);

            cable.mend();
            Eventually.that(() -> node.outbox.size() < 100);
            cable.cut();
            for (int i = 100; i < 1300; i++) {
                node.outbox.commit(event(i));
            }
            cable.mend();
            Eventually.that(() -> node.outbox.size() == 0);

            // At least once: what was told twice has the same id.
            Set<Integer> numbers = new LinkedHashSet<>();
            while (numbers.size() < 1300) {
                numbers.add(take(heard).get("data").get("number").asInt());
            }
            assertThat(new ArrayList<>(numbers)).isSorted();
        }
    }

    private static BlockingQueue<JsonNode> listen(com.rabbitmq.client.Connection connection, String key)
            throws Exception {
        BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
        Topology.declare(connection);
        var channel = connection.createChannel();
        var queue = channel.queueDeclare().getQueue();
        channel.queueBind(queue, Topology.EVENTS, key);
        channel.basicConsume(queue, true, new DefaultConsumer(channel) {
            @Override
            public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body)
                    throws IOException {
                heard.add(new ObjectMapper().readTree(body));
            }
        });
        return heard;
    }

    private static JsonNode take(BlockingQueue<JsonNode> heard) throws InterruptedException {
        var json = heard.poll(15, TimeUnit.SECONDS);
        if (json == null) {
            throw new AssertionError("No event arrived");
        }
        return json;
    }

    private static Outgoing event(int number) {
        return new Outgoing(
                UUID.randomUUID(),
                "device.approved",
                UUID.randomUUID().toString(),
                UUID.randomUUID(),
                Optional.of(UUID.randomUUID()),
                Optional.empty(),
                Optional.empty(),
                Instant.now(),
                Map.of("number", number));
    }
}
