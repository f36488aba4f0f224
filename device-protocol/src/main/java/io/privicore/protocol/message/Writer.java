package io.privicore.protocol.message;

import io.privicore.protocol.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/** Writes numbers big-endian and whatever varies in length behind its length. */
final class Writer {

    private byte[] bytes;
    private ByteBuffer buffer;

    Writer(int expected) {
        this.bytes = new byte[expected];
        this.buffer = ByteBuffer.wrap(bytes);
    }

    Writer octet(int value) {
        room(1).put((byte) value);
        return this;
    }

    Writer int32(int value) {
        room(Integer.BYTES).putInt(value);
        return this;
    }

    Writer int64(long value) {
        room(Long.BYTES).putLong(value);
        return this;
    }

    Writer uuid(UUID value) {
        return int64(value.getMostSignificantBits()).int64(value.getLeastSignificantBits());
    }

    Writer instant(Instant value) {
        return int64(value.toEpochMilli());
    }

    Writer digest(Digest value) {
        return int64(value.first()).int64(value.second()).int64(value.third()).int64(value.fourth());
    }

    Writer address(ChunkAddress value) {
        return uuid(value.ref()).int64(value.version()).int32(value.chunk()).int32(value.of());
    }

    Writer text(String value) {
        return blob(Bytes.wrap(value.getBytes(StandardCharsets.UTF_8)));
    }

    /** Bytes behind their length. */
    Writer blob(Bytes value) {
        return int32(value.length()).fixed(value);
    }

    /** Bytes whose length the reader knows. */
    Writer fixed(Bytes value) {
        room(value.length());
        value.copyTo(bytes, buffer.position());
        buffer.position(buffer.position() + value.length());
        return this;
    }

    byte[] toBytes() {
        return buffer.hasRemaining() ? Arrays.copyOf(bytes, buffer.position()) : bytes;
    }

    private ByteBuffer room(int more) {
        if (buffer.remaining() < more) {
            int position = buffer.position();
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, position + more));
            buffer = ByteBuffer.wrap(bytes).position(position);
        }
        return buffer;
    }
}
