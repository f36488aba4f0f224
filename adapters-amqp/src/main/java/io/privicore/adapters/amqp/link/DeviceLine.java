package io.privicore.adapters.amqp.link;

import io.micrometer.core.instrument.MeterRegistry;
import io.privicore.adapters.amqp.broker.Broker;
import io.privicore.adapters.amqp.node.Nodes;
import io.privicore.adapters.amqp.topology.Topology;
import io.privicore.application.device.DeviceReports;
import io.privicore.application.port.DeviceLinks;
import io.privicore.application.port.DeviceSessions;
import io.privicore.application.port.EngineKeys;
import io.privicore.application.port.Envelopes;
import io.privicore.application.port.Inventories;
import io.privicore.application.port.UnitOfWork;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Both directions of speaking with devices, put together: the links for the application, and the readers of inboxes. */
public final class DeviceLine implements AutoCloseable {

    private static final Duration SWEPT_EVERY = Duration.ofSeconds(5);

    private final AmqpDeviceLinks links;
    private final AmqpInventories inventories;
    private final Answers answers;
    private final Questions questions;
    private final Supplier<List<Inbox>> unread;
    private List<Inbox> inboxes = List.of();
    private volatile @Nullable Thread sweeping;

    /** @param reports asked for at the start only, since what reports to the application may need the links */
    public DeviceLine(
            Broker publishing,
            Broker consuming,
            Nodes nodes,
            EngineKeys keys,
            DeviceSessions kept,
            UnitOfWork unitOfWork,
            Envelopes envelopes,
            Supplier<DeviceReports> reports,
            MeterRegistry meters,
            InstantSource clock,
            Duration confirmTimeout) {
        var own = Outlets.once(keys::privateKey);
        var traffic = new Traffic(meters);
        var outlets = new Outlets(own, clock, traffic);
        var sessions = new IncomingSessions(kept, unitOfWork, envelopes, own, clock);
        var drops = new Drops(meters);
        this.answers = new Answers(nodes, clock);
        this.questions = new Questions(nodes, clock);
        var deliveries = new Deliveries(nodes);
        this.links = new AmqpDeviceLinks(publishing, outlets, answers, questions, deliveries, sessions, confirmTimeout);
        this.inventories = new AmqpInventories(links, questions);
        this.unread = () -> {
            var mail = new Mail(
                    reports.get(), sessions, outlets, answers, questions, deliveries, drops, traffic, own, clock);
            return IntStream.range(0, Topology.INBOXES)
                    .mapToObj(index -> new Inbox(index, consuming, mail))
                    .toList();
        };
    }

    public DeviceLinks links() {
        return links;
    }

    public Inventories inventories() {
        return inventories;
    }

    public void start() {
        inboxes = unread.get();
        inboxes.forEach(Inbox::start);
        var sweeper = Thread.ofVirtual().name("device-answers").unstarted(() -> {
            while (Thread.currentThread() == sweeping) {
                try {
                    Thread.sleep(SWEPT_EVERY);
                } catch (InterruptedException stopped) {
                    return;
                }
                answers.sweep();
                questions.sweep();
            }
        });
        sweeping = sweeper;
        sweeper.start();
    }

    @Override
    public void close() {
        inboxes.forEach(Inbox::close);
        var running = sweeping;
        sweeping = null;
        if (running != null) {
            running.interrupt();
        }
    }
}
