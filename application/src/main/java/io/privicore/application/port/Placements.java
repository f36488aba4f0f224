package io.privicore.application.port;

import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.token.Placement;
import io.privicore.domain.token.StorageRef;
import io.privicore.domain.token.TokenId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All placements: which version of some data lies under which ref, and which devices hold it. */
public interface Placements {

    /**
     * Notes a placement that is about to be handed to devices, before any of them can answer. It is part of no token until
     * a token that holds it, pending or present, is saved.
     */
    void stage(ProfileId owner, TokenId token, Placement placement);

    /**
     * Locks a staged or pending placement until the transaction ends, notes that these devices hold it, and answers all
     * that do by now: whoever decides on it and whoever reports on it see each other.
     *
     * @param devices those that do not store for the placement's owner any more are passed over
     */
    Set<DeviceId> lock(StorageRef ref, Set<DeviceId> devices, Instant at);

    /** Staged placements that were sealed before the instant and never became part of a token, at most so many. */
    List<Held> abandoned(Instant before, int limit);

    /** Forgets a placement that is part of no token, key and all. */
    void discard(StorageRef ref);

    /**
     * Those of the refs whose digests are the ones that were sent.
     *
     * @param digests for every ref the SHA-256 of all its chunks in order, 32 bytes each
     */
    List<StorageRef> matching(Map<StorageRef, Bytes> digests);

    /**
     * Notes that the device holds these refs durably, and answers which devices hold each of them by now. The refs are
     * locked until the transaction ends, so that of two reports at once one sees the other. Refs that belong to no token,
     * or to somebody whom the device does not store for, are passed over.
     */
    List<Held> held(DeviceId device, List<StorageRef> refs, Instant at);

    /** Notes that the device does not hold the ref after all; answers whether it was thought to. */
    boolean lost(DeviceId device, StorageRef ref);

    /** The devices that hold this ref, as far as known. */
    Set<DeviceId> holders(StorageRef ref);

    /** Whether the owner has a present version that these devices hold and no other one that stores. */
    boolean onlyOn(ProfileId owner, Set<DeviceId> devices);

    /** Whoever has a present version that these devices hold and no other one that stores. */
    Set<ProfileId> dependentOn(Set<DeviceId> devices);

    record Held(
            ProfileId owner,
            TokenId token,
            StorageRef ref,
            long version,
            PlacementState state,
            Set<DeviceId> devices) {}

    /** Whether a placement is part of its token yet. */
    enum PlacementState {
        /** Handed to devices by a command that is not accepted yet, or never was. */
        STAGED,
        /** Part of the token, waiting for devices. */
        PENDING,
        /** What the token stands for. */
        PRESENT
    }
}
