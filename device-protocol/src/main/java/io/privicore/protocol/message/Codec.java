package io.privicore.protocol.message;

import io.privicore.protocol.Bytes;
import io.privicore.protocol.key.Ed25519Key;
import io.privicore.protocol.key.RefusedKey;
import io.privicore.protocol.key.SignedKey;
import io.privicore.protocol.message.DeviceMessage.Heartbeat;
import io.privicore.protocol.message.DeviceMessage.Hello;
import io.privicore.protocol.message.DeviceMessage.Receipt;
import io.privicore.protocol.message.DeviceMessage.StorageAbsent;
import io.privicore.protocol.message.DeviceMessage.StorageChunk;
import io.privicore.protocol.message.DeviceMessage.StorageDeleted;
import io.privicore.protocol.message.DeviceMessage.StorageRefused;
import io.privicore.protocol.message.DeviceMessage.StorageStored;
import io.privicore.protocol.message.EngineMessage.StorageDelete;
import io.privicore.protocol.message.EngineMessage.StorageFetch;
import io.privicore.protocol.message.EngineMessage.StorageStatus;
import io.privicore.protocol.message.EngineMessage.StorageStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Messages to bytes and back. The first byte is the version of the format; a message's type travels beside it, in the
 * frame.
 */
public final class Codec {

    private static final int VERSION = 1;
    private static final int SMALL = 128;
    private static final int RECEIPT_LENGTH = 64;

    private Codec() {}

    public static byte[] encode(Message message) {
        return switch (message) {
            case StorageStore m ->
                start(SMALL + m.bytes().length())
                        .address(m.address())
                        .digest(m.digest())
                        .blob(m.bytes())
                        .toBytes();
            case StorageDelete m -> start(SMALL).uuid(m.ref()).int64(m.upTo()).toBytes();
            case StorageFetch m ->
                start(SMALL)
                        .uuid(m.request())
                        .uuid(m.ref())
                        .int64(m.version())
                        .int32(m.from())
                        .int32(m.to())
                        .int32(m.credit())
                        .toBytes();
            case StorageStatus _ -> start(1).toBytes();
            case Hello m ->
                hello(start(SMALL + SignedKey.LENGTH), m).fixed(m.mac()).toBytes();
            case Heartbeat m ->
                start(SMALL)
                        .int64(m.capacity())
                        .int64(m.used())
                        .int64(m.items())
                        .instant(m.at())
                        .toBytes();
            case StorageStored m ->
                receipts(start(SMALL + RECEIPT_LENGTH * m.receipts().size()), m.receipts(), m.storedAt())
                        .fixed(m.signature())
                        .toBytes();
            case StorageRefused m ->
                start(SMALL).address(m.address()).octet(wire(m.reason())).toBytes();
            case StorageChunk m ->
                start(SMALL + m.bytes().length())
                        .uuid(m.request())
                        .address(m.address())
                        .digest(m.digest())
                        .blob(m.bytes())
                        .toBytes();
            case StorageAbsent m ->
                start(SMALL)
                        .uuid(m.request())
                        .uuid(m.ref())
                        .int64(m.version())
                        .int32(m.chunk())
                        .toBytes();
            case StorageDeleted m -> start(SMALL).uuid(m.ref()).int64(m.upTo()).toBytes();
        };
    }

    /** Reads a message of the given type; its bytes stay views of the given array. */
    public static Message decode(MessageType type, byte[] bytes) throws MalformedMessage {
        var reader = new Reader(bytes);
        int version = reader.octet();
        if (version != VERSION) {
            throw new MalformedMessage("Expected format %d, but got %d".formatted(VERSION, version));
        }
        try {
            var message = read(type, reader);
            reader.end();
            return message;
        } catch (IllegalArgumentException | RefusedKey outOfBounds) {
            throw new MalformedMessage(String.valueOf(outOfBounds.getMessage()));
        }
    }

    private static Message read(MessageType type, Reader in) throws MalformedMessage {
        return switch (type) {
            case STORAGE_STORE -> new StorageStore(in.address(), in.digest(), in.blob(Message.MOST_BYTES));
            case STORAGE_DELETE -> new StorageDelete(in.uuid(), in.int64());
            case STORAGE_FETCH ->
                new StorageFetch(in.uuid(), in.uuid(), in.int64(), in.int32(), in.int32(), in.int32());
            case STORAGE_STATUS -> new StorageStatus();
            case DEVICE_HELLO ->
                new Hello(
                        SignedKey.parse(in.fixed(SignedKey.LENGTH).toArray()),
                        new Ed25519Key(in.fixed(Ed25519Key.LENGTH)),
                        in.int64(),
                        in.instant(),
                        in.fixed(HelloMac.LENGTH));
            case DEVICE_HEARTBEAT -> new Heartbeat(in.int64(), in.int64(), in.int64(), in.instant());
            case STORAGE_STORED -> stored(in);
            case STORAGE_REFUSED -> new StorageRefused(in.address(), reason(in.octet()));
            case STORAGE_CHUNK -> new StorageChunk(in.uuid(), in.address(), in.digest(), in.blob(Message.MOST_BYTES));
            case STORAGE_ABSENT -> new StorageAbsent(in.uuid(), in.uuid(), in.int64(), in.int32());
            case STORAGE_DELETED -> new StorageDeleted(in.uuid(), in.int64());
        };
    }

    /** What the signature of a batch of receipts covers. */
    static byte[] signedPart(List<Receipt> receipts, Instant storedAt, String deviceId) {
        return receipts(labelled("privicore storage.stored", deviceId), receipts, storedAt)
                .toBytes();
    }

    /** What the MAC of a hello covers. */
    static byte[] authenticatedPart(Hello message, String deviceId) {
        return hello(labelled("privicore device.hello", deviceId), message).toBytes();
    }

    private static Writer start(int expected) {
        return new Writer(expected).octet(VERSION);
    }

    // The label keeps a signature over one kind of thing from ever being taken for one over another.
    private static Writer labelled(String label, String deviceId) {
        return start(SMALL).text(label).text(deviceId);
    }

    private static Writer hello(Writer writer, Hello message) {
        return writer.fixed(Bytes.wrap(message.key().toBytes()))
                .fixed(message.signingKey().bytes())
                .int64(message.capacity())
                .instant(message.sentAt());
    }

    private static Writer receipts(Writer writer, List<Receipt> receipts, Instant storedAt) {
        writer.instant(storedAt).int32(receipts.size());
        for (var receipt : receipts) {
            writer.address(receipt.address()).digest(receipt.digest());
        }
        return writer;
    }

    private static StorageStored stored(Reader in) throws MalformedMessage {
        var storedAt = in.instant();
        int count = in.count(StorageStored.MOST_RECEIPTS, RECEIPT_LENGTH);
        var receipts = new ArrayList<Receipt>(count);
        for (int i = 0; i < count; i++) {
            receipts.add(new Receipt(in.address(), in.digest()));
        }
        return new StorageStored(receipts, storedAt, in.fixed(Ed25519Key.SIGNATURE_LENGTH));
    }

    private static int wire(StorageRefused.Reason reason) {
        return switch (reason) {
            case FULL -> 1;
            case CORRUPT -> 2;
        };
    }

    private static StorageRefused.Reason reason(int wire) throws MalformedMessage {
        return switch (wire) {
            case 1 -> StorageRefused.Reason.FULL;
            case 2 -> StorageRefused.Reason.CORRUPT;
            default -> throw new MalformedMessage("Expected a reason, but got " + wire);
        };
    }
}
