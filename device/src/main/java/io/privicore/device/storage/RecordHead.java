package io.privicore.device.storage;

import io.privicore.protocol.Bytes;
import io.privicore.protocol.key.AesKey;
import io.privicore.protocol.message.ChunkAddress;
import io.privicore.protocol.message.Digest;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * The head of a record in a segment: what the record is, and how long its sealed body is. Its checksum finds damage
 * without the key; it is also sealed with the body, so that nobody can change it.
 *
 * @param version of a chunk, or the highest version a tombstone covers
 */
record RecordHead(
        Kind kind, UUID ref, long version, int chunk, int of, Digest digest, Bytes nonce, int bodyLength, int bodySum) {

    static final int LENGTH = 96;

    private static final int MAGIC = 0x50565243;
    private static final int SUMMED = LENGTH - Integer.BYTES;
    private static final int SEALED = SUMMED - Integer.BYTES;
    private static final Digest NOTHING = new Digest(0, 0, 0, 0);

    enum Kind {
        CHUNK(1),
        TOMBSTONE(2);

        private final int code;

        Kind(int code) {
            this.code = code;
        }
    }

    static RecordHead chunk(ChunkAddress address, Digest digest, Bytes nonce, int plainLength) {
        return new RecordHead(
                Kind.CHUNK,
                address.ref(),
                address.version(),
                address.chunk(),
                address.of(),
                digest,
                nonce,
                plainLength + AesKey.TAG_LENGTH,
                0);
    }

    static RecordHead tombstone(UUID ref, long upTo, Bytes nonce) {
        return new RecordHead(Kind.TOMBSTONE, ref, upTo, 0, 0, NOTHING, nonce, AesKey.TAG_LENGTH, 0);
    }

    int recordLength() {
        return LENGTH + bodyLength;
    }

    ChunkAddress address() {
        return new ChunkAddress(ref, version, chunk, of);
    }

    /** Writes a whole record: this head, and the plain bytes sealed. */
    void write(AesKey key, Bytes plain, byte[] target, int at) {
        var head = ByteBuffer.wrap(target, at, LENGTH)
                .putInt(MAGIC)
                .putInt(kind.code)
                .putLong(ref.getMostSignificantBits())
                .putLong(ref.getLeastSignificantBits())
                .putLong(version)
                .putInt(chunk)
                .putInt(of)
                .put(digest.toBytes())
                .put(nonce.toArray())
                .putInt(bodyLength);
        var sealed = new Bytes[] {Bytes.wrap(target, at, SEALED)};
        key.seal(nonce.toArray(), sealed, plain, target, at + LENGTH);
        head.putInt(sum(ByteBuffer.wrap(target, at + LENGTH, bodyLength)));
        head.putInt(sum(ByteBuffer.wrap(target, at, SUMMED)));
    }

    /** The head at this place, if there is one and it is whole. */
    static Optional<RecordHead> read(ByteBuffer source, int at) {
        if (source.limit() - at < LENGTH || source.getInt(at) != MAGIC) {
            return Optional.empty();
        }
        var head = source.slice(at, LENGTH);
        if (sum(head.slice(0, SUMMED)) != head.getInt(SUMMED)) {
            return Optional.empty();
        }
        int code = head.getInt(4);
        var kind = code == Kind.CHUNK.code ? Kind.CHUNK : Kind.TOMBSTONE;
        var digest = new byte[Digest.LENGTH];
        head.get(40, digest);
        var nonce = new byte[AesKey.NONCE_LENGTH];
        head.get(72, nonce);
        int bodyLength = head.getInt(84);
        if (code != kind.code || bodyLength < AesKey.TAG_LENGTH || bodyLength > Segment.LONGEST) {
            return Optional.empty();
        }
        return Optional.of(new RecordHead(
                kind,
                new UUID(head.getLong(8), head.getLong(16)),
                head.getLong(24),
                head.getInt(32),
                head.getInt(36),
                Digest.of(digest),
                Bytes.wrap(nonce),
                bodyLength,
                head.getInt(SEALED)));
    }

    /** Whether the body that follows is the one that was written, as far as its checksum tells. */
    boolean hasWholeBody(ByteBuffer source, int at) {
        return source.limit() - at >= recordLength() && sum(source.slice(at + LENGTH, bodyLength)) == bodySum;
    }

    /** The part of a whole record that is sealed with its body. */
    static Bytes sealedPart(byte[] record) {
        return Bytes.wrap(record, 0, SEALED);
    }

    private static int sum(ByteBuffer bytes) {
        var crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
