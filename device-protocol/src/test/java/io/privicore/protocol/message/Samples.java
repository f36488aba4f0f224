package io.privicore.protocol.message;

import io.privicore.protocol.Bytes;
import io.privicore.protocol.key.Ed25519KeyPair;
import io.privicore.protocol.key.SignedKey;
import io.privicore.protocol.key.X25519KeyPair;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Random messages of every type. */
public final class Samples {

    private static final X25519KeyPair KEYS = X25519KeyPair.generate();
    private static final Ed25519KeyPair SIGNING_KEYS = Ed25519KeyPair.generate();

    private Samples() {}

    public static List<Message> ofEveryType(RandomGenerator random) {
        return Stream.concat(fromEngine(random).stream(), fromDevice(random).stream())
                .toList();
    }

    public static List<Message> fromEngine(RandomGenerator random) {
        int from = random.nextInt(0, 100);
        return List.of(
                StorageStore.of(address(random), bytes(random)),
                new StorageDelete(uuid(random)),
                new StorageDelete(uuid(random), random.nextLong(Long.MAX_VALUE)),
                new StorageFetch(
                        uuid(random), uuid(random), random.nextLong(100), from, from + random.nextInt(9), 1 + from),
                new StorageInventory(
                        uuid(random), new Scope.Buckets(from, from + random.nextInt(9)), random.nextBoolean()),
                new StorageInventory(uuid(random), new Scope.Items(from), random.nextBoolean()),
                new StorageInventory(uuid(random), new Scope.Chunks(uuid(random), from), random.nextBoolean()),
                new StorageProve(
                        uuid(random), uuid(random), from, random.nextInt(9), bytes(random, StorageProve.NONCE_LENGTH)),
                new StorageStatus(),
                ballot(random),
                new AuthenticatorClosed(uuid(random), oneOf(random, AuthenticatorClosed.Result.values())));
    }

    public static List<Message> fromDevice(RandomGenerator random) {
        var receipts = IntStream.range(0, 1 + random.nextInt(20))
                .mapToObj(_ -> new Receipt(address(random), Digest.sha256(bytes(random))))
                .toList();
        return List.of(
                Hello.of(
                        new SignedKey(KEYS.publicKey()),
                        SIGNING_KEYS.publicKey(),
                        random.nextLong(1L << 50),
                        instant(random),
                        "device",
                        bytes(random, 1 + random.nextInt(40))),
                new Heartbeat(1L << 40, random.nextLong(1L << 40), random.nextLong(1000), instant(random)),
                StorageStored.signed(receipts, instant(random), "device", SIGNING_KEYS),
                new StorageRefused(address(random), StorageRefused.Reason.FULL),
                new StorageRefused(address(random), StorageRefused.Reason.CORRUPT),
                new StorageChunk(uuid(random), address(random), Digest.sha256(bytes(random)), bytes(random)),
                new StorageAbsent(uuid(random), uuid(random), random.nextLong(100), random.nextInt(100)),
                page(random),
                new StorageInventoryPage(uuid(random), List.of(), List.of(), List.of(), true),
                new StorageProof(uuid(random), Digest.sha256(bytes(random))),
                new StorageDeleted(uuid(random), random.nextLong(100)),
                AuthenticatorVote.signed(statement(random), "device", SIGNING_KEYS));
    }

    public static AuthenticatorBallot ballot(RandomGenerator random) {
        var attributes = new LinkedHashMap<String, String>();
        for (int left = random.nextInt(5); left > 0; left--) {
            attributes.put(text(random, 1, 12), text(random, 0, 40));
        }
        return new AuthenticatorBallot(
                uuid(random),
                uuid(random),
                text(random, 0, 30),
                text(random, 0, 200),
                attributes,
                Digest.sha256(bytes(random)),
                1 + random.nextInt(9),
                instant(random),
                instant(random));
    }

    public static VoteStatement statement(RandomGenerator random) {
        return new VoteStatement(
                uuid(random),
                Digest.sha256(bytes(random)),
                oneOf(random, Choice.values()),
                instant(random),
                text(random, 0, 60));
    }

    /** Characters of one to four bytes, and some that a terminal would act on. */
    static String text(RandomGenerator random, int least, int most) {
        var characters = "a7 é€漢😀\n\u001b".codePoints().toArray();
        var text = new StringBuilder();
        for (int left = random.nextInt(least, most + 1); left > 0; left--) {
            text.appendCodePoint(characters[random.nextInt(characters.length)]);
        }
        return text.toString();
    }

    private static <T> T oneOf(RandomGenerator random, T[] values) {
        return values[random.nextInt(values.length)];
    }

    private static StorageInventoryPage page(RandomGenerator random) {
        return new StorageInventoryPage(
                uuid(random),
                List.of(new Inventory.Bucket(random.nextInt(Inventory.BUCKETS), Digest.sha256(bytes(random)))),
                List.of(new Inventory.Item(
                        uuid(random), random.nextLong(100), random.nextInt(9), Digest.sha256(bytes(random)))),
                List.of(new Inventory.HeldChunk(random.nextInt(100), Digest.sha256(bytes(random)))),
                random.nextBoolean());
    }

    public static ChunkAddress address(RandomGenerator random) {
        int of = 1 + random.nextInt(100);
        return new ChunkAddress(uuid(random), random.nextLong(1000), random.nextInt(of), of);
    }

    public static Bytes bytes(RandomGenerator random) {
        return bytes(random, random.nextInt(2000));
    }

    private static Bytes bytes(RandomGenerator random, int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    private static UUID uuid(RandomGenerator random) {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private static Instant instant(RandomGenerator random) {
        return Instant.ofEpochMilli(random.nextLong(1L << 42)).plusNanos(random.nextInt(1_000_000));
    }
}
