package io.privicore.device.authenticator;

import io.privicore.protocol.message.Codec;
import io.privicore.protocol.message.DeviceMessage.AuthenticatorVote;
import io.privicore.protocol.message.EngineMessage.AuthenticatorBallot;
import io.privicore.protocol.message.EngineMessage.AuthenticatorClosed;
import io.privicore.protocol.message.EngineMessage.AuthenticatorClosed.Result;
import io.privicore.protocol.message.MalformedMessage;
import io.privicore.protocol.message.Message;
import io.privicore.protocol.message.MessageType;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/** What a device keeps of a ballot. On disk it is when the ballot closes, and the message that says the rest. */
sealed interface Kept {

    /** How long after the end it is still known what was voted, in case the clock is set back. */
    Duration GRACE = Duration.ofMinutes(10);

    UUID ballot();

    Instant closesAt();

    /** The part that is written to disk. */
    Message message();

    /** Until when it is kept. */
    default Instant until() {
        return closesAt().plus(GRACE);
    }

    /** It waits for a vote. */
    record Open(AuthenticatorBallot message) implements Kept {

        @Override
        public UUID ballot() {
            return message.ballot();
        }

        @Override
        public Instant closesAt() {
            return message.closesAt();
        }

        @Override
        public Instant until() {
            return closesAt();
        }
    }

    /**
     * The vote is given, once and for all.
     *
     * @param confirmed whether the broker has it; not known after a restart
     * @param result of the poll, if it was told; not known after a restart
     */
    record Voted(AuthenticatorVote message, Instant closesAt, boolean confirmed, Optional<Result> result)
            implements Kept {

        @Override
        public UUID ballot() {
            return message.ballot();
        }
    }

    /** It ended without a vote of this device. */
    record Closed(AuthenticatorClosed message, Instant closesAt) implements Kept {

        @Override
        public UUID ballot() {
            return message.ballot();
        }
    }

    default byte[] toBytes() {
        var encoded = Codec.encode(message());
        return ByteBuffer.allocate(1 + Long.BYTES + encoded.length)
                .put((byte) kind())
                .putLong(closesAt().toEpochMilli())
                .put(encoded)
                .array();
    }

    private int kind() {
        return switch (this) {
            case Open _ -> 1;
            case Voted _ -> 2;
            case Closed _ -> 3;
        };
    }

    static Kept parse(byte[] bytes) throws MalformedMessage {
        var buffer = ByteBuffer.wrap(bytes);
        try {
            int kind = buffer.get();
            var closesAt = Instant.ofEpochMilli(buffer.getLong());
            var encoded = Arrays.copyOfRange(bytes, buffer.position(), bytes.length);
            return switch (kind) {
                case 1 -> new Open((AuthenticatorBallot) Codec.decode(MessageType.AUTHENTICATOR_BALLOT, encoded));
                case 2 ->
                    new Voted(
                            (AuthenticatorVote) Codec.decode(MessageType.AUTHENTICATOR_VOTE, encoded),
                            closesAt,
                            false,
                            Optional.empty());
                case 3 ->
                    new Closed((AuthenticatorClosed) Codec.decode(MessageType.AUTHENTICATOR_CLOSED, encoded), closesAt);
                default -> throw new IllegalArgumentException("Expected a ballot, but got a record of kind " + kind);
            };
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("Expected a ballot, but the record is cut short", e);
        }
    }
}
