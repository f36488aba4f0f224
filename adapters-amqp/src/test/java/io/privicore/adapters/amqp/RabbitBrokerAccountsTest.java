package io.privicore.adapters.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import io.privicore.adapters.amqp.account.RabbitBrokerAccounts;
import io.privicore.adapters.amqp.topology.Topology;
import io.privicore.domain.device.BrokerEndpoint;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.kernel.Secret;
import java.io.IOException;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RabbitBrokerAccountsTest {

    private static final long ROOMY = 1L << 30;

    @Nested
    class AtRabbitMq {

        private final DeviceId device = new DeviceId(UUID.randomUUID());
        private final DeviceId other = new DeviceId(UUID.randomUUID());

        @BeforeAll
        static void needsRabbitMq() {
            Assumptions.assumeTrue(TestBroker.isRabbit());
        }

        @Test
        void aDeviceMayReadItsQueueAndWriteToTheEngineAndNothingElse() throws Exception {
            TestBroker.provision(device, ROOMY);
            TestBroker.provision(other, ROOMY);
            try (var connection = TestBroker.connectAs(device)) {
                var channel = connection.createChannel();
                channel.basicGet(Topology.deviceQueue(device), true);
                channel.confirmSelect();
                var own =
                        new BasicProperties.Builder().userId(device.toString()).build();
                channel.basicPublish(Topology.ENGINE, device.toString(), own, new byte[] {1});
                channel.waitForConfirmsOrDie(5_000);

                denied(connection.createChannel(), c -> c.basicGet(Topology.deviceQueue(other), true));
                denied(connection.createChannel(), c -> c.basicGet(Topology.inboxOf(device), true));
                denied(connection.createChannel(), c -> c.queueDeclare("mine", true, false, false, null));
                denied(connection.createChannel(), c -> c.queueDelete(Topology.deviceQueue(device)));
                denied(connection.createChannel(), c -> {
                    c.confirmSelect();
                    c.basicPublish("", Topology.deviceQueue(other), own, new byte[0]);
                    c.waitForConfirmsOrDie(5_000);
                });
                denied(connection.createChannel(), c -> {
                    c.confirmSelect();
                    var forged = new BasicProperties.Builder()
                            .userId(other.toString())
                            .build();
                    c.basicPublish(Topology.ENGINE, device.toString(), forged, new byte[0]);
                    c.waitForConfirmsOrDie(5_000);
                });
            } finally {
                TestBroker.revoke(device);
                TestBroker.revoke(other);
            }
        }

        @Test
        void aNewPasswordEndsWhatTheOldOneOpenedAndKeepsWhatWaits() throws Exception {
            TestBroker.provision(device, ROOMY);
            var connection = TestBroker.connectAs(device);
            try (var engine = TestBroker.connect();
                    var channel = engine.createChannel()) {
                channel.confirmSelect();
                channel.basicPublish("", Topology.deviceQueue(device), null, new byte[] {1});
                channel.waitForConfirmsOrDie(5_000);

                TestBroker.accounts(ROOMY).provision(device, new Secret("another"));

                Eventually.that(() -> !connection.isOpen());
                assertThatThrownBy(() -> TestBroker.connectAs(device)).isInstanceOf(IOException.class);
                try (var again = TestBroker.connect(device.toString(), "another");
                        var reading = again.createChannel()) {
                    assertThat(reading.basicGet(Topology.deviceQueue(device), true))
                            .isNotNull();
                }
            } finally {
                TestBroker.revoke(device);
            }
        }

        @Test
        void aRevokedDeviceLosesAccountConnectionAndQueueHoweverOftenItIsRevoked() throws Exception {
            TestBroker.provision(device, ROOMY);
            var connection = TestBroker.connectAs(device);

            TestBroker.revoke(device);
            TestBroker.revoke(device);

            Eventually.that(() -> !connection.isOpen());
            assertThatThrownBy(() -> TestBroker.connectAs(device)).isInstanceOf(IOException.class);
            try (var engine = TestBroker.connect()) {
                denied(engine.createChannel(), c -> c.queueDeclarePassive(Topology.deviceQueue(device)));
            }
        }

        @Test
        void aSuspendedDeviceIsDisconnectedAndTurnedAwayUntilItIsResumed() throws Exception {
            TestBroker.provision(device, ROOMY);
            var accounts = TestBroker.accounts(ROOMY);
            var connection = TestBroker.connectAs(device);
            try (var engine = TestBroker.connect();
                    var channel = engine.createChannel()) {
                channel.confirmSelect();
                channel.basicPublish("", Topology.deviceQueue(device), null, new byte[] {1});
                channel.waitForConfirmsOrDie(5_000);

                accounts.suspend(device);
                accounts.suspend(device);
                Eventually.that(() -> !connection.isOpen());
                assertThatThrownBy(() -> TestBroker.connectAs(device)).isInstanceOf(IOException.class);

                accounts.provision(device, new Secret(TestBroker.PASSWORD));
                assertThatThrownBy(() -> TestBroker.connectAs(device)).isInstanceOf(IOException.class);

                accounts.resume(device);
                accounts.resume(device);
                try (var again = TestBroker.connectAs(device);
                        var reading = again.createChannel()) {
                    assertThat(reading.basicGet(Topology.deviceQueue(device), true))
                            .isNotNull();
                }
            } finally {
                TestBroker.revoke(device);
            }
        }

        @Test
        void aRevokedDeviceIsNotSuspendedAnyMore() throws Exception {
            TestBroker.provision(device, ROOMY);
            TestBroker.accounts(ROOMY).suspend(device);
            TestBroker.revoke(device);

            TestBroker.provision(device, ROOMY);

            try {
                TestBroker.connectAs(device).close();
            } finally {
                TestBroker.revoke(device);
            }
        }

        @Test
        void whoHasNoAccountIsNeitherSuspendedNorResumed() {
            var accounts = TestBroker.accounts(ROOMY);

            accounts.suspend(other);
            accounts.resume(other);

            assertThatThrownBy(() -> TestBroker.connectAs(other)).isInstanceOf(IOException.class);
        }

        private static void denied(Channel channel, Attempt attempt) {
            assertThatThrownBy(() -> attempt.on(channel))
                    .isInstanceOfAny(IOException.class, com.rabbitmq.client.ShutdownSignalException.class);
        }
    }

    @Test
    void aBrokerThatCannotBeAskedIsARefusal() {
        var accounts = new RabbitBrokerAccounts(new RabbitBrokerAccounts.Settings(
                URI.create("http://127.0.0.1:1"),
                "guest",
                new Secret("guest"),
                new BrokerEndpoint("localhost", 5672, "/"),
                new RabbitBrokerAccounts.DeviceQueue("classic", ROOMY)));

        assertThatThrownBy(() -> accounts.revoke(new DeviceId(UUID.randomUUID())))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(Reason.BROKER_UNAVAILABLE));
    }

    @FunctionalInterface
    private interface Attempt {
        void on(Channel channel) throws Exception;
    }
}
