package io.privicore.protocol.session;

import io.privicore.protocol.key.AesKey;
import io.privicore.protocol.key.X25519Key;
import io.privicore.protocol.key.X25519KeyPair;
import io.privicore.protocol.message.Codec;
import io.privicore.protocol.message.Message;
import io.privicore.protocol.message.MessageType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The speaking side of a session. Its opening frame is sent first, once; then any number of threads seal messages. It is
 * never kept: after a restart a new one is opened.
 */
public final class SenderSession {

    /** After so many messages a session is spent. */
    public static final long MOST_MESSAGES = 1 << 20;

    /** After so long a session is spent. */
    public static final Duration LONGEST_LIFE = Duration.ofHours(24);

    private static final Suite SUITE = Suite.X25519_CHACHA20_AES256;
    // Spent sessions still seal, for threads that are about to; but never near the limits of AES-GCM.
    private static final long LAST_COUNTER = 1L << 31;

    private final UUID id;
    private final Direction direction;
    private final Instant createdAt;
    private final SessionKey key;
    private final byte[] openingFrame;
    private final AtomicLong counter = new AtomicLong();

    private SenderSession(UUID id, Direction direction, Instant createdAt, SessionKey key, byte[] openingFrame) {
        this.id = id;
        this.direction = direction;
        this.createdAt = createdAt;
        this.key = key;
        this.openingFrame = openingFrame;
    }

    public static SenderSession open(
            X25519KeyPair own, X25519Key peer, String deviceId, Direction direction, InstantSource clock) {
        var id = UUID.randomUUID();
        var createdAt = clock.instant();
        var aes = AesKey.generate();
        var head = Head.opening(SUITE, id, direction, createdAt.toEpochMilli());
        var frame = Hpke.seal(head, DeviceName.info(ReceiverSession.LABEL, deviceId), aes.secret(), peer, own);
        return new SenderSession(id, direction, createdAt, new SessionKey(aes, DeviceName.of(deviceId)), frame);
    }

    public UUID id() {
        return id;
    }

    /** The frame that must reach the receiver before any other of this session. */
    public byte[] openingFrame() {
        return openingFrame.clone();
    }

    /** A frame with the message, which nobody but the receiver can read or change. */
    public byte[] seal(Message message) {
        if (!direction.carries(message)) {
            throw new IllegalArgumentException(
                    "Expected a message %s, but got %s".formatted(direction, MessageType.of(message)));
        }
        long number = counter.getAndIncrement();
        if (number > LAST_COUNTER) {
            throw new IllegalStateException("Expected a fresh session after %d messages".formatted(LAST_COUNTER));
        }
        var type = MessageType.of(message).wireName();
        var head = Head.sealed(SUITE, id, number, UUID.randomUUID(), type);
        return key.seal(head, number, Codec.parts(message));
    }

    /** Whether a new session should take over. */
    public boolean isSpent(Instant now) {
        return counter.get() >= MOST_MESSAGES || !now.isBefore(createdAt.plus(LONGEST_LIFE));
    }
}
