package io.privicore.protocol.message;

import io.privicore.protocol.Bytes;
import io.privicore.protocol.key.Ed25519Key;
import io.privicore.protocol.key.RefusedKey;
import io.privicore.protocol.key.SignedKey;
import io.privicore.protocol.message.DeviceMessage.AuthenticatorVote;
import io.privicore.protocol.message.DeviceMessage.Heartbeat;
import io.privicore.protocol.message.DeviceMessage.Hello;
import io.privicore.protocol.message.DeviceMessage.Receipt;
import io.privicore.protocol.message.DeviceMessage.StorageAbsent;
import io.privicore.protocol.message.DeviceMessage.StorageChunk;
import io.privicore.protocol.message.DeviceMessage.StorageDeleted;
import io.privicore.protocol.message.DeviceMessage.StorageInventoryPage;
import io.privicore.protocol.message.DeviceMessage.StorageProof;
import io.privicore.protocol.message.DeviceMessage.StorageRefused;
import io.privicore.protocol.message.DeviceMessage.StorageStored;
import io.privicore.protocol.message.EngineMessage.AuthenticatorBallot;
import io.privicore.protocol.message.EngineMessage.AuthenticatorClosed;
import io.privicore.protocol.message.EngineMessage.StorageDelete;
import io.privicore.protocol.message.EngineMessage.StorageFetch;
import io.privicore.protocol.message.EngineMessage.StorageInventory;
import io.privicore.protocol.message.EngineMessage.StorageProve;
import io.privicore.protocol.message.EngineMessage.StorageStatus;
import io.privicore.protocol.message.EngineMessage.StorageStore;
import io.privicore.protocol.message.Inventory.Scope;
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
    private static final int MOST_ENTRIES = StorageInventoryPage.MOST_ENTRIES;
    private static final int SCOPE_BUCKETS = 1;
    private static final int SCOPE_ITEMS = 2;
    private static final int SCOPE_CHUNKS = 3;

    private Codec() {}

    /** The bytes of a message, in one. */
    public static byte[] encode(Message message) {
        var parts = parts(message);
        if (parts.length == 1) {
            return parts[0].toArray();
        }
        int length = 0;
        for (var part : parts) {
            length += part.length();
        }
        var whole = new byte[length];
        int at = 0;
        for (var part : parts) {
            part.copyTo(whole, at);
            at += part.length();
        }
        return whole;
    }

    /** The bytes of a message, in parts: stored data, which may be large, is the last and no copy. */
    public static Bytes[] parts(Message message) {
        var beginning = Bytes.wrap(beginning(message));
        return switch (message) {
            case StorageStore m -> new Bytes[] {beginning, m.bytes()};
            case StorageChunk m -> new Bytes[] {beginning, m.bytes()};
            case EngineMessage _ -> new Bytes[] {beginning};
            case DeviceMessage _ -> new Bytes[] {beginning};
        };
    }

    private static byte[] beginning(Message message) {
        return switch (message) {
            case StorageStore m ->
                start(SMALL)
                        .address(m.address())
                        .digest(m.digest())
                        .int32(m.bytes().length())
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
            case StorageInventory m ->
                scope(start(SMALL).uuid(m.request()).octet(m.deep() ? 1 : 0), m.scope())
                        .toBytes();
            case StorageProve m ->
                start(SMALL)
                        .uuid(m.request())
                        .uuid(m.ref())
                        .int64(m.version())
                        .int32(m.chunk())
                        .fixed(m.nonce())
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
                start(SMALL)
                        .uuid(m.request())
                        .address(m.address())
                        .digest(m.digest())
                        .int32(m.bytes().length())
                        .toBytes();
            case StorageAbsent m ->
                start(SMALL)
                        .uuid(m.request())
                        .uuid(m.ref())
                        .int64(m.version())
                        .int32(m.chunk())
                        .toBytes();
            case StorageInventoryPage m -> page(m).toBytes();
            case StorageProof m ->
                start(SMALL).uuid(m.request()).digest(m.digest()).toBytes();
            case StorageDeleted m -> start(SMALL).uuid(m.ref()).int64(m.upTo()).toBytes();
            case AuthenticatorBallot m -> Ballots.write(start(8 * SMALL), m).toBytes();
            case AuthenticatorClosed m ->
                start(SMALL).uuid(m.ballot()).octet(Ballots.wire(m.result())).toBytes();
            case AuthenticatorVote m -> Ballots.write(start(2 * SMALL), m).toBytes();
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
            case STORAGE_INVENTORY -> inventory(in);
            case STORAGE_PROVE ->
                new StorageProve(in.uuid(), in.uuid(), in.int64(), in.int32(), in.fixed(StorageProve.NONCE_LENGTH));
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
            case STORAGE_INVENTORY_PAGE -> page(in);
            case STORAGE_PROOF -> new StorageProof(in.uuid(), in.digest());
            case STORAGE_DELETED -> new StorageDeleted(in.uuid(), in.int64());
            case AUTHENTICATOR_BALLOT -> Ballots.ballot(in);
            case AUTHENTICATOR_CLOSED -> new AuthenticatorClosed(in.uuid(), Ballots.result(in.octet()));
            case AUTHENTICATOR_VOTE -> Ballots.vote(in);
        };
    }

    /** What the signature of a batch of receipts covers. */
    static byte[] signedPart(List<Receipt> receipts, Instant storedAt, String deviceId) {
        return receipts(labelled("privicore storage.stored", deviceId), receipts, storedAt)
                .toBytes();
    }

    /** What the signature of a vote covers. */
    static byte[] signedPart(VoteStatement statement, String deviceId) {
        return Ballots.write(labelled("privicore authenticator.vote", deviceId), statement)
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

    private static Writer scope(Writer writer, Scope scope) {
        return switch (scope) {
            case Scope.Buckets buckets ->
                writer.octet(SCOPE_BUCKETS).int32(buckets.from()).int32(buckets.to());
            case Scope.Items items -> writer.octet(SCOPE_ITEMS).int32(items.bucket());
            case Scope.Chunks chunks ->
                writer.octet(SCOPE_CHUNKS).uuid(chunks.ref()).int64(chunks.version());
        };
    }

    private static StorageInventory inventory(Reader in) throws MalformedMessage {
        var request = in.uuid();
        boolean deep = flag(in.octet());
        int kind = in.octet();
        var scope =
                switch (kind) {
                    case SCOPE_BUCKETS -> new Scope.Buckets(in.int32(), in.int32());
                    case SCOPE_ITEMS -> new Scope.Items(in.int32());
                    case SCOPE_CHUNKS -> new Scope.Chunks(in.uuid(), in.int64());
                    default -> throw new MalformedMessage("Expected a scope, but got " + kind);
                };
        return new StorageInventory(request, scope, deep);
    }

    private static Writer page(StorageInventoryPage page) {
        int expected = SMALL
                + Inventory.Bucket.LENGTH * page.buckets().size()
                + Inventory.Item.LENGTH * page.items().size()
                + Inventory.HeldChunk.LENGTH * page.chunks().size();
        var writer = start(expected).uuid(page.request()).octet(page.last() ? 1 : 0);
        writer.int32(page.buckets().size());
        for (var bucket : page.buckets()) {
            writer.int32(bucket.number()).digest(bucket.digest());
        }
        writer.int32(page.items().size());
        for (var item : page.items()) {
            writer.uuid(item.ref()).int64(item.version()).int32(item.chunks()).digest(item.digest());
        }
        writer.int32(page.chunks().size());
        for (var chunk : page.chunks()) {
            writer.int32(chunk.chunk()).digest(chunk.digest());
        }
        return writer;
    }

    private static StorageInventoryPage page(Reader in) throws MalformedMessage {
        var request = in.uuid();
        boolean last = flag(in.octet());
        var buckets = new ArrayList<Inventory.Bucket>();
        for (int left = in.count(MOST_ENTRIES, Inventory.Bucket.LENGTH); left > 0; left--) {
            buckets.add(new Inventory.Bucket(in.int32(), in.digest()));
        }
        var items = new ArrayList<Inventory.Item>();
        for (int left = in.count(MOST_ENTRIES, Inventory.Item.LENGTH); left > 0; left--) {
            items.add(new Inventory.Item(in.uuid(), in.int64(), in.int32(), in.digest()));
        }
        var chunks = new ArrayList<Inventory.HeldChunk>();
        for (int left = in.count(MOST_ENTRIES, Inventory.HeldChunk.LENGTH); left > 0; left--) {
            chunks.add(new Inventory.HeldChunk(in.int32(), in.digest()));
        }
        return new StorageInventoryPage(request, buckets, items, chunks, last);
    }

    private static boolean flag(int octet) throws MalformedMessage {
        return switch (octet) {
            case 0 -> false;
            case 1 -> true;
            default -> throw new MalformedMessage("Expected 0 or 1, but got " + octet);
        };
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
