package io.privicore.device.dialogue;

import io.privicore.device.link.Connection;
import io.privicore.protocol.key.SignedKey;
import io.privicore.protocol.message.DeviceMessage;
import io.privicore.protocol.message.DeviceMessage.AuthenticatorVote;
import io.privicore.protocol.message.DeviceMessage.Heartbeat;
import io.privicore.protocol.message.DeviceMessage.Hello;
import io.privicore.protocol.message.DeviceMessage.StorageAbsent;
import io.privicore.protocol.message.DeviceMessage.StorageChunk;
import io.privicore.protocol.message.DeviceMessage.StorageDeleted;
import io.privicore.protocol.message.DeviceMessage.StorageInventoryPage;
import io.privicore.protocol.message.DeviceMessage.StorageProof;
import io.privicore.protocol.message.DeviceMessage.StorageRefused;
import io.privicore.protocol.message.DeviceMessage.StorageStored;
import io.privicore.protocol.message.MessageType;
import io.privicore.protocol.session.Direction;
import io.privicore.protocol.session.Frame;
import io.privicore.protocol.session.Introduction;
import io.privicore.protocol.session.SenderSession;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What the device says on one connection: its hello, then sessions, each opened before it is used. */
final class Voice {

    private final Connection connection;
    private final Party party;
    private final InstantSource clock;
    private final ReentrantLock renewal = new ReentrantLock();
    private volatile @Nullable SenderSession session;

    Voice(Connection connection, Party party, InstantSource clock) {
        this.connection = connection;
        this.party = party;
        this.clock = clock;
    }

    CompletableFuture<Void> introduce(long capacity) {
        var hello = Hello.of(
                new SignedKey(party.keys().agreement().publicKey()),
                party.keys().signing().publicKey(),
                capacity,
                clock.instant(),
                party.deviceId(),
                party.clientSecret());
        return connection.publish(
                MessageType.DEVICE_HELLO.wireName(), Introduction.seal(hello, party.engine(), party.deviceId()), true);
    }

    CompletableFuture<Void> say(DeviceMessage message) {
        return connection.publish(MessageType.of(message).wireName(), session().seal(message), isLasting(message));
    }

    /** Answers to questions are asked for again; what tells of a change is told once. */
    private static boolean isLasting(DeviceMessage message) {
        return switch (message) {
            case Hello _, StorageStored _, StorageRefused _, StorageAbsent _, StorageDeleted _, AuthenticatorVote _ ->
                true;
            case Heartbeat _, StorageChunk _, StorageInventoryPage _, StorageProof _ -> false;
        };
    }

    // The opening frame is on its way before anybody else can see the session, so it is always ahead.
    private SenderSession session() {
        var current = session;
        if (current != null && !current.isSpent(clock.instant())) {
            return current;
        }
        renewal.lock();
        try {
            current = session;
            if (current == null || current.isSpent(clock.instant())) {
                current = SenderSession.open(
                        party.keys().agreement(), party.engine(), party.deviceId(), Direction.TO_ENGINE, clock);
                var _ = connection
                        .publish(Frame.OPENING, current.openingFrame(), true)
                        .whenCompleteAsync((_, failure) -> {
                            if (failure != null) {
                                connection.abort();
                            }
                        });
                session = current;
            }
            return current;
        } finally {
            renewal.unlock();
        }
    }
}
