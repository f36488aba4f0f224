package io.privicore.application.port;

import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.token.Placement;
import io.privicore.domain.token.StorageRef;
import io.privicore.domain.token.TokenId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What devices should hold and are known to hold, many at a time. */
public interface Stocks {

    /** The present versions of all that the device stores for, whose refs end in a byte of this range, both ends included. */
    List<Expected> expected(DeviceId device, int from, int to);

    /**
     * Those of the refs that are part of any placement of somebody whom the device stores for, one that waits for devices
     * or for its token included.
     */
    Set<StorageRef> known(DeviceId device, Collection<StorageRef> refs);

    /** Those of the refs that are present and of somebody whom the device stores for. */
    List<Placed> present(DeviceId device, Collection<StorageRef> refs);

    /** Present versions that the device is known to hold, at most so many, from this ref on and then from the first. */
    List<Placed> heldBy(DeviceId device, StorageRef from, int limit);

    /** Notes that the device does not hold these; answers how many of them it was known to hold. */
    int lost(DeviceId device, Collection<StorageRef> refs);

    /** Notes that the device holds nothing, since it is gone for good. */
    void forget(DeviceId device);

    /**
     * Notes that the device holds nothing of the owner's and is not to hold what was sealed by now, not even when it stores
     * for the owner again: what a device has erased it does not take back.
     */
    void forget(ProfileId owner, DeviceId device, Instant at);

    /**
     * @param digests SHA-256 of every chunk in order, 32 bytes each
     * @param noted whether the device is known to hold it
     */
    record Expected(StorageRef ref, long version, Bytes digests, boolean noted) {}

    record Placed(ProfileId owner, TokenId token, Placement placement, Set<DeviceId> holders) {}
}
