package io.privicore.adapters.amqp.node;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import io.privicore.adapters.amqp.broker.Broker;
import io.privicore.adapters.amqp.topology.Topology;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of this deployment. Each announces itself, so that nobody publishes for others that are not there. What is
 * told is best effort: not stored, not confirmed.
 */
public final class Nodes implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Nodes.class);
    private static final String EVERYBODY = "all";
    private static final String HERE = "here";
    private static final String WHO = "who";
    private static final Duration ANNOUNCED_EVERY = Duration.ofSeconds(2);
    private static final Duration THOUGHT_GONE_AFTER = Duration.ofSeconds(6);

    private final Broker publishing;
    private final InstantSource clock;
    private final long id = new SecureRandom().nextLong();
    private final String name = name(id);
    private final Map<String, Consumer<byte[]>> readers = new ConcurrentHashMap<>();
    private final Map<String, Instant> heard = new ConcurrentHashMap<>();
    private final ReentrantLock speaking = new ReentrantLock();

    private volatile Instant unsureUntil;
    private volatile @Nullable Thread announcing;
    private @Nullable Channel speaker;

    public Nodes(Broker publishing, Broker consuming, InstantSource clock) {
        this.publishing = publishing;
        this.clock = clock;
        this.unsureUntil = clock.instant();
        consuming.onConnected(this::listen);
    }

    public void start() {
        var announcer = Thread.ofVirtual().name("node-announcements").unstarted(() -> {
            while (Thread.currentThread() == announcing) {
                say(EVERYBODY, HERE, new byte[0]);
                try {
                    Thread.sleep(ANNOUNCED_EVERY);
                } catch (InterruptedException stopped) {
                    return;
                }
            }
        });
        announcing = announcer;
        announcer.start();
    }

    @Override
    public void close() {
        var running = announcing;
        announcing = null;
        if (running != null) {
            running.interrupt();
        }
    }

    /** Random, so that what it is part of cannot be guessed. */
    public long id() {
        return id;
    }

    /** What is to be done with messages of this kind that other nodes send. */
    public void on(String kind, Consumer<byte[]> reader) {
        readers.put(kind, reader);
    }

    /** Whether there are others, or may be: for the first seconds on a connection nobody can know. */
    public boolean hasOthers() {
        var now = clock.instant();
        if (now.isBefore(unsureUntil)) {
            return true;
        }
        heard.values().removeIf(last -> last.plus(THOUGHT_GONE_AFTER).isBefore(now));
        return !heard.isEmpty();
    }

    public void tellOthers(String kind, byte[] body) {
        say(EVERYBODY, kind, body);
    }

    public void tell(long node, String kind, byte[] body) {
        say(name(node), kind, body);
    }

    private void say(String whom, String kind, byte[] body) {
        var properties = new BasicProperties.Builder().type(kind).appId(name).build();
        speaking.lock();
        try {
            var connection = publishing.connection().orElse(null);
            if (connection == null) {
                return;
            }
            if (speaker == null || !speaker.isOpen()) {
                speaker = connection.createChannel();
            }
            if (speaker != null) {
                speaker.basicPublish(Topology.NODES, whom, properties, body);
            }
        } catch (IOException | ShutdownSignalException e) {
            LOG.debugf("Other nodes were not told of %s: %s", kind, e);
        } finally {
            speaking.unlock();
        }
    }

    private void listen(Connection connection) throws IOException {
        unsureUntil = clock.instant().plus(THOUGHT_GONE_AFTER);
        var channel = connection.createChannel();
        // A name of its own on every connection: the last one's queue may outlive it for a while.
        var queue = "privicore.node." + name + "." + UUID.randomUUID();
        channel.queueDeclare(queue, false, true, true, Map.of());
        channel.queueBind(queue, Topology.NODES, EVERYBODY);
        channel.queueBind(queue, Topology.NODES, name);
        channel.basicConsume(queue, true, new DefaultConsumer(channel) {
            @Override
            public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body) {
                read(properties, body);
            }
        });
        // On the connection that listens, since the other may not be there yet.
        channel.basicPublish(Topology.NODES, EVERYBODY, hello(HERE), new byte[0]);
        channel.basicPublish(Topology.NODES, EVERYBODY, hello(WHO), new byte[0]);
    }

    private BasicProperties hello(String kind) {
        return new BasicProperties.Builder().type(kind).appId(name).build();
    }

    private void read(BasicProperties properties, byte[] body) {
        var sender = properties.getAppId();
        var kind = properties.getType();
        if (sender == null || kind == null || sender.equals(name)) {
            return;
        }
        heard.put(sender, clock.instant());
        try {
            switch (kind) {
                case HERE -> {}
                case WHO -> say(EVERYBODY, HERE, new byte[0]);
                default -> readers.getOrDefault(kind, _ -> {}).accept(body);
            }
        } catch (RuntimeException e) {
            LOG.warnf("A message of another node was dropped (%s): %s", kind, e);
        }
    }

    private static String name(long id) {
        return HexFormat.of().toHexDigits(id);
    }
}
