package io.privicore.adapters.amqp.link;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Connection;
import io.privicore.adapters.amqp.broker.ConfirmingChannel;
import io.privicore.adapters.amqp.broker.ConfirmingChannel.Outcome;
import io.privicore.adapters.amqp.topology.Topology;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.profile.PublicKey;
import io.privicore.protocol.key.SignedKey;
import io.privicore.protocol.key.X25519KeyPair;
import io.privicore.protocol.message.EngineMessage;
import io.privicore.protocol.message.MessageType;
import io.privicore.protocol.session.Direction;
import io.privicore.protocol.session.Frame;
import io.privicore.protocol.session.SenderSession;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What goes to one device: a channel of its own, so that a queue that is full or gone hurts no other device, and the
 * session that messages are sealed in. The session's opening always goes ahead of its messages, on the same channel.
 */
final class Outlet {

    private final DeviceId device;
    private final Supplier<X25519KeyPair> own;
    private final InstantSource clock;
    private final Traffic traffic;
    private final ReentrantLock order = new ReentrantLock();
    private @Nullable ConfirmingChannel channel;
    private @Nullable Talk talk;

    Outlet(DeviceId device, Supplier<X25519KeyPair> own, InstantSource clock, Traffic traffic) {
        this.device = device;
        this.own = own;
        this.clock = clock;
        this.traffic = traffic;
    }

    /** Seals and sends; the outcome is good only if the device's queue holds the session's opening, too. */
    CompletableFuture<Outcome> send(Connection connection, PublicKey pinned, EngineMessage message, Manner manner)
            throws IOException {
        order.lock();
        try {
            var open = channelOn(connection);
            var present = talkOn(open, pinned);
            var type = MessageType.of(message).wireName();
            var sent = publish(open, manner.properties(type, open), present.session.seal(message));
            return present.isOpened() ? sent : present.opening.thenCombine(sent, Outcome::and);
        } finally {
            order.unlock();
        }
    }

    /** Starts a fresh session with the next message. */
    void renew() {
        order.lock();
        try {
            talk = null;
        } finally {
            order.unlock();
        }
    }

    boolean isIdle() {
        if (!order.tryLock()) {
            return false;
        }
        try {
            return channel == null || !channel.isWaiting();
        } finally {
            order.unlock();
        }
    }

    void close() {
        order.lock();
        try {
            talk = null;
            if (channel != null) {
                channel.close();
            }
        } finally {
            order.unlock();
        }
    }

    private ConfirmingChannel channelOn(Connection connection) throws IOException {
        var present = channel;
        if (present == null || !present.isOpen() || !present.isOn(connection)) {
            present = ConfirmingChannel.open(connection);
            channel = present;
        }
        return present;
    }

    private Talk talkOn(ConfirmingChannel open, PublicKey pinned) {
        var present = talk;
        if (present == null
                || !present.pinned.equals(pinned)
                || !(present.isOpened() || present.isOpeningOn(open))
                || present.session.isSpent(clock.instant())) {
            var peer = SignedKey.parse(pinned.hex()).key();
            var session = SenderSession.open(own.get(), peer, device.toString(), Direction.TO_DEVICE, clock);
            var opening = publish(open, Manner.LASTING.properties(Frame.OPENING, open), session.openingFrame());
            present = new Talk(pinned, session, open, opening);
            talk = present;
        }
        return present;
    }

    private CompletableFuture<Outcome> publish(ConfirmingChannel open, BasicProperties properties, byte[] frame) {
        traffic.sent(frame.length);
        return open.publish("", Topology.deviceQueue(device), true, properties, frame);
    }

    private record Talk(
            PublicKey pinned, SenderSession session, ConfirmingChannel channel, CompletableFuture<Outcome> opening) {

        boolean isOpened() {
            return opening.getNow(Outcome.REFUSED) == Outcome.TAKEN;
        }

        boolean isOpeningOn(ConfirmingChannel present) {
            return channel == present && !opening.isDone();
        }
    }

    /** Whether a message is worth keeping. */
    enum Manner {
        /** Waits for the device as long as it takes. */
        LASTING,
        /** Of no use once nobody waits for what the device makes of it; the broker need not keep it on disk. */
        FLEETING;

        private static final int TRANSIENT = 1;
        private static final int PERSISTENT = 2;

        BasicProperties properties(String type, ConfirmingChannel channel) {
            var properties = new BasicProperties.Builder().type(type);
            return switch (this) {
                case LASTING -> properties.deliveryMode(PERSISTENT).build();
                case FLEETING ->
                    properties
                            .deliveryMode(TRANSIENT)
                            .expiration(channel.expiryAfter(Answers.AWAITED).orElse(null))
                            .build();
            };
        }
    }
}
