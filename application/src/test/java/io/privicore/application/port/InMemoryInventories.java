package io.privicore.application.port;

import io.privicore.application.port.DeviceLinks.Absent;
import io.privicore.application.port.InMemoryShelf.Listed;
import io.privicore.application.sync.ExpectedDigests;
import io.privicore.domain.device.Device;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.token.Placement;
import io.privicore.domain.token.StorageRef;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** What devices in memory say of what they hold. One that is away answers nothing, which is known at once here. */
public final class InMemoryInventories implements Inventories {

    private final InMemoryDeviceLinks links;
    private Runnable between = () -> {};
    private int asked;

    public InMemoryInventories(InMemoryDeviceLinks links) {
        this.links = links;
    }

    @Override
    public CompletableFuture<Map<Integer, Bytes>> buckets(Device device, int from, int to, boolean deep) {
        return answer(device, () -> {
            Map<Integer, Bytes> digests = new HashMap<>();
            for (int bucket = from; bucket <= to; bucket++) {
                digests.put(bucket, digest(items(device.id(), bucket, deep)));
            }
            return digests;
        });
    }

    @Override
    public CompletableFuture<List<Item>> items(Device device, int bucket) {
        return answer(device, () -> items(device.id(), bucket, false));
    }

    @Override
    public CompletableFuture<Map<Integer, Bytes>> chunks(Device device, StorageRef ref, long version) {
        return answer(
                device,
                () -> Map.copyOf(links.inventory(device.id(), false)
                        .getOrDefault(ref, new Listed(version, new TreeMap<>()))
                        .digests()));
    }

    @Override
    public CompletableFuture<Boolean> prove(Device device, Placement placement, int chunk, Bytes sealed) {
        return links.fetch(device, placement, chunk).thenApply(sealed::equals);
    }

    @Override
    public void status(Device device) {
        links.beat(device.id());
    }

    /** Called before every answer, for tests to let something happen there. */
    public void between(Runnable happening) {
        between = happening;
    }

    /** How many questions were asked. */
    public int asked() {
        return asked;
    }

    private <T> CompletableFuture<T> answer(Device device, Supplier<T> answer) {
        asked++;
        links.requireReachable();
        links.catchUp(device.id());
        between.run();
        return links.isAway(device.id())
                ? CompletableFuture.failedFuture(new Absent(device.id().toString()))
                : CompletableFuture.completedFuture(answer.get());
    }

    private List<Item> items(DeviceId device, int bucket, boolean deep) {
        return links.inventory(device, deep).entrySet().stream()
                .filter(held -> ExpectedDigests.bucketOf(held.getKey()) == bucket)
                .map(held -> new Item(
                        held.getKey(),
                        held.getValue().version(),
                        held.getValue().digests().size(),
                        digest(held.getValue().digests())))
                .toList();
    }

    private static Bytes digest(Map<Integer, Bytes> chunks) {
        var joined = new ByteArrayOutputStream();
        chunks.forEach((chunk, digest) -> {
            joined.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(chunk).array());
            joined.writeBytes(digest.view());
        });
        return Sha256.of(Bytes.wrap(joined.toByteArray()));
    }

    private static Bytes digest(List<Item> items) {
        var joined = new ByteArrayOutputStream();
        items.stream().sorted((one, other) -> compare(one.ref(), other.ref())).forEach(item -> {
            joined.writeBytes(ByteBuffer.allocate(28)
                    .putLong(item.ref().value().getMostSignificantBits())
                    .putLong(item.ref().value().getLeastSignificantBits())
                    .putLong(item.version())
                    .putInt(item.chunks())
                    .array());
            joined.writeBytes(item.digest().view());
        });
        return Sha256.of(Bytes.wrap(joined.toByteArray()));
    }

    private static int compare(StorageRef one, StorageRef other) {
        int high = Long.compareUnsigned(
                one.value().getMostSignificantBits(), other.value().getMostSignificantBits());
        return high != 0
                ? high
                : Long.compareUnsigned(
                        one.value().getLeastSignificantBits(), other.value().getLeastSignificantBits());
    }
}
