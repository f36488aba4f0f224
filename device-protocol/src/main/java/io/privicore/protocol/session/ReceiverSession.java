package io.privicore.protocol.session;

import static io.privicore.protocol.session.UnopenedFrame.Reason.NOT_AUTHENTIC;
import static io.privicore.protocol.session.UnopenedFrame.Reason.UNDECODABLE;
import static io.privicore.protocol.session.UnopenedFrame.Reason.UNKNOWN_TYPE;
import static io.privicore.protocol.session.UnopenedFrame.Reason.WRONG_DIRECTION;
import static io.privicore.protocol.session.UnopenedFrame.Reason.WRONG_KIND;
import static io.privicore.protocol.session.UnopenedFrame.Reason.WRONG_SESSION;

import io.privicore.protocol.key.AesKey;
import io.privicore.protocol.key.X25519Key;
import io.privicore.protocol.key.X25519KeyPair;
import io.privicore.protocol.message.Codec;
import io.privicore.protocol.message.MalformedMessage;
import io.privicore.protocol.message.Message;
import io.privicore.protocol.message.MessageType;
import java.util.UUID;

/**
 * The listening side of a session, for one device and one direction. It opens every message as often as asked; whether one
 * was already settled is for a {@link ReplayWindow} to say. Its key is to be kept, sealed, until every message of the
 * session is settled: what waits in a queue opens after a restart.
 */
public final class ReceiverSession {

    static final String LABEL = "privicore session";

    private final UUID id;
    private final Direction direction;
    private final SessionKey key;

    private ReceiverSession(UUID id, Direction direction, SessionKey key) {
        this.id = id;
        this.direction = direction;
        this.key = key;
    }

    /** Opens the session that the frame carries, if {@code peer} and nobody else sealed it for {@code own}. */
    public static ReceiverSession open(
            byte[] frame, X25519KeyPair own, X25519Key peer, String deviceId, Direction direction)
            throws UnopenedFrame {
        if (!(Frame.peek(frame) instanceof Frame.Opening opening)) {
            throw new UnopenedFrame(WRONG_KIND, "Expected a frame that opens a session, but got another");
        }
        if (opening.direction() != direction.code()) {
            throw new UnopenedFrame(WRONG_DIRECTION, "Expected a session %s, but got another".formatted(direction));
        }
        var secret = Hpke.open(frame, Head.OPENING_LENGTH, DeviceName.info(LABEL, deviceId), own, peer);
        if (secret.length != AesKey.LENGTH) {
            throw new UnopenedFrame(NOT_AUTHENTIC, "Expected the key of a session, but got something else");
        }
        return restore(opening.session(), secret, deviceId, direction);
    }

    /** The session again, from what was kept of it. */
    public static ReceiverSession restore(UUID id, byte[] secret, String deviceId, Direction direction) {
        return new ReceiverSession(id, direction, new SessionKey(AesKey.of(secret), DeviceName.of(deviceId)));
    }

    public UUID id() {
        return id;
    }

    /** The session's key, to be kept sealed. */
    public byte[] secret() {
        return key.key().secret();
    }

    /** The message in the frame. Its bytes are views of one array made for this call. */
    public Opened open(byte[] frame) throws UnopenedFrame {
        if (!(Frame.peek(frame) instanceof Frame.Sealed sealed)) {
            throw new UnopenedFrame(WRONG_KIND, "Expected a frame with a message, but got another");
        }
        if (!sealed.session().equals(id)) {
            throw new UnopenedFrame(WRONG_SESSION, "Expected a frame of session %s, but got another".formatted(id));
        }
        int headLength = Head.SEALED_LENGTH + sealed.type().length();
        var content = key.open(frame, headLength, sealed.counter());
        var type = MessageType.find(sealed.type())
                .orElseThrow(() -> new UnopenedFrame(UNKNOWN_TYPE, "Expected a known message, but got another"));
        try {
            var message = Codec.decode(type, content);
            if (!direction.carries(message)) {
                throw new UnopenedFrame(
                        WRONG_DIRECTION, "Expected a message %s, but got %s".formatted(direction, type.wireName()));
            }
            return new Opened(sealed.counter(), sealed.messageId(), message);
        } catch (MalformedMessage e) {
            throw new UnopenedFrame(UNDECODABLE, String.valueOf(e.getMessage()));
        }
    }

    /** A message that is authentic, and where it stood in its session. */
    public record Opened(long counter, UUID messageId, Message message) {}
}
