package io.privicore.protocol.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The open part of frames, byte by byte. */
final class Head {

    static final short MAGIC = 0x5056;
    static final byte VERSION = 1;
    static final byte INTRODUCING = 1;
    static final byte OPENING = 2;
    static final byte SEALED = 3;

    /** Magic, version, suite, kind. */
    static final int COMMON = 6;
    /** And session, direction, time. */
    static final int OPENING_LENGTH = COMMON + 16 + 1 + 8;
    /** And session, counter, message id, length of the type. The type follows. */
    static final int SEALED_LENGTH = COMMON + 16 + 8 + 16 + 1;

    private Head() {}

    static byte[] introducing(Suite suite) {
        return common(COMMON, suite, INTRODUCING).array();
    }

    static byte[] opening(Suite suite, UUID session, Direction direction, long createdAt) {
        var head = common(OPENING_LENGTH, suite, OPENING);
        return uuid(head, session)
                .put((byte) direction.code())
                .putLong(createdAt)
                .array();
    }

    static byte[] sealed(Suite suite, UUID session, long counter, UUID messageId, String type) {
        var name = type.getBytes(StandardCharsets.US_ASCII);
        var head = common(SEALED_LENGTH + name.length, suite, SEALED);
        uuid(head, session).putLong(counter);
        return uuid(head, messageId).put((byte) name.length).put(name).array();
    }

    private static ByteBuffer common(int length, Suite suite, byte kind) {
        return ByteBuffer.allocate(length)
                .putShort(MAGIC)
                .put(VERSION)
                .putShort((short) suite.code())
                .put(kind);
    }

    private static ByteBuffer uuid(ByteBuffer head, UUID id) {
        return head.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }
}
