package io.privicore.adapters.amqp;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.privicore.adapters.amqp.account.RabbitBrokerAccounts;
import io.privicore.adapters.amqp.broker.AmqpUri;
import io.privicore.adapters.amqp.topology.Topology;
import io.privicore.domain.device.BrokerEndpoint;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.SystemLauncherListener.DefaultSystemLauncherListener;
import org.apache.qpid.server.model.Broker;
import org.apache.qpid.server.model.ConfiguredObject;
import org.apache.qpid.server.model.Port;
import org.apache.qpid.server.model.SystemConfig;

/** The RabbitMQ that the environment names, or else a Qpid Broker-J inside this process. */
final class TestBroker {

    static final String PASSWORD = "test-password";

    private static final Optional<String> OUTSIDE = Optional.ofNullable(System.getenv("PRIVICORE_AMQP_URI"));
    private static final Optional<String> MANAGEMENT =
            Optional.ofNullable(System.getenv("PRIVICORE_AMQP_MANAGEMENT_URI"));
    private static final URI URI_OF_BROKER = OUTSIDE.map(URI::create).orElseGet(TestBroker::embedded);

    private TestBroker() {}

    static URI uri() {
        return URI_OF_BROKER;
    }

    static boolean isRabbit() {
        return OUTSIDE.isPresent() && MANAGEMENT.isPresent();
    }

    /** The same broker by another way, such as a cable that can be cut. */
    static URI uri(int port) {
        return URI.create("amqp://%s@127.0.0.1:%d%s"
                .formatted(uri().getRawUserInfo(), port, uri().getRawPath() == null ? "" : uri().getRawPath()));
    }

    static RabbitBrokerAccounts accounts(long maxBytes) {
        return new RabbitBrokerAccounts(new RabbitBrokerAccounts.Settings(
                URI.create(MANAGEMENT.orElse("http://127.0.0.1:1")),
                AmqpUri.user(uri()),
                new Secret(AmqpUri.password(uri())),
                new BrokerEndpoint(uri().getHost(), AmqpUri.port(uri()), AmqpUri.virtualHost(uri())),
                new RabbitBrokerAccounts.DeviceQueue("classic", maxBytes)));
    }

    static void provision(DeviceId device, long maxBytes) throws Exception {
        if (isRabbit()) {
            try (var connection = connect()) {
                Topology.declare(connection);
            }
            accounts(maxBytes).provision(device, new Secret(PASSWORD));
            return;
        }
        try (var connection = connect();
                var channel = connection.createChannel()) {
            Topology.declare(connection);
            Map<String, Object> limits = Map.of("qpid.policy_type", "REJECT", "qpid.max_size", maxBytes);
            channel.queueDeclare(Topology.deviceQueue(device), true, false, false, limits);
            channel.queueBind(Topology.inboxOf(device), Topology.ENGINE, device.toString());
        }
    }

    static void revoke(DeviceId device) throws Exception {
        if (isRabbit()) {
            accounts(0).revoke(device);
            return;
        }
        try (var connection = connect();
                var channel = connection.createChannel()) {
            channel.queueUnbind(Topology.inboxOf(device), Topology.ENGINE, device.toString());
            channel.queueDelete(Topology.deviceQueue(device));
        } catch (IOException | com.rabbitmq.client.ShutdownSignalException gone) {
            // Revoked before.
        }
    }

    static Connection connect() throws Exception {
        return connect(AmqpUri.user(uri()), AmqpUri.password(uri()));
    }

    static Connection connectAs(DeviceId device) throws Exception {
        return isRabbit() ? connect(device.toString(), PASSWORD) : connect();
    }

    static Connection connect(String user, String password) throws Exception {
        var factory = new ConnectionFactory();
        factory.setHost(uri().getHost());
        factory.setPort(AmqpUri.port(uri()));
        factory.setVirtualHost(AmqpUri.virtualHost(uri()));
        factory.setUsername(user);
        factory.setPassword(password);
        factory.setAutomaticRecoveryEnabled(false);
        return factory.newConnection();
    }

    private static URI embedded() {
        try {
            Path folder = Files.createTempDirectory("privicore-broker");
            Path initial = folder.resolve("initial.json");
            try (var in = TestBroker.class.getResourceAsStream("/test-broker.json")) {
                Files.copy(java.util.Objects.requireNonNull(in), initial);
            }
            Path properties = Files.createFile(folder.resolve("system.properties"));
            // A message that is not stored would overtake one that is, such as its session's opening.
            System.setProperty("qpid.strict_order_with_mixed_delivery_mode", "true");
            var config = new AtomicReference<SystemConfig<?>>();
            var launcher = new SystemLauncher(new DefaultSystemLauncherListener() {
                @Override
                public void onContainerResolve(SystemConfig<?> systemConfig) {
                    config.set(systemConfig);
                }
            });
            launcher.startup(Map.of(
                    SystemConfig.TYPE,
                    "Memory",
                    SystemConfig.INITIAL_CONFIGURATION_LOCATION,
                    initial.toString(),
                    SystemConfig.INITIAL_SYSTEM_PROPERTIES_LOCATION,
                    properties.toString(),
                    SystemConfig.STARTUP_LOGGED_TO_SYSTEM_OUT,
                    "false",
                    ConfiguredObject.CONTEXT,
                    Map.of(SystemConfig.QPID_WORK_DIR, folder.toString())));
            var broker =
                    (Broker<?>) java.util.Objects.requireNonNull(config.get()).getContainer();
            int port = broker.getChildren(Port.class).iterator().next().getBoundPort();
            return URI.create("amqp://guest:guest@127.0.0.1:" + port);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (Exception e) {
            throw new IllegalStateException("The embedded broker does not start", e);
        }
    }
}
