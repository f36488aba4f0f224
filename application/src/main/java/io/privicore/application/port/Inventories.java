package io.privicore.application.port;

import io.privicore.domain.device.Device;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.token.Placement;
import io.privicore.domain.token.StorageRef;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * What devices say of what they hold. They answer in the order in which they were told, so an answer takes in everything
 * that was handed to the device's queue before it was asked. A future never ends by itself when no answer comes.
 */
public interface Inventories {

    /** Into so many parts what a device holds is divided, by the last byte of the ref. */
    int BUCKETS = 256;

    /**
     * The digests of the buckets {@code from} to {@code to}, both included: SHA-256 over ref, version (8 bytes), number of
     * chunks (4 bytes) and digest of every version in it, in the order of the refs' bytes.
     *
     * @param deep whether it reads and checks every stored byte first; what is damaged is held no longer then
     */
    CompletableFuture<Map<Integer, Bytes>> buckets(Device device, int from, int to, boolean deep);

    /** Every version in a bucket. */
    CompletableFuture<List<Item>> items(Device device, int bucket);

    /** The digests of the chunks of one version that it holds. */
    CompletableFuture<Map<Integer, Bytes>> chunks(Device device, StorageRef ref, long version);

    /**
     * Whether the device can show that it holds the chunk, by a digest over something fresh and the chunk's bytes. Ends
     * with {@link DeviceLinks.Absent} when it says that it does not.
     */
    CompletableFuture<Boolean> prove(Device device, Placement placement, int chunk, Bytes sealed);

    /** Asks the device to say how it is, which it does as it always does. */
    void status(Device device);

    /**
     * @param chunks how many of the version's chunks it holds
     * @param digest SHA-256 over number (4 bytes) and SHA-256 of each of these chunks, in order
     */
    record Item(StorageRef ref, long version, int chunks, Bytes digest) {}
}
