package io.privicore.adapters.amqp;

import static io.privicore.adapters.amqp.Exchanges.bytes;
import static io.privicore.adapters.amqp.Exchanges.placementOf;
import static io.privicore.adapters.amqp.Exchanges.receiptFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.application.port.DeviceLinks.Absent;
import io.privicore.application.port.Inventories;
import io.privicore.application.port.Inventories.Item;
import io.privicore.application.port.Stocks.Expected;
import io.privicore.application.sync.ExpectedDigests;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.token.Placement;
import io.privicore.domain.token.StorageRef;
import io.privicore.protocol.message.DeviceMessage.StorageAbsent;
import io.privicore.protocol.message.DeviceMessage.StorageInventoryPage;
import io.privicore.protocol.message.DeviceMessage.StorageProof;
import io.privicore.protocol.message.Digest;
import io.privicore.protocol.message.EngineMessage.StorageInventory;
import io.privicore.protocol.message.EngineMessage.StorageProve;
import io.privicore.protocol.message.EngineMessage.StorageStatus;
import io.privicore.protocol.message.EngineMessage.StorageStore;
import io.privicore.protocol.message.Inventory;
import io.privicore.protocol.message.Inventory.Bucket;
import io.privicore.protocol.message.Inventory.HeldChunk;
import io.privicore.protocol.message.Inventory.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class InventoriesTest {

    private final TestNode.Platform platform = new TestNode.Platform();
    private final TestNode node = TestNode.connected(platform);
    private final ScriptedDevice device;
    private final List<Bytes> chunks = List.of(bytes(1000), bytes(10));
    private final Placement placement = placementOf(chunks);

    InventoriesTest() throws Exception {
        device = new ScriptedDevice(platform);
    }

    @BeforeEach
    void introduce() throws Exception {
        device.introduced().listening();
        Eventually.that(() -> !platform.reports.told.isEmpty());
    }

    @AfterEach
    void stop() throws Exception {
        device.close();
        node.close();
    }

    @Test
    void bucketsComeInPages() throws Exception {
        var answer = inventories().buckets(device.pinned(), 3, 4, true);
        var question = (StorageInventory) device.take();
        assertThat(question.scope()).isEqualTo(new Scope.Buckets(3, 4));
        assertThat(question.deep()).isTrue();

        device.say(buckets(question, 3, false));
        assertThat(answer).isNotDone();
        device.say(buckets(question, 4, true));

        assertThat(said(answer)).containsOnlyKeys(3, 4).containsEntry(3, digest(3));
    }

    @Test
    void anAnswerReachesTheNodeThatAsked() throws Exception {
        try (var second = TestNode.connected(platform)) {
            node.close();
            var third = TestNode.connected(platform);
            try (third) {
                for (var asking : List.of(second, third)) {
                    var answer = asking.line().inventories().buckets(device.pinned(), 0, 0, false);
                    device.say(buckets((StorageInventory) device.take(), 0, true));

                    assertThat(said(answer)).containsOnlyKeys(0);
                }
            }
        }
    }

    @Test
    void itemsAndChunksComeAsTheDeviceSaysThem() throws Exception {
        var ref = placement.ref();
        var items = inventories().items(device.pinned(), 9);
        var question = (StorageInventory) device.take();
        assertThat(question.scope()).isEqualTo(new Scope.Items(9));
        var item = new Inventory.Item(ref.value(), 1, 2, Inventory.ofChunks(heldChunks(placement)));
        device.say(new StorageInventoryPage(question.request(), List.of(), List.of(item), List.of(), true));

        assertThat(said(items)).containsExactly(new Item(ref, 1, 2, ExpectedDigests.ofVersion(placement.digests())));

        var held = inventories().chunks(device.pinned(), ref, 1);
        question = (StorageInventory) device.take();
        assertThat(question.scope()).isEqualTo(new Scope.Chunks(ref.value(), 1));
        device.say(new StorageInventoryPage(question.request(), List.of(), List.of(), heldChunks(placement), true));

        assertThat(said(held)).isEqualTo(Map.of(0, placement.digest(0), 1, placement.digest(1)));
    }

    @Test
    void aProofIsRightWrongOrMissing() throws Exception {
        var right = inventories().prove(device.pinned(), placement, 1, chunks.get(1));
        var question = (StorageProve) device.take();
        var chunk = io.privicore.protocol.Bytes.wrap(chunks.get(1).view());
        device.say(new StorageProof(question.request(), question.proofOf(chunk)));
        assertThat(said(right)).isTrue();

        var wrong = inventories().prove(device.pinned(), placement, 1, chunks.get(1));
        var second = (StorageProve) device.take();
        assertThat(second.nonce()).isNotEqualTo(question.nonce());
        device.say(new StorageProof(second.request(), question.proofOf(chunk)));
        assertThat(said(wrong)).isFalse();

        var missing = inventories().prove(device.pinned(), placement, 0, chunks.get(0));
        var third = (StorageProve) device.take();
        device.say(new StorageAbsent(third.request(), placement.ref().value(), 1, 0));
        assertThatThrownBy(() -> said(missing))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(Absent.class);
    }

    @Test
    void nobodyAnswersForAnotherDevice() throws Exception {
        try (var other = new ScriptedDevice(platform)) {
            other.introduced();
            var answer = inventories().buckets(device.pinned(), 0, 0, false);
            var question = (StorageInventory) device.take();

            other.say(buckets(question, 0, true));
            assertThatThrownBy(() -> answer.get(500, TimeUnit.MILLISECONDS))
                    .isInstanceOf(java.util.concurrent.TimeoutException.class);

            device.say(buckets(question, 0, true));
            assertThat(said(answer)).containsOnlyKeys(0);
        }
    }

    @Test
    void aDeviceIsAskedHowItIs() throws Exception {
        inventories().status(device.pinned());

        assertThat(device.take()).isEqualTo(new StorageStatus());
    }

    @Test
    void aDeliveryMayBringSomeChunksOnly() throws Exception {
        try (var delivery = node.links().deliver(placement.ref(), 1, 2, List.of(device.pinned()))) {
            delivery.send(1, placement.digest(1), chunks.get(1));
            device.say(receiptFor((StorageStore) device.take(), device));

            assertThat(delivery.await(1, Duration.ofSeconds(10))).containsExactly(device.id);
        }
    }

    @Test
    void whatIsExpectedIsDigestedAsDevicesDo() {
        var expected = IntStream.range(0, 50)
                .mapToObj(i -> new Expected(
                        new StorageRef(new UUID(i % 2 == 0 ? -i : i, 256L * i * (i % 3 - 1))),
                        i,
                        Bytes.wrap(bytes(32 * (1 + i % 4)).toArray()),
                        true))
                .toList();
        var items = expected.stream()
                .map(version -> new Inventory.Item(
                        version.ref().value(),
                        version.version(),
                        version.digests().length() / 32,
                        Inventory.ofChunks(heldChunks(version.digests()))))
                .sorted(Inventory.Item.ORDER)
                .toList();

        assertThat(ExpectedDigests.ofBucket(expected))
                .isEqualTo(Bytes.wrap(Inventory.ofItems(items).toBytes()));
        assertThat(Inventories.BUCKETS).isEqualTo(Inventory.BUCKETS);
        assertThat(Stream.generate(UUID::randomUUID).limit(100))
                .allMatch(ref -> ExpectedDigests.bucketOf(new StorageRef(ref)) == Inventory.bucketOf(ref));
    }

    private Inventories inventories() {
        return node.line().inventories();
    }

    private static StorageInventoryPage buckets(StorageInventory question, int bucket, boolean last) {
        return new StorageInventoryPage(
                question.request(),
                List.of(new Bucket(bucket, Digest.of(digest(bucket).toArray()))),
                List.of(),
                List.of(),
                last);
    }

    private static Bytes digest(int seed) {
        var digest = new byte[32];
        digest[0] = (byte) seed;
        return Bytes.wrap(digest);
    }

    private static List<HeldChunk> heldChunks(Placement placement) {
        return heldChunks(placement.digests());
    }

    private static List<HeldChunk> heldChunks(Bytes digests) {
        return IntStream.range(0, digests.length() / 32)
                .mapToObj(chunk -> new HeldChunk(
                        chunk, Digest.of(java.util.Arrays.copyOfRange(digests.view(), 32 * chunk, 32 * (chunk + 1)))))
                .toList();
    }

    private static <T> T said(CompletableFuture<T> answer) throws Exception {
        return answer.get(10, TimeUnit.SECONDS);
    }
}
