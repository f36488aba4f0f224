package io.privicore.domain.device;

import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Event;
import io.privicore.domain.kernel.ProfileId;

/** What becomes known of devices and their storage role. */
public sealed interface DeviceEvent extends Event {

    DeviceId device();

    @Override
    default String subject() {
        return device().toString();
    }

    record Requested(ProfileId profile, DeviceId device, String name) implements DeviceEvent {}

    record Approved(ProfileId profile, DeviceId device) implements DeviceEvent {}

    record Rejected(ProfileId profile, DeviceId device) implements DeviceEvent {}

    record Configured(ProfileId profile, DeviceId device, String name) implements DeviceEvent {}

    record ConfigurationRotated(ProfileId profile, DeviceId device) implements DeviceEvent {}

    /** Its keys were seen for the first time and are pinned from here on. */
    record KeysPinned(ProfileId profile, DeviceId device) implements DeviceEvent {}

    /** It came by a token that its owner offered, and was requested, approved and given its roles at once. */
    record Paired(ProfileId profile, DeviceId device) implements DeviceEvent {}

    record Connected(ProfileId profile, DeviceId device) implements DeviceEvent {}

    record Disconnected(ProfileId profile, DeviceId device) implements DeviceEvent {}

    record Removed(ProfileId profile, DeviceId device) implements DeviceEvent {}

    record StorageRegistered(ProfileId profile, DeviceId device) implements DeviceEvent {}

    record StorageRemoved(ProfileId profile, DeviceId device) implements DeviceEvent {}

    /** The device does not keep up, or lost data, and needs to be synchronised. */
    record StorageLagging(ProfileId profile, DeviceId device) implements DeviceEvent {}

    /** @param deep whether every stored byte is read and checked */
    record SyncStarted(ProfileId profile, DeviceId device, boolean deep) implements DeviceEvent {}

    /**
     * The device was compared with what it should hold.
     *
     * @param result {@code complete}, or {@code incomplete} where something could not be mended
     */
    record SyncFinished(
            ProfileId profile,
            DeviceId device,
            boolean deep,
            String result,
            long checked,
            long missing,
            long corrupt,
            long repaired,
            long orphans,
            long unrepairable,
            long bytes)
            implements DeviceEvent {}

    /**
     * The device does not hold what it was known to hold.
     *
     * @param replicas how many versions
     * @param cause {@code absent} or {@code corrupt}
     */
    record ReplicaLost(ProfileId profile, DeviceId device, long replicas, String cause) implements DeviceEvent {}

    /** @param replicas how many versions were brought to the device again */
    record Repaired(ProfileId profile, DeviceId device, long replicas, long bytes) implements DeviceEvent {}

    record AuthenticatorRegistered(ProfileId profile, DeviceId device) implements DeviceEvent {}

    record AuthenticatorRemoved(ProfileId profile, DeviceId device) implements DeviceEvent {}
}
