package io.privicore.adapters.amqp;

import io.micrometer.core.instrument.MeterRegistry;
import io.privicore.adapters.amqp.account.RabbitBrokerAccounts;
import io.privicore.adapters.amqp.account.RabbitBrokerAccounts.DeviceQueue;
import io.privicore.adapters.amqp.broker.AmqpUri;
import io.privicore.adapters.amqp.broker.Broker;
import io.privicore.adapters.amqp.broker.BrokerAddress;
import io.privicore.adapters.amqp.channel.BrokeredChannels;
import io.privicore.adapters.amqp.events.EventRelay;
import io.privicore.adapters.amqp.link.DeviceLine;
import io.privicore.adapters.amqp.node.Nodes;
import io.privicore.adapters.amqp.topology.Topology;
import io.privicore.application.device.DeviceReports;
import io.privicore.application.port.BrokerAccounts;
import io.privicore.application.port.Channels;
import io.privicore.application.port.DeviceLinks;
import io.privicore.application.port.DeviceSessions;
import io.privicore.application.port.EngineKeys;
import io.privicore.application.port.Envelopes;
import io.privicore.application.port.Inventories;
import io.privicore.application.port.NodeChannels;
import io.privicore.application.port.Outbox;
import io.privicore.application.port.UnitOfWork;
import io.privicore.application.port.Vitals;
import io.privicore.domain.device.BrokerEndpoint;
import io.privicore.domain.kernel.Secret;
import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.InstantSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the adapter's beans, and starts and stops them. The broker may be away at the start. */
@Singleton
public class AmqpBeans {

    // After whatever starts an embedded broker, though nothing depends on it.
    private static final int LATE = 3000;

    private final Broker publishing;
    private final Broker consuming;
    private final Nodes nodes;
    private final DeviceLine line;
    private final EventRelay relay;
    private final BrokeredChannels channels;

    AmqpBeans(
            AmqpConfig config,
            @ConfigProperty(name = "privicore.events.source", defaultValue = "urn:privicore:engine") String source,
            BrokerAddress address,
            EngineKeys keys,
            DeviceSessions kept,
            UnitOfWork unitOfWork,
            Envelopes envelopes,
            Outbox outbox,
            Instance<DeviceReports> reports,
            Instance<NodeChannels> here,
            MeterRegistry meters) {
        var clock = InstantSource.system();
        publishing = new Broker(address, "publishing");
        consuming = new Broker(address, "consuming");
        publishing.onConnected(Topology::declare);
        consuming.onConnected(Topology::declare);
        nodes = new Nodes(publishing, consuming, clock);
        line = new DeviceLine(
                publishing,
                consuming,
                nodes,
                keys,
                kept,
                unitOfWork,
                envelopes,
                reports::get,
                meters,
                clock,
                config.confirmTimeout());
        relay = new EventRelay(outbox, publishing, source, config.confirmTimeout());
        channels = new BrokeredChannels(here::get, nodes, envelopes);
    }

    @Produces
    @Singleton
    DeviceLinks links() {
        return line.links();
    }

    @Produces
    @Singleton
    Inventories inventories() {
        return line.inventories();
    }

    @Produces
    @Singleton
    Channels channels() {
        return channels;
    }

    @Produces
    @Singleton
    Vitals vitals() {
        return new BrokerVitals(publishing, consuming);
    }

    void start(@Observes @Priority(LATE) StartupEvent event) {
        publishing.start();
        consuming.start();
        nodes.start();
        line.start();
        relay.start();
    }

    void stop(@Observes ShutdownEvent event) {
        relay.close();
        line.close();
        nodes.close();
        consuming.close();
        publishing.close();
    }

    private record BrokerVitals(Broker publishing, Broker consuming) implements Vitals {

        @Override
        public String name() {
            return "broker";
        }

        @Override
        public boolean isUp() {
            return publishing.isUp() && consuming.isUp();
        }
    }

    /** What stands unless the platform brings its own broker. */
    @Singleton
    static class Outside {

        @Produces
        @Singleton
        @DefaultBean
        BrokerAddress address(AmqpConfig config) {
            return config::uri;
        }

        @Produces
        @Singleton
        @DefaultBean
        BrokerAccounts accounts(AmqpConfig config) {
            return rabbitAccounts(config);
        }
    }

    /** Accounts at the RabbitMQ that the configuration names, for those who choose at the start. */
    public static RabbitBrokerAccounts rabbitAccounts(AmqpConfig config) {
        var uri = config.uri();
        var address = new BrokerEndpoint(
                config.publicHost().orElse(uri.getHost()),
                config.publicPort().orElse(AmqpUri.port(uri)),
                AmqpUri.virtualHost(uri));
        return new RabbitBrokerAccounts(new RabbitBrokerAccounts.Settings(
                config.managementUri().orElseGet(() -> URI.create("http://%s:15672".formatted(uri.getHost()))),
                config.managementUser().orElseGet(() -> AmqpUri.user(uri)),
                new Secret(config.managementPassword().orElseGet(() -> AmqpUri.password(uri))),
                address,
                new DeviceQueue(config.queueType(), config.queueMaxBytes())));
    }
}
