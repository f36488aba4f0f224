package io.privicore.adapters.amqp.link;

import io.privicore.adapters.amqp.broker.ConfirmingChannel.Outcome;
import io.privicore.application.port.Inventories;
import io.privicore.domain.device.Device;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.token.Placement;
import io.privicore.domain.token.StorageRef;
import io.privicore.protocol.message.DeviceMessage;
import io.privicore.protocol.message.DeviceMessage.StorageInventoryPage;
import io.privicore.protocol.message.DeviceMessage.StorageProof;
import io.privicore.protocol.message.Digest;
import io.privicore.protocol.message.EngineMessage;
import io.privicore.protocol.message.EngineMessage.StorageInventory;
import io.privicore.protocol.message.EngineMessage.StorageProve;
import io.privicore.protocol.message.EngineMessage.StorageStatus;
import io.privicore.protocol.message.Inventory.Scope;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;

/** Asks devices over AMQP what they hold. */
public final class AmqpInventories implements Inventories {

    private final AmqpDeviceLinks links;
    private final Questions questions;
    private final SecureRandom random = new SecureRandom();

    AmqpInventories(AmqpDeviceLinks links, Questions questions) {
        this.links = links;
        this.questions = questions;
    }

    @Override
    public CompletableFuture<Map<Integer, Bytes>> buckets(Device device, int from, int to, boolean deep) {
        return ask(device, id -> new StorageInventory(id, new Scope.Buckets(from, to), deep))
                .thenApply(said -> {
                    Map<Integer, Bytes> digests = new HashMap<>();
                    pages(said)
                            .flatMap(page -> page.buckets().stream())
                            .forEach(bucket -> digests.put(bucket.number(), bytes(bucket.digest())));
                    return digests;
                });
    }

    @Override
    public CompletableFuture<List<Item>> items(Device device, int bucket) {
        return ask(device, id -> new StorageInventory(id, new Scope.Items(bucket), false))
                .thenApply(said -> pages(said)
                        .flatMap(page -> page.items().stream())
                        .map(item -> new Item(
                                new StorageRef(item.ref()), item.version(), item.chunks(), bytes(item.digest())))
                        .toList());
    }

    @Override
    public CompletableFuture<Map<Integer, Bytes>> chunks(Device device, StorageRef ref, long version) {
        return ask(device, id -> new StorageInventory(id, new Scope.Chunks(ref.value(), version), false))
                .thenApply(said -> {
                    Map<Integer, Bytes> digests = new HashMap<>();
                    pages(said)
                            .flatMap(page -> page.chunks().stream())
                            .forEach(chunk -> digests.put(chunk.chunk(), bytes(chunk.digest())));
                    return digests;
                });
    }

    @Override
    public CompletableFuture<Boolean> prove(Device device, Placement placement, int chunk, Bytes sealed) {
        var nonce = new byte[StorageProve.NONCE_LENGTH];
        random.nextBytes(nonce);
        var fresh = io.privicore.protocol.Bytes.wrap(nonce);
        Function<UUID, StorageProve> question =
                id -> new StorageProve(id, placement.ref().value(), placement.version(), chunk, fresh);
        var proof = question.apply(new UUID(0, 0)).proofOf(io.privicore.protocol.Bytes.wrap(sealed.view()));
        return ask(device, question)
                .thenApply(said -> said.getFirst() instanceof StorageProof shown
                        && shown.digest().equals(proof));
    }

    @Override
    public void status(Device device) {
        var _ = links.tell(device, new StorageStatus(), Outlet.Manner.FLEETING);
    }

    private CompletableFuture<List<DeviceMessage>> ask(
            Device device, Function<UUID, ? extends EngineMessage> question) {
        links.requireReachable();
        var asked = questions.ask(device.id());
        var _ = links.tell(device, question.apply(asked.id()), Outlet.Manner.FLEETING)
                .thenAccept(outcome -> {
                    if (outcome != Outcome.TAKEN) {
                        asked.answer()
                                .completeExceptionally(new Refusal(
                                        Reason.STORAGE_UNAVAILABLE,
                                        "Expected the queue of device %s to take a question, but it did not"
                                                .formatted(device.id())));
                    }
                });
        return asked.answer();
    }

    private static Stream<StorageInventoryPage> pages(List<DeviceMessage> said) {
        return said.stream().filter(StorageInventoryPage.class::isInstance).map(StorageInventoryPage.class::cast);
    }

    private static Bytes bytes(Digest digest) {
        return Bytes.wrap(digest.toBytes());
    }
}
