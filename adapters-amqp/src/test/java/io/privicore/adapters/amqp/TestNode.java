package io.privicore.adapters.amqp;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.privicore.adapters.amqp.broker.Broker;
import io.privicore.adapters.amqp.channel.BrokeredChannels;
import io.privicore.adapters.amqp.events.EventRelay;
import io.privicore.adapters.amqp.link.DeviceLine;
import io.privicore.adapters.amqp.node.Nodes;
import io.privicore.adapters.amqp.topology.Topology;
import io.privicore.application.port.DeviceLinks;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;

/** One node of the engine, wired as the platform does it. */
final class TestNode implements AutoCloseable {

    final Fakes.Here here = new Fakes.Here();
    final Fakes.Events outbox = new Fakes.Events();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Broker publishing;
    final Broker consuming;
    final Nodes nodes;
    final BrokeredChannels channels;
    private final DeviceLine line;
    private final EventRelay relay;

    /** @param platform what all nodes of a deployment share */
    TestNode(Platform platform, URI uri) {
        var clock = InstantSource.system();
        publishing = new Broker(() -> uri, "publishing");
        consuming = new Broker(() -> uri, "consuming");
        publishing.onConnected(Topology::declare);
        consuming.onConnected(Topology::declare);
        nodes = new Nodes(publishing, consuming, clock);
        line = new DeviceLine(
                publishing,
                consuming,
                nodes,
                platform.keys,
                platform.kept,
                new Fakes.Units(),
                platform.seals,
                () -> platform.reports,
                meters,
                clock,
                Duration.ofSeconds(5));
        relay = new EventRelay(outbox, publishing, "urn:privicore:test", Duration.ofSeconds(5));
        channels = new BrokeredChannels(() -> here, nodes, platform.seals);
        publishing.start();
        consuming.start();
        nodes.start();
        line.start();
        relay.start();
    }

    static TestNode connected(Platform platform) {
        var node = new TestNode(platform, TestBroker.uri());
        Eventually.that(() -> node.publishing.isUp() && node.consuming.isUp());
        return node;
    }

    /** Two that know of each other: a node tells others only while it knows of some, or has only just connected. */
    static void acquaint(TestNode one, TestNode two) {
        one.hearOf(two);
        two.hearOf(one);
    }

    private void hearOf(TestNode other) {
        var heard = new AtomicBoolean();
        nodes.on("greeting", _ -> heard.set(true));
        Eventually.that(() -> {
            other.nodes.tell(nodes.id(), "greeting", new byte[0]);
            return heard.get();
        });
    }

    DeviceLine line() {
        return line;
    }

    DeviceLinks links() {
        return line.links();
    }

    double dropped(String reason) {
        return meters.find("privicore.device.messages.dropped").tag("reason", reason).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    double exchanged(String what, String direction) {
        return meters.get("privicore.device." + what)
                .tag("direction", direction)
                .counter()
                .count();
    }

    @Override
    public void close() {
        relay.close();
        line.close();
        nodes.close();
        consuming.close();
        publishing.close();
    }

    static final class Platform {
        final Fakes.Keys keys = new Fakes.Keys();
        final Fakes.Kept kept = new Fakes.Kept();
        final Fakes.Seals seals = new Fakes.Seals();
        final Fakes.Reports reports = new Fakes.Reports();
    }
}
