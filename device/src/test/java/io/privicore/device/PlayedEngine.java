package io.privicore.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.device.link.AmqpLink.Broker;
import io.privicore.protocol.Bytes;
import io.privicore.protocol.key.X25519KeyPair;
import io.privicore.protocol.message.DeviceMessage.Hello;
import io.privicore.protocol.message.EngineMessage;
import io.privicore.protocol.message.Message;
import io.privicore.protocol.session.Direction;
import io.privicore.protocol.session.Frame;
import io.privicore.protocol.session.Introduction;
import io.privicore.protocol.session.ReceiverSession;
import io.privicore.protocol.session.SenderSession;
import io.privicore.protocol.session.UnopenedFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An engine with one device, played by a test. */
final class PlayedEngine {

    static final String DEVICE = "4f1c2b0e-0000-4000-8000-000000000001";
    static final Bytes SECRET = Bytes.wrap("client secret".getBytes(StandardCharsets.UTF_8));

    final InMemoryBroker broker;
    /** How long to wait for a message. */
    Duration patience = Duration.ofSeconds(10);

    private final X25519KeyPair keys = X25519KeyPair.generate();
    private final Map<UUID, ReceiverSession> sessions = new HashMap<>();
    private @Nullable Hello pinned;
    private @Nullable SenderSession session;

    PlayedEngine(InMemoryBroker broker) {
        this.broker = broker;
    }

    Bundle bundle() {
        return new Bundle(
                DEVICE,
                "client",
                SECRET,
                new Broker("localhost", 5672, DEVICE, "password", "privicore"),
                keys.publicKey(),
                "http://localhost");
    }

    Hello pinned() {
        if (pinned == null) {
            throw new AssertionError("Expected a hello first");
        }
        return pinned;
    }

    /** Sends a message, and answers the frame, for those who want to send it again. */
    byte[] send(EngineMessage message) {
        var current = session;
        if (current == null) {
            current = renewSession();
        }
        var frame = current.seal(message);
        broker.send(frame);
        return frame;
    }

    SenderSession renewSession() {
        var fresh = SenderSession.open(keys, pinned().key().key(), DEVICE, Direction.TO_DEVICE, InstantSource.system());
        broker.send(fresh.openingFrame());
        session = fresh;
        return fresh;
    }

    /** Waits for the next message of this type; others before it are let pass. */
    <M extends Message> M await(Class<M> type) throws InterruptedException {
        while (true) {
            var message = next();
            if (type.isInstance(message)) {
                return type.cast(message);
            }
        }
    }

    Message next() throws InterruptedException {
        while (true) {
            var published = broker.toEngine.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(published).as("a message of the device").isNotNull();
            try {
                switch (Frame.peek(published.body())) {
                    case Frame.Introducing _ -> {
                        var hello = Introduction.open(published.body(), keys, DEVICE);
                        assertThat(hello.isFrom(DEVICE, SECRET)).isTrue();
                        assertThat(published.type()).isEqualTo("device.hello");
                        pinned = hello;
                        return hello;
                    }
                    case Frame.Opening _ -> {
                        assertThat(published.type()).isEqualTo("session.open");
                        var opened = ReceiverSession.open(
                                published.body(), keys, pinned().key().key(), DEVICE, Direction.TO_ENGINE);
                        sessions.put(opened.id(), opened);
                    }
                    case Frame.Sealed frame -> {
                        assertThat(published.type()).isEqualTo(frame.type());
                        var known = sessions.get(frame.session());
                        if (known == null) {
                            throw new AssertionError("Expected a session to be opened before it is used");
                        }
                        return known.open(published.body()).message();
                    }
                }
            } catch (UnopenedFrame e) {
                throw new AssertionError(e);
            }
        }
    }
}
