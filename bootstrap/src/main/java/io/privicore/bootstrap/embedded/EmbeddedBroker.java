package io.privicore.bootstrap.embedded;

import io.privicore.adapters.amqp.topology.Topology;
import io.privicore.bootstrap.failure.StartFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.security.auth.Subject;
import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.SystemLauncherListener.DefaultSystemLauncherListener;
import org.apache.qpid.server.model.AccessControlProvider;
import org.apache.qpid.server.model.AuthenticationProvider;
import org.apache.qpid.server.model.Broker;
import org.apache.qpid.server.model.ConfiguredObject;
import org.apache.qpid.server.model.Exchange;
import org.apache.qpid.server.model.OverflowPolicy;
import org.apache.qpid.server.model.PasswordCredentialManagingAuthenticationProvider;
import org.apache.qpid.server.model.Port;
import org.apache.qpid.server.model.Queue;
import org.apache.qpid.server.model.SystemConfig;
import org.apache.qpid.server.model.User;
import org.apache.qpid.server.model.VirtualHostNode;
import org.apache.qpid.server.security.SubjectExecutionContext;
import org.apache.qpid.server.virtualhost.QueueManagingVirtualHost;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * An AMQP 0-9-1 broker inside the process: Apache Qpid Broker-J, its queues, messages and accounts kept in the data
 * folder. A message that was confirmed to its publisher survives the end of the process, however it ends. There is no
 * management port; {@link #accounts()} works on the broker's own model.
 */
public final class EmbeddedBroker implements AutoCloseable {

    static final String VIRTUAL_HOST = "privicore";

    private static final Logger LOG = Logger.getLogger(EmbeddedBroker.class);

    private final SystemLauncher launcher;
    private final Subject system;
    private final Broker<?> broker;
    private final String host;
    private final long queueBytes;
    private final String enginePassword;

    private EmbeddedBroker(
            SystemLauncher launcher, Broker<?> broker, String host, long queueBytes, String enginePassword) {
        this.launcher = launcher;
        this.system = new Subject(true, Set.of(launcher.getSystemPrincipal()), Set.of(), Set.of());
        this.broker = broker;
        this.host = host;
        this.queueBytes = queueBytes;
        this.enginePassword = enginePassword;
    }

    /** Starts the broker of a held data folder; makes accounts, exchanges and inboxes that are missing. */
    public static EmbeddedBroker start(DataFolder data, Settings settings) {
        Path folder = data.folder("broker");
        String password = data.secret("broker");
        int port = port(settings, folder);
        try {
            Path initial = folder.resolve("initial-config.json");
            copyResource("/embedded-broker.json", initial);
            // Broker-J insists on such a file, and cannot look for it in the application's class path.
            Path properties = folder.resolve("system.properties");
            DataFolder.writePrivate(properties, "");
            GuardedConnection.Creator.replaceDefault();
            // A message that is not stored would overtake one that is still being stored, such as its session's
            // opening.
            System.setProperty("qpid.strict_order_with_mixed_delivery_mode", "true");
            // Derby would write its log to the folder that the process was started in.
            System.setProperty(
                    "derby.stream.error.file",
                    data.folder("logs").resolve("broker-store.log").toString());
            Started started = new Started();
            SystemLauncher launcher = new SystemLauncher(started);
            launcher.startup(Map.of(
                    SystemConfig.TYPE,
                    "JSON",
                    "storePath",
                    folder.resolve("config.json").toString(),
                    SystemConfig.INITIAL_CONFIGURATION_LOCATION,
                    initial.toString(),
                    SystemConfig.INITIAL_SYSTEM_PROPERTIES_LOCATION,
                    properties.toString(),
                    SystemConfig.STARTUP_LOGGED_TO_SYSTEM_OUT,
                    "false",
                    ConfiguredObject.CONTEXT,
                    context(settings, folder, port)));
            EmbeddedBroker embedded = new EmbeddedBroker(
                    launcher, started.broker(), settings.brokerHost(), settings.brokerQueueBytes(), password);
            embedded.prepare();
            embedded.accounts().restore();
            DataFolder.writePrivate(folder.resolve("port"), Integer.toString(embedded.port()));
            return embedded;
        } catch (StartFailure e) {
            throw e;
        } catch (Exception e) {
            throw new StartFailure("The embedded broker in " + folder + " does not start: " + e, e);
        }
    }

    /** Devices keep the port in their configuration, so it stays the same from start to start where it can. */
    private static int port(Settings settings, Path folder) {
        if (settings.brokerPort().isPresent()) {
            int port = settings.brokerPort().get();
            if (port != 0 && !Ports.isFree(settings.brokerHost(), port)) {
                throw new StartFailure("Port " + port + " for devices is taken by another program."
                        + " Choose another one with privicore.broker.port, or 0 for a free one.");
            }
            return port == 0 ? Ports.free() : port;
        }
        Path file = folder.resolve("port");
        try {
            if (Files.exists(file)) {
                int port = Integer.parseInt(Files.readString(file).strip());
                if (Ports.isFree(settings.brokerHost(), port)) {
                    return port;
                }
                LOG.warnf("Port %d, where devices found the broker until now, is taken; another one is used", port);
            }
            return Ports.free();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> context(Settings settings, Path folder, int port) {
        return Map.ofEntries(
                Map.entry("privicore.host", settings.brokerHost()),
                Map.entry("privicore.port", Integer.toString(port)),
                Map.entry("privicore.messages", folder.resolve("messages").toString()),
                Map.entry(SystemConfig.QPID_WORK_DIR, folder.toString()),
                Map.entry(SystemConfig.POSIX_FILE_PERMISSIONS, "rw-------"),
                Map.entry(Broker.BROKER_FAIL_STARTUP_WITH_ERRORED_CHILD, "true"),
                // The sender that a message names must be the account that sends it.
                Map.entry(Broker.BROKER_MSG_AUTH, "true"),
                // Messages that wait stay on disk; memory holds no more than this of them.
                Map.entry(Broker.BROKER_FLOW_TO_DISK_THRESHOLD, Long.toString(32L << 20)),
                Map.entry("virtualhost.connectionThreadPool.size", "16"),
                Map.entry("virtualhost.connectionThreadPool.numberOfSelectors", "2"),
                Map.entry("virtualhost.housekeepingThreadCount", "1"),
                Map.entry("broker.housekeepingThreadCount", "1"));
    }

    private void prepare() {
        asSystem(() -> {
            setPassword(BrokerRights.ENGINE, enginePassword);
            exchange(Topology.ENGINE, "direct");
            exchange(Topology.EVENTS, "topic");
            Topology.inboxes().forEach(this::queue);
            return null;
        });
    }

    /** The engine's way in: the address with account and password. Secret. */
    public String uri() {
        return "amqp://" + BrokerRights.ENGINE + ":" + enginePassword + "@" + host + ":" + port() + "/" + VIRTUAL_HOST;
    }

    public String host() {
        return host;
    }

    public int port() {
        return broker.getChildren(Port.class).iterator().next().getBoundPort();
    }

    /** The accounts of devices at this broker. */
    public EmbeddedBrokerAccounts accounts() {
        return new EmbeddedBrokerAccounts(this);
    }

    /** Ends all connections and closes the store. */
    @Override
    public void close() {
        launcher.shutdown();
    }

    BrokerRights rights() {
        AccessControlProvider<?> provider =
                broker.getChildren(AccessControlProvider.class).iterator().next();
        return ((BrokerRightsProvider) provider).rights();
    }

    QueueManagingVirtualHost<?> virtualHost() {
        VirtualHostNode<?> node =
                broker.getChildren(VirtualHostNode.class).iterator().next();
        if (node.getVirtualHost() instanceof QueueManagingVirtualHost<?> virtualHost) {
            return virtualHost;
        }
        throw new IllegalStateException("The embedded broker has no store for messages");
    }

    PasswordCredentialManagingAuthenticationProvider<?> authentication() {
        AuthenticationProvider<?> provider =
                broker.getChildren(AuthenticationProvider.class).iterator().next();
        return (PasswordCredentialManagingAuthenticationProvider<?>) provider;
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    Collection<User<?>> users() {
        return (Collection) authentication().getChildren(User.class);
    }

    Optional<User<?>> user(String account) {
        return users().stream().filter(user -> user.getName().equals(account)).findFirst();
    }

    /** Makes the account, or gives it another password. */
    void setPassword(String account, String password) throws Exception {
        if (authentication().getUsers().containsKey(account)) {
            authentication().setPassword(account, password);
        } else {
            authentication().createUser(account, password, Map.of());
        }
    }

    /** The durable queue of that name, made if it is missing. When it is full, publishers are refused. */
    Queue<?> queue(String name) {
        Queue<?> queue = virtualHost().getChildByName(Queue.class, name);
        Map<String, Object> limits = Map.of(
                Queue.OVERFLOW_POLICY, OverflowPolicy.REJECT.name(), Queue.MAXIMUM_QUEUE_DEPTH_BYTES, queueBytes);
        if (queue == null) {
            return virtualHost()
                    .createChild(
                            Queue.class,
                            Map.of(
                                    ConfiguredObject.NAME,
                                    name,
                                    ConfiguredObject.DURABLE,
                                    true,
                                    Queue.OVERFLOW_POLICY,
                                    OverflowPolicy.REJECT.name(),
                                    Queue.MAXIMUM_QUEUE_DEPTH_BYTES,
                                    queueBytes));
        }
        if (queue.getMaximumQueueDepthBytes() != queueBytes) {
            queue.setAttributes(limits);
        }
        return queue;
    }

    /** The durable exchange of that name, made if it is missing. */
    Exchange<?> exchange(String name, String type) {
        Exchange<?> exchange = virtualHost().getChildByName(Exchange.class, name);
        return exchange != null
                ? exchange
                : virtualHost()
                        .createChild(
                                Exchange.class,
                                Map.of(
                                        ConfiguredObject.NAME,
                                        name,
                                        ConfiguredObject.TYPE,
                                        type,
                                        ConfiguredObject.DURABLE,
                                        true));
    }

    /** Works on the model with the rights of the broker itself. */
    <T extends @Nullable Object> T asSystem(Callable<T> work) throws RuntimeException {
        return SubjectExecutionContext.withSubjectUnchecked(system, work);
    }

    private static void copyResource(String resource, Path target) throws IOException {
        try (InputStream in = EmbeddedBroker.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("Not packaged: " + resource);
            }
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Catches the broker's model while it starts, and why it did not. */
    private static final class Started extends DefaultSystemLauncherListener {

        private @Nullable SystemConfig<?> config;
        private @Nullable RuntimeException failure;

        @Override
        public void onContainerResolve(SystemConfig<?> systemConfig) {
            config = systemConfig;
        }

        @Override
        public void errorOnStartup(RuntimeException e) {
            failure = e;
        }

        Broker<?> broker() {
            if (failure != null) {
                throw failure;
            }
            if (config == null || !(config.getContainer() instanceof Broker<?> broker)) {
                throw new IllegalStateException("it has no configuration");
            }
            return broker;
        }
    }
}
