package io.privicore.application.command;

import io.privicore.domain.access.Scope;
import io.privicore.domain.kernel.DeviceId;

/** What can be done with the storage role of devices. */
public sealed interface StorageCommand extends Command {

    /** Lets an active device hold the profile's data from now on. */
    @Operation(value = "storage.register", scope = Scope.DEVICE_WRITE)
    record Register(DeviceId device) implements StorageCommand {}

    /** Compares a connected device with what it should hold, and mends what differs. Result: what was found and done. */
    @Operation(value = "storage.sync", scope = Scope.DEVICE_WRITE)
    record Synchronise(DeviceId device, boolean deep) implements StorageCommand {}

    /** Takes the role away; refused where it would leave data on no device, unless forced. */
    @Operation(value = "storage.remove", scope = Scope.DEVICE_WRITE)
    record Remove(DeviceId device, boolean force) implements StorageCommand {}
}
