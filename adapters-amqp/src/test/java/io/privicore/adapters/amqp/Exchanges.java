package io.privicore.adapters.amqp;

import io.privicore.domain.device.Device;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.token.Placement;
import io.privicore.domain.token.StorageRef;
import io.privicore.domain.token.WrappedKey;
import io.privicore.protocol.message.ChunkAddress;
import io.privicore.protocol.message.DeviceMessage.Receipt;
import io.privicore.protocol.message.DeviceMessage.StorageStored;
import io.privicore.protocol.message.Digest;
import io.privicore.protocol.message.EngineMessage.StorageStore;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** Data on its way to devices. */
final class Exchanges {

    private static final Random RANDOM = new Random(7);

    private Exchanges() {}

    static Bytes bytes(int length) {
        var bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    static Placement placementOf(List<Bytes> chunks) {
        var digests = new byte[32 * chunks.size()];
        for (int i = 0; i < chunks.size(); i++) {
            var digest =
                    Digest.sha256(io.privicore.protocol.Bytes.wrap(chunks.get(i).view()));
            System.arraycopy(digest.toBytes(), 0, digests, 32 * i, 32);
        }
        return new Placement(
                new StorageRef(UUID.randomUUID()),
                1,
                new WrappedKey(1, bytes(40)),
                Bytes.wrap(digests),
                100,
                1 << 20,
                Instant.now());
    }

    /** Brings the chunks to the devices' queues; answers whose took all of it. */
    static Set<DeviceId> store(TestNode node, Placement placement, List<Bytes> chunks, List<Device> devices) {
        try (var delivery = node.links().deliver(placement.ref(), placement.version(), chunks.size(), devices)) {
            for (int chunk = 0; chunk < chunks.size(); chunk++) {
                delivery.send(chunk, placement.digest(chunk), chunks.get(chunk));
            }
            return delivery.reached();
        }
    }

    static StorageStored receiptFor(StorageStore store, ScriptedDevice device) {
        return receiptFor(List.of(store), device);
    }

    static StorageStored receiptFor(List<StorageStore> stores, ScriptedDevice device) {
        var receipts = stores.stream()
                .map(store -> new Receipt(store.address(), store.digest()))
                .toList();
        return StorageStored.signed(receipts, Instant.now(), device.id.toString(), device.signing);
    }

    static StorageStore aStore() {
        return StorageStore.of(
                new ChunkAddress(UUID.randomUUID(), 1, 0, 1),
                io.privicore.protocol.Bytes.wrap(bytes(10).view()));
    }
}
