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

    record Connected(ProfileId profile, DeviceId device) implements DeviceEvent {}

    record Disconnected(ProfileId profile, DeviceId device) implements DeviceEvent {}

    record Removed(ProfileId profile, DeviceId device) implements DeviceEvent {}

    record StorageRegistered(ProfileId profile, DeviceId device) implements DeviceEvent {}

    record StorageRemoved(ProfileId profile, DeviceId device) implements DeviceEvent {}

    /** The device does not keep up, or lost data, and needs to be synchronised. */
    record StorageLagging(ProfileId profile, DeviceId device) implements DeviceEvent {}
}
