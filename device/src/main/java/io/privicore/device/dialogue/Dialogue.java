package io.privicore.device.dialogue;

import io.privicore.device.key.SessionKeys;
import io.privicore.device.link.Connection;
import io.privicore.device.link.Delivery;
import io.privicore.protocol.message.DeviceMessage;
import io.privicore.protocol.message.EngineMessage;
import io.privicore.protocol.session.Direction;
import io.privicore.protocol.session.Frame;
import io.privicore.protocol.session.ReceiverSession;
import io.privicore.protocol.session.UnopenedFrame;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One connection's talk with the engine. What does not open is dropped and counted, and never logged with content. */
public final class Dialogue implements Engine {

    private static final System.Logger LOG = System.getLogger(Dialogue.class.getName());
    private static final long CONFIRMED_WITHIN_SECONDS = 30;

    private final Connection connection;
    private final Party party;
    private final SessionKeys sessions;
    private final Counts counts;
    private final Voice voice;
    private final CountDownLatch over = new CountDownLatch(1);

    public Dialogue(Connection connection, Party party, SessionKeys sessions, Counts counts, InstantSource clock) {
        this.connection = connection;
        this.party = party;
        this.sessions = sessions;
        this.counts = counts;
        this.voice = new Voice(connection, party, clock);
    }

    /** Says hello; returns when the broker has it. */
    public void introduce(long capacity) throws IOException {
        try {
            voice.introduce(capacity).get(CONFIRMED_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("Expected to introduce device %s, but it failed".formatted(party.deviceId()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Expected to introduce the device, but was interrupted", e);
        }
    }

    /** Listens until the connection is lost, which is the only way this ends. */
    public void listen(Listener<EngineMessage> listener, Duration heartbeat) throws IOException {
        var heart = Thread.ofVirtual().name("device-heart-" + party.deviceId()).start(() -> beat(listener, heartbeat));
        try {
            while (true) {
                hear(connection.take(), listener);
                if (connection.isIdle()) {
                    listener.rest();
                }
            }
        } finally {
            over.countDown();
            connection.abort();
            listener.close();
            joined(heart);
        }
    }

    private void hear(Delivery delivery, Listener<EngineMessage> listener) throws IOException {
        try {
            switch (Frame.peek(delivery.body())) {
                case Frame.Opening _ -> open(delivery);
                case Frame.Sealed frame -> hear(delivery, frame, listener);
                case Frame.Introducing _ -> {
                    counts.unopened();
                    drop(delivery, "it introduces a device to an engine");
                }
            }
        } catch (UnopenedFrame e) {
            counts.unopened();
            drop(delivery, e.reason() + ": " + e.getMessage());
        }
    }

    private void open(Delivery delivery) throws IOException, UnopenedFrame {
        sessions.add(ReceiverSession.open(
                delivery.body(), party.keys().agreement(), party.engine(), party.deviceId(), Direction.TO_DEVICE));
        connection.settle(List.of(delivery.tag()));
    }

    private void hear(Delivery delivery, Frame.Sealed frame, Listener<EngineMessage> listener)
            throws IOException, UnopenedFrame {
        var known = sessions.find(frame.session());
        if (known.isEmpty()) {
            counts.unknownSession();
            drop(delivery, "its session is unknown");
            return;
        }
        var opened = known.get().session().open(delivery.body());
        var window = known.get().window();
        if (window.isSettled(opened.counter())) {
            // Mostly no attack: the connection was lost before the broker heard that the message is settled.
            counts.replayed();
            connection.settle(List.of(delivery.tag()));
            return;
        }
        counts.heard();
        switch (opened.message()) {
            case EngineMessage message -> listener.hear(message, new Heard(delivery.tag(), window, opened.counter()));
            case DeviceMessage _ -> throw new IllegalStateException("Expected a session to carry one direction only");
        }
    }

    private void drop(Delivery delivery, String why) {
        LOG.log(Level.WARNING, "Device {0} dropped a message of {1} bytes: {2}", party.deviceId(), size(delivery), why);
        connection.settle(List.of(delivery.tag()));
    }

    private static String size(Delivery delivery) {
        return String.valueOf(delivery.body().length);
    }

    private void beat(Listener<EngineMessage> listener, Duration heartbeat) {
        try {
            do {
                listener.beat();
            } while (!over.await(heartbeat.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void joined(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public CompletableFuture<Void> say(DeviceMessage message) {
        return voice.say(message);
    }

    @Override
    public void settle(Collection<Heard> messages) {
        messages.forEach(heard -> heard.window().settle(heard.counter()));
        connection.settle(messages.stream().map(Heard::tag).toList());
    }

    @Override
    public void giveUp(Throwable cause) {
        // Whatever fails once the connection is lost fails because of that.
        if (over.getCount() > 0) {
            LOG.log(Level.WARNING, "Device {0} gives its connection up: {1}", party.deviceId(), cause.toString());
        }
        connection.abort();
    }
}
