package io.privicore.device.storage;

import io.privicore.device.file.DurableFiles;
import io.privicore.device.storage.Index.Location;
import io.privicore.protocol.Bytes;
import io.privicore.protocol.key.AesKey;
import io.privicore.protocol.message.Digest;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * One append-only file of records, with a key of its own made from the at-rest key and a random salt. Only the newest
 * segment grows; what is in an older one stays until all of it is moved or dead.
 */
final class Segment {

    static final int LONGEST = Integer.MAX_VALUE / 2;
    static final int HEAD = 48;

    private static final long MAGIC = 0x50565345474d0001L;
    private static final int SALT = 32;
    private static final int PIECE = 512 << 10;

    private final Path file;
    private final int number;
    private final FileChannel channel;
    private final AesKey key;
    private int length;
    private long live;
    private long kept = -1;

    private Segment(Path file, int number, FileChannel channel, AesKey key, int length) {
        this.file = file;
        this.number = number;
        this.channel = channel;
        this.key = key;
        this.length = length;
    }

    /** A new, empty segment; its name is durable when this returns. */
    static Segment create(Path folder, int number, AesKey atRest) throws IOException {
        var salt = new byte[SALT];
        new SecureRandom().nextBytes(salt);
        var head = ByteBuffer.allocate(HEAD).putLong(MAGIC).putInt(number).put(salt);
        head.putInt(sum(head.array())).flip();
        var file = folder.resolve(name(number));
        var channel = DurableFiles.create(file);
        try {
            channel.write(head, 0);
            channel.force(true);
            DurableFiles.sync(folder);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return new Segment(file, number, channel, key(atRest, salt), HEAD);
    }

    /** The segment in the file, or nothing if its head is not whole: then nothing in it can be opened. */
    static Optional<Segment> open(Path file, int number, AesKey atRest) throws IOException {
        var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        var head = ByteBuffer.allocate(HEAD);
        channel.read(head, 0);
        if (head.hasRemaining()
                || head.getLong(0) != MAGIC
                || head.getInt(Long.BYTES) != number
                || head.getInt(HEAD - Integer.BYTES) != sum(head.array())) {
            channel.close();
            return Optional.empty();
        }
        int from = Long.BYTES + Integer.BYTES;
        var salt = Arrays.copyOfRange(head.array(), from, from + SALT);
        int length = (int) Math.min(channel.size(), LONGEST);
        return Optional.of(new Segment(file, number, channel, key(atRest, salt), length));
    }

    static String name(int number) {
        return "%08d.seg".formatted(number);
    }

    private static AesKey key(AesKey atRest, byte[] salt) {
        return atRest.derive("privicore device segment", salt);
    }

    private static int sum(byte[] head) {
        var crc = new CRC32C();
        crc.update(head, 0, HEAD - Integer.BYTES);
        return (int) crc.getValue();
    }

    Path file() {
        return file;
    }

    int number() {
        return number;
    }

    AesKey key() {
        return key;
    }

    int length() {
        return length;
    }

    /** Bytes of records that still count. */
    synchronized long live() {
        return live;
    }

    synchronized void addLive(long more) {
        live += more;
    }

    /** Whether more than half of it is dead, and that could be changed. */
    synchronized boolean isWasteful() {
        return 2 * live < length - HEAD && live != kept;
    }

    /** What is alive here cannot be moved; it is no use to try again before some of it is gone. */
    synchronized void keep() {
        kept = live;
    }

    /** Appends and makes durable. If that fails nothing was appended, or the segment is not to be used any more. */
    void append(byte[] records, int count) throws IOException {
        var rest = ByteBuffer.wrap(records, 0, count);
        long at = length;
        try {
            while (at < (long) length + count) {
                // In pieces: what is written from the heap is copied beside it, and that copy is kept by the thread.
                rest.limit(Math.min(count, rest.position() + PIECE));
                at += channel.write(rest, at);
            }
        } catch (IOException e) {
            channel.truncate(length);
            throw e;
        }
        channel.force(false);
        length += count;
    }

    /** Reads every whole record in order; tells of what is damaged, and ends with what of the file is to be kept. */
    ScanResult scan(boolean withBodies, Visitor visitor) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var bytes =
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, length, arena).asByteBuffer();
            int at = HEAD;
            int end = HEAD;
            int damaged = 0;
            boolean lost = false;
            while (bytes.limit() - at >= RecordHead.LENGTH) {
                var found = RecordHead.read(bytes, at);
                if (found.isEmpty() || bytes.limit() - at < found.get().recordLength()) {
                    // Bytes after a damaged head mean nothing until the next head that is whole.
                    lost = true;
                    at++;
                    continue;
                }
                var head = found.get();
                if (lost) {
                    damaged++;
                    lost = false;
                }
                int next = at + head.recordLength();
                if (isGood(head, bytes, at, withBodies)) {
                    visitor.visit(head, at);
                    end = next;
                } else if (next < bytes.limit() || !withBodies) {
                    damaged++;
                }
                at = next;
            }
            return new ScanResult(end, damaged, length > end);
        }
    }

    // The bodies of chunks are checked when they are read. A tombstone destroys, so it is believed only if it opens.
    private boolean isGood(RecordHead head, ByteBuffer bytes, int at, boolean withBodies) {
        if (withBodies && !head.hasWholeBody(bytes, at)) {
            return false;
        }
        if (head.kind() == RecordHead.Kind.CHUNK) {
            return true;
        }
        var whole = new byte[head.recordLength()];
        bytes.get(at, whole);
        return unseal(head, whole).isPresent();
    }

    /** Cuts off what a crash left behind the last whole record. */
    void truncate(int end) throws IOException {
        channel.truncate(end);
        channel.force(true);
        length = end;
    }

    /** The head and the plain bytes of the record at this place, if it is whole and of this device. */
    Optional<Content> read(int at, int recordLength) throws IOException {
        var whole = ByteBuffer.allocate(recordLength);
        while (whole.position() < recordLength) {
            whole.limit(Math.min(recordLength, whole.position() + PIECE));
            if (channel.read(whole, (long) at + whole.position()) < 0) {
                return Optional.empty();
            }
        }
        return RecordHead.read(whole, 0)
                .filter(head -> head.recordLength() == recordLength)
                .flatMap(head -> unseal(head, whole.array()).map(plain -> new Content(head, plain)));
    }

    /**
     * The chunk at this place, if it is whole. What the disk cannot read is as lost as what it reads wrong: either way the
     * engine has to send it again.
     */
    Optional<Held> readChunk(Location location) throws ClosedChannelException {
        try {
            return read(location.offset(), location.length())
                    .filter(content ->
                            Digest.sha256(content.plain()).equals(content.head().digest()))
                    .map(content ->
                            new Held(content.head().address(), content.head().digest(), content.plain()));
        } catch (ClosedChannelException closed) {
            throw closed;
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** How many chunks the version of a damaged record has, or 0 if its head does not tell any more. */
    int chunksAt(Location location) {
        try {
            return readHead(location.offset()).map(RecordHead::of).orElse(0);
        } catch (IOException unreadable) {
            return 0;
        }
    }

    private Optional<RecordHead> readHead(int at) throws IOException {
        var head = ByteBuffer.allocate(RecordHead.LENGTH);
        channel.read(head, at);
        return head.hasRemaining() ? Optional.empty() : RecordHead.read(head, 0);
    }

    private Optional<Bytes> unseal(RecordHead head, byte[] whole) {
        try {
            var plain = key.open(
                    head.nonce().toArray(),
                    new Bytes[] {RecordHead.sealedPart(whole)},
                    Bytes.wrap(whole, RecordHead.LENGTH, head.bodyLength()));
            return Optional.of(Bytes.wrap(plain));
        } catch (GeneralSecurityException damaged) {
            return Optional.empty();
        }
    }

    void close() throws IOException {
        channel.close();
    }

    void delete() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }

    interface Visitor {
        void visit(RecordHead head, int at);
    }

    /**
     * @param end behind the last whole record
     * @param damaged records, or stretches of them, that were skipped
     * @param tail whether anything follows the last whole record
     */
    record ScanResult(int end, int damaged, boolean tail) {}

    record Content(RecordHead head, Bytes plain) {}
}
