package io.privicore.protocol.session;

import static io.privicore.protocol.session.UnopenedFrame.Reason.MALFORMED;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * What a frame says about itself before it is opened. It is believed only once the frame has opened: all of it is
 * authenticated with the content.
 */
public sealed interface Frame {

    /** The AMQP {@code type} of the frame that opens a session; other frames bear the name of their message. */
    String OPENING = "session.open";

    Suite suite();

    /** A device introduces itself; sealed for the engine, by nobody in particular. */
    record Introducing(Suite suite) implements Frame {}

    /** Opens a session: carries its key. */
    record Opening(Suite suite, UUID session, int direction, long createdAt) implements Frame {}

    /** Carries one message of a session. */
    record Sealed(Suite suite, UUID session, long counter, UUID messageId, String type) implements Frame {}

    /** Reads the head of a frame without opening it. */
    static Frame peek(byte[] frame) throws UnopenedFrame {
        var head = ByteBuffer.wrap(frame);
        if (frame.length < Head.COMMON || head.getShort() != Head.MAGIC || head.get() != Head.VERSION) {
            throw new UnopenedFrame(MALFORMED, "Expected a frame, but got %d other bytes".formatted(frame.length));
        }
        var suite = Suite.of(Short.toUnsignedInt(head.getShort()));
        return switch (head.get()) {
            case Head.INTRODUCING -> new Introducing(suite);
            case Head.OPENING -> {
                expect(head, Head.OPENING_LENGTH - Head.COMMON);
                yield new Opening(suite, uuid(head), head.get(), head.getLong());
            }
            case Head.SEALED -> {
                expect(head, Head.SEALED_LENGTH - Head.COMMON);
                var session = uuid(head);
                long counter = head.getLong();
                var messageId = uuid(head);
                var type = new byte[Byte.toUnsignedInt(head.get())];
                expect(head, type.length);
                head.get(type);
                yield new Sealed(suite, session, counter, messageId, new String(type, StandardCharsets.US_ASCII));
            }
            default -> throw new UnopenedFrame(MALFORMED, "Expected a frame of a known kind, but got another");
        };
    }

    private static UUID uuid(ByteBuffer head) {
        return new UUID(head.getLong(), head.getLong());
    }

    private static void expect(ByteBuffer head, int length) throws UnopenedFrame {
        if (head.remaining() < length) {
            throw new UnopenedFrame(MALFORMED, "Expected a whole frame, but it is cut short");
        }
    }
}
