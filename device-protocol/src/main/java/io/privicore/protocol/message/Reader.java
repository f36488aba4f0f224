package io.privicore.protocol.message;

import io.privicore.protocol.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** Reads what {@link Writer} wrote, and trusts no length: nothing is allocated for bytes that are not there. */
final class Reader {

    private static final int LONGEST_CHARACTER = 4;

    private final byte[] bytes;
    private final ByteBuffer buffer;

    Reader(byte[] bytes) {
        this.bytes = bytes;
        this.buffer = ByteBuffer.wrap(bytes);
    }

    int octet() throws MalformedMessage {
        return Byte.toUnsignedInt(expect(1).get());
    }

    int int32() throws MalformedMessage {
        return expect(Integer.BYTES).getInt();
    }

    long int64() throws MalformedMessage {
        return expect(Long.BYTES).getLong();
    }

    UUID uuid() throws MalformedMessage {
        return new UUID(int64(), int64());
    }

    Instant instant() throws MalformedMessage {
        return Instant.ofEpochMilli(int64());
    }

    Digest digest() throws MalformedMessage {
        return new Digest(int64(), int64(), int64(), int64());
    }

    ChunkAddress address() throws MalformedMessage {
        return new ChunkAddress(uuid(), int64(), int32(), int32());
    }

    Bytes blob(int most) throws MalformedMessage {
        int length = int32();
        if (length < 0 || length > most) {
            throw new MalformedMessage("Expected at most %d bytes, but %d are announced".formatted(most, length));
        }
        return fixed(length);
    }

    /** A text of at most so many characters. What is no UTF-8 is refused, so that no two inputs read as one text. */
    String text(int mostCharacters) throws MalformedMessage {
        var encoded = blob(LONGEST_CHARACTER * mostCharacters).toArray();
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(encoded))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedMessage("Expected a text in UTF-8, but got other bytes");
        }
    }

    /** A view of the input, not a copy. */
    Bytes fixed(int length) throws MalformedMessage {
        int from = expect(length).position();
        buffer.position(from + length);
        return Bytes.wrap(bytes, from, length);
    }

    /** How many things of this size the rest of the input can hold at most. */
    int count(int most, int sizeOfOne) throws MalformedMessage {
        int count = int32();
        if (count < 0 || count > most || (long) count * sizeOfOne > buffer.remaining()) {
            throw new MalformedMessage("Expected at most %d entries, but %d are announced".formatted(most, count));
        }
        return count;
    }

    void end() throws MalformedMessage {
        if (buffer.hasRemaining()) {
            throw new MalformedMessage("Expected the end, but %d bytes follow".formatted(buffer.remaining()));
        }
    }

    private ByteBuffer expect(int length) throws MalformedMessage {
        if (buffer.remaining() < length) {
            throw new MalformedMessage(
                    "Expected %d more bytes, but there are %d".formatted(length, buffer.remaining()));
        }
        return buffer;
    }
}
