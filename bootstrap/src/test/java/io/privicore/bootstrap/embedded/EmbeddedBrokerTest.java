package io.privicore.bootstrap.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import io.privicore.adapters.amqp.topology.Topology;
import io.privicore.bootstrap.embedded.BrokerClient.Returned;
import io.privicore.bootstrap.embedded.BrokerClient.Verdict;
import io.privicore.domain.device.BrokerEndpoint;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddedBrokerTest {

    private static final int QUEUE_BYTES = 100_000;

    private final Settings settings;
    private final DataFolder data;
    private EmbeddedBroker broker;

    private DeviceId device = new DeviceId(UUID.randomUUID());
    private DeviceId other = new DeviceId(UUID.randomUUID());

    EmbeddedBrokerTest(@TempDir Path folder) {
        settings = new Settings(folder, Map.of("privicore.broker.queue.bytes", Integer.toString(QUEUE_BYTES)));
        data = DataFolder.hold(folder);
        broker = EmbeddedBroker.start(data, settings);
    }

    @BeforeEach
    void provisionTwo() {
        device = new DeviceId(UUID.randomUUID());
        other = new DeviceId(UUID.randomUUID());
        broker.accounts().provision(device, new Secret("secret"));
        broker.accounts().provision(other, new Secret("other"));
    }

    @AfterAll
    void stop() {
        broker.close();
        data.close();
    }

    @Nested
    class ADevice {

        @Test
        void readsItsOwnQueue() throws Exception {
            try (BrokerClient engine = BrokerClient.engine(broker);
                    BrokerClient client = connect()) {
                assertThat(engine.publish("", Topology.deviceQueue(device), "for you"))
                        .isEqualTo(new Verdict.Confirmed());

                assertThat(client.take(Topology.deviceQueue(device))).isEqualTo("for you");
            }
        }

        @Test
        void writesToTheEngineUnderItsOwnIdentifier() throws Exception {
            AMQP.BasicProperties own = new AMQP.BasicProperties.Builder()
                    .deliveryMode(2)
                    .userId(device.toString())
                    .build();
            try (BrokerClient engine = BrokerClient.engine(broker);
                    BrokerClient client = connect()) {
                Verdict verdict = client.publish(Topology.ENGINE, device.toString(), own, "hello");

                assertThat(verdict).isEqualTo(new Verdict.Confirmed());
                assertThat(engine.take(Topology.inboxOf(device))).isEqualTo("hello");
            }
        }

        @Test
        void cannotWriteAnywhereElse() throws Exception {
            assertDeniedPublish(Topology.ENGINE, other.toString());
            assertDeniedPublish(Topology.EVENTS, device.toString());
            assertDeniedPublish("", Topology.deviceQueue(device));
            assertDeniedPublish("", Topology.deviceQueue(other));
            assertDeniedPublish("", Topology.inboxOf(device));
            assertDeniedPublish("amq.direct", device.toString());
        }

        @Test
        void cannotPretendToBeAnother() throws Exception {
            AMQP.BasicProperties forged =
                    new AMQP.BasicProperties.Builder().userId(other.toString()).build();
            try (BrokerClient client = connect()) {
                assertThat(client.publish(Topology.ENGINE, device.toString(), forged, "hello"))
                        .isInstanceOf(Verdict.ChannelClosed.class);
            }
        }

        @Test
        void cannotReadAnythingElse() throws Exception {
            assertDenied(channel -> channel.basicGet(Topology.deviceQueue(other), false));
            assertDenied(channel -> channel.basicConsume(Topology.deviceQueue(other), new Ignoring(channel)));
            assertDenied(channel -> channel.basicConsume(Topology.inboxOf(device), new Ignoring(channel)));
        }

        @Test
        void cannotChangeTheTopology() throws Exception {
            assertDenied(channel -> channel.queueDeclare("mine", true, false, false, Map.of()));
            assertDenied(Channel::queueDeclare);
            assertDenied(channel -> channel.exchangeDeclare("mine", "direct", true));
            assertDenied(channel -> channel.queueBind(Topology.deviceQueue(device), Topology.EVENTS, "#"));
            assertDenied(channel -> channel.queueBind(Topology.deviceQueue(device), Topology.ENGINE, other.toString()));
            assertDenied(channel -> channel.queueUnbind(Topology.inboxOf(device), Topology.ENGINE, device.toString()));
            assertDenied(channel -> channel.queueDelete(Topology.deviceQueue(device)));
            assertDenied(channel -> channel.queuePurge(Topology.deviceQueue(device)));
            assertDenied(channel -> channel.exchangeDelete(Topology.EVENTS));
        }

        private void assertDeniedPublish(String exchange, String key) throws Exception {
            try (BrokerClient client = connect()) {
                assertThat(client.publish(exchange, key, "not allowed"))
                        .as("publish to '%s' with '%s'", exchange, key)
                        .isInstanceOf(Verdict.ChannelClosed.class);
            }
        }

        private void assertDenied(Attempt attempt) throws Exception {
            try (BrokerClient client = connect()) {
                Channel channel = client.channel();
                assertThatThrownBy(() -> attempt.on(channel))
                        .isInstanceOf(IOException.class)
                        .rootCause()
                        .hasMessageContaining("denied");
            }
        }
    }

    @Nested
    class ANewPassword {

        @Test
        void endsTheOldOneWithItsConnectionsAndKeepsWhatWaits() throws Exception {
            try (BrokerClient engine = BrokerClient.engine(broker);
                    BrokerClient before = connect()) {
                engine.publish("", Topology.deviceQueue(device), "still here");

                broker.accounts().provision(device, new Secret("changed"));

                assertThat(before.endsSoon()).isTrue();
                assertThatThrownBy(() -> connect().close()).isInstanceOf(PossibleAuthenticationFailureException.class);
                try (BrokerClient after = BrokerClient.device(address(), device, "changed")) {
                    assertThat(after.take(Topology.deviceQueue(device))).isEqualTo("still here");
                }
            }
        }

        @Test
        void leavesOtherDevicesAlone() throws Exception {
            try (BrokerClient neighbour = BrokerClient.device(address(), other, "other")) {
                broker.accounts().provision(device, new Secret("changed"));

                assertThat(neighbour.publish(Topology.ENGINE, other.toString(), "unmoved"))
                        .isEqualTo(new Verdict.Confirmed());
            }
        }
    }

    @Nested
    class ARevokedDevice {

        @Test
        void losesAccountConnectionsAndQueue() throws Exception {
            try (BrokerClient client = connect();
                    BrokerClient engine = BrokerClient.engine(broker)) {
                engine.publish("", Topology.deviceQueue(device), "never read");

                broker.accounts().revoke(device);

                assertThat(client.endsSoon()).isTrue();
                assertThatThrownBy(() -> connect().close()).isInstanceOf(PossibleAuthenticationFailureException.class);
                assertThatThrownBy(() -> engine.channel().queueDeclarePassive(Topology.deviceQueue(device)))
                        .isInstanceOf(IOException.class);
                assertThat(engine.publish(Topology.ENGINE, device.toString(), "from nobody"))
                        .isInstanceOf(Verdict.Refused.class);
            }
        }

        @Test
        void canBeRevokedTwiceAndProvisionedAgain() throws Exception {
            broker.accounts().revoke(device);
            broker.accounts().revoke(device);
            broker.accounts().provision(device, new Secret("again"));

            try (BrokerClient client = BrokerClient.device(address(), device, "again")) {
                assertThat(client.take(Topology.deviceQueue(device))).isNull();
            }
        }
    }

    @Nested
    class ASuspendedDevice {

        @Test
        void losesItsConnectionsAndCannotConnectAgain() throws Exception {
            try (BrokerClient client = connect()) {
                broker.accounts().suspend(device);
                broker.accounts().suspend(device);

                assertThat(client.endsSoon()).isTrue();
                assertThatThrownBy(() -> connect().close()).isInstanceOf(IOException.class);
            }
        }

        @Test
        void findsWhatWaitsOnceItIsResumed() throws Exception {
            try (BrokerClient engine = BrokerClient.engine(broker)) {
                engine.publish("", Topology.deviceQueue(device), "before");
                broker.accounts().suspend(device);
                engine.publish("", Topology.deviceQueue(device), "meanwhile");

                broker.accounts().resume(device);
                broker.accounts().resume(device);

                try (BrokerClient client = connect()) {
                    assertThat(client.take(Topology.deviceQueue(device))).isEqualTo("before");
                    assertThat(client.take(Topology.deviceQueue(device))).isEqualTo("meanwhile");
                    assertThat(client.publish(Topology.ENGINE, device.toString(), "back again"))
                            .isEqualTo(new Verdict.Confirmed());
                }
            }
        }

        @Test
        void staysSuspendedWithANewPasswordAndAfterARestart() throws Exception {
            broker.accounts().suspend(device);
            broker.accounts().provision(device, new Secret("secret"));
            assertThatThrownBy(() -> connect().close()).isInstanceOf(IOException.class);

            broker.close();
            broker = EmbeddedBroker.start(data, settings);
            assertThatThrownBy(() -> connect().close()).isInstanceOf(IOException.class);

            broker.accounts().resume(device);
            connect().close();
        }

        @Test
        void canBeRevokedAndProvisionedAgain() throws Exception {
            broker.accounts().suspend(device);
            broker.accounts().revoke(device);

            broker.accounts().provision(device, new Secret("secret"));

            connect().close();
        }

        @Test
        void leavesOtherDevicesAlone() throws Exception {
            try (BrokerClient neighbour = BrokerClient.device(address(), other, "other")) {
                broker.accounts().suspend(device);

                assertThat(neighbour.publish(Topology.ENGINE, other.toString(), "unmoved"))
                        .isEqualTo(new Verdict.Confirmed());
            }
        }

        @Test
        void withoutAnAccountChangesNothing() {
            DeviceId unknown = new DeviceId(UUID.randomUUID());
            broker.accounts().suspend(unknown);
            broker.accounts().resume(unknown);

            assertThatThrownBy(() ->
                            BrokerClient.device(address(), unknown, "secret").close())
                    .isInstanceOf(PossibleAuthenticationFailureException.class);
        }
    }

    @Nested
    class AFullQueue {

        @Test
        void refusesThePublisherAndSaysWhy() throws Exception {
            String body = "x".repeat(QUEUE_BYTES / 2 - 1_000);
            try (BrokerClient engine = BrokerClient.engine(broker)) {
                assertThat(engine.publish("", Topology.deviceQueue(device), body))
                        .isEqualTo(new Verdict.Confirmed());
                assertThat(engine.publish("", Topology.deviceQueue(device), body))
                        .isEqualTo(new Verdict.Confirmed());

                Verdict verdict = engine.publish("", Topology.deviceQueue(device), body);

                assertThat(verdict).isInstanceOfSatisfying(Verdict.Refused.class, refused -> assertThat(
                                refused.returned())
                        .isNotNull()
                        .satisfies(returned -> assertThat(returned.code()).isEqualTo(AMQP.RESOURCE_ERROR))
                        .extracting(Returned::text)
                        .asString()
                        .contains("Maximum depth exceeded"));
            }
        }

        @Test
        void takesMessagesAgainWhenSomeWereRead() throws Exception {
            String body = "x".repeat(QUEUE_BYTES - 1_000);
            try (BrokerClient engine = BrokerClient.engine(broker)) {
                engine.publish("", Topology.deviceQueue(device), body);
                assertThat(engine.publish("", Topology.deviceQueue(device), body))
                        .isInstanceOf(Verdict.Refused.class);

                engine.take(Topology.deviceQueue(device));

                assertThat(engine.publish("", Topology.deviceQueue(device), body))
                        .isEqualTo(new Verdict.Confirmed());
            }
        }
    }

    @Nested
    class ARestart {

        @Test
        void keepsMessagesAccountsAndThePort() throws Exception {
            BrokerEndpoint before = address();
            try (BrokerClient engine = BrokerClient.engine(broker)) {
                engine.publish("", Topology.deviceQueue(device), "kept");
            }

            broker.close();
            broker = EmbeddedBroker.start(data, settings);

            assertThat(address()).isEqualTo(before);
            try (BrokerClient client = connect()) {
                assertThat(client.take(Topology.deviceQueue(device))).isEqualTo("kept");
                assertThat(client.publish(Topology.ENGINE, device.toString(), "hello again"))
                        .isEqualTo(new Verdict.Confirmed());
            }
        }
    }

    private BrokerClient connect() throws Exception {
        return BrokerClient.device(address(), device, "secret");
    }

    private BrokerEndpoint address() {
        return broker.accounts().address();
    }

    private interface Attempt {
        void on(Channel channel) throws Exception;
    }

    private static final class Ignoring extends com.rabbitmq.client.DefaultConsumer {
        Ignoring(Channel channel) {
            super(channel);
        }
    }
}
