package io.privicore.adapters.amqp;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import io.privicore.adapters.amqp.topology.Topology;
import io.privicore.application.device.DeviceReports;
import io.privicore.domain.device.Device;
import io.privicore.domain.device.DeviceKeys;
import io.privicore.domain.device.DeviceRole;
import io.privicore.domain.device.DeviceState;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.profile.PublicKey;
import io.privicore.protocol.key.Ed25519KeyPair;
import io.privicore.protocol.key.SignedKey;
import io.privicore.protocol.key.X25519Key;
import io.privicore.protocol.key.X25519KeyPair;
import io.privicore.protocol.message.DeviceMessage;
import io.privicore.protocol.message.DeviceMessage.Hello;
import io.privicore.protocol.message.EngineMessage;
import io.privicore.protocol.session.Direction;
import io.privicore.protocol.session.Frame;
import io.privicore.protocol.session.Introduction;
import io.privicore.protocol.session.ReceiverSession;
import io.privicore.protocol.session.SenderSession;
import io.privicore.protocol.session.UnopenedFrame;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A device that does what a test tells it, over real AMQP. */
final class ScriptedDevice implements AutoCloseable {

    static final byte[] CLIENT_SECRET = "client-secret".getBytes(StandardCharsets.UTF_8);
    private static final long ROOMY = 1L << 30;

    final DeviceId id = new DeviceId(UUID.randomUUID());
    final Ed25519KeyPair signing = Ed25519KeyPair.generate();
    final BlockingQueue<EngineMessage> heard = new LinkedBlockingQueue<>();

    private final X25519KeyPair sealing = X25519KeyPair.generate();
    private final X25519Key engine;
    private final Connection connection;
    private final Channel channel;
    private final Map<UUID, ReceiverSession> sessions = new ConcurrentHashMap<>();
    private SenderSession session;

    ScriptedDevice(TestNode.Platform platform) throws Exception {
        this(platform, ROOMY);
    }

    ScriptedDevice(TestNode.Platform platform, long queueBytes) throws Exception {
        TestBroker.provision(id, queueBytes);
        platform.reports.known.put(id, new DeviceReports.Known(id, Optional.empty(), Bytes.copyOf(CLIENT_SECRET)));
        engine = platform.keys.pair.publicKey();
        connection = TestBroker.connectAs(id);
        channel = connection.createChannel();
        session = SenderSession.open(sealing, engine, id.toString(), Direction.TO_ENGINE, InstantSource.system());
    }

    DeviceKeys keys() {
        return new DeviceKeys(
                new PublicKey(new SignedKey(sealing.publicKey()).format()),
                Bytes.wrap(signing.publicKey().bytes().toArray()));
    }

    /** As the engine has it once the keys are pinned. */
    Device pinned() {
        return with(Optional.of(keys()));
    }

    /** As the engine has it before its first hello. */
    Device notIntroduced() {
        return with(Optional.empty());
    }

    private Device with(Optional<DeviceKeys> keys) {
        return new Device(
                id,
                new ProfileId(UUID.randomUUID()),
                new Name("scripted"),
                DeviceState.ACTIVE,
                Set.of(DeviceRole.STORAGE),
                keys,
                Optional.empty(),
                Metadata.EMPTY,
                Instant.now(),
                1);
    }

    ScriptedDevice listening() throws Exception {
        channel.basicConsume(Topology.deviceQueue(id), true, new DefaultConsumer(channel) {
            @Override
            public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body) {
                hear(body);
            }
        });
        return this;
    }

    EngineMessage take() throws InterruptedException {
        var message = heard.poll(10, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("The device heard nothing");
        }
        return message;
    }

    ScriptedDevice introduced() throws Exception {
        hello(CLIENT_SECRET);
        openSession();
        return this;
    }

    void hello(byte[] clientSecret) throws Exception {
        send(helloFrame(clientSecret));
    }

    byte[] helloFrame(byte[] clientSecret) {
        var hello = Hello.of(
                new SignedKey(sealing.publicKey()),
                signing.publicKey(),
                1000,
                Instant.now(),
                id.toString(),
                io.privicore.protocol.Bytes.wrap(clientSecret));
        return Introduction.seal(hello, engine, id.toString());
    }

    void openSession() throws Exception {
        session = SenderSession.open(sealing, engine, id.toString(), Direction.TO_ENGINE, InstantSource.system());
        send(session.openingFrame());
    }

    void say(DeviceMessage message) throws Exception {
        send(seal(message));
    }

    byte[] seal(DeviceMessage message) {
        return session.seal(message);
    }

    void send(byte[] frame) throws Exception {
        send(frame, id.toString());
    }

    void send(byte[] frame, @Nullable String userId) throws Exception {
        var properties =
                new BasicProperties.Builder().deliveryMode(2).userId(userId).build();
        channel.basicPublish(Topology.ENGINE, id.toString(), properties, frame);
    }

    @Override
    public void close() throws Exception {
        connection.abort();
        TestBroker.revoke(id);
    }

    private void hear(byte[] frame) {
        try {
            switch (Frame.peek(frame)) {
                case Frame.Opening opening ->
                    sessions.put(
                            opening.session(),
                            ReceiverSession.open(frame, sealing, engine, id.toString(), Direction.TO_DEVICE));
                case Frame.Sealed sealed -> {
                    var known = sessions.get(sealed.session());
                    if (known != null) {
                        heard.add((EngineMessage) known.open(frame).message());
                    }
                }
                case Frame.Introducing _ -> throw new AssertionError("The engine introduces itself to nobody");
            }
        } catch (UnopenedFrame e) {
            throw new AssertionError(e);
        }
    }
}
