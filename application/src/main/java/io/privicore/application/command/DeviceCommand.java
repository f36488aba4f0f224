package io.privicore.application.command;

import io.privicore.domain.access.Scope;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import java.util.Optional;

/** What can be done with devices, whatever their roles. */
public sealed interface DeviceCommand extends Command {

    /** Asks for a new device, which then waits for approval. Result: the device identifier. */
    @Operation(value = "device.request", scope = Scope.DEVICE_WRITE)
    record Request(Name name) implements DeviceCommand {}

    /** Puts free fields over those the device has; may rename it. */
    @Operation(value = "device.configure-meta", scope = Scope.DEVICE_WRITE)
    record ConfigureMeta(DeviceId device, Optional<Name> name, Metadata fields) implements DeviceCommand {}

    /** Approves a pending device. */
    @Operation(value = "device.approve", scope = Scope.DEVICE_WRITE)
    record Approve(DeviceId device) implements DeviceCommand {}

    /** Rejects a pending device. */
    @Operation(value = "device.reject", scope = Scope.DEVICE_WRITE)
    record Reject(DeviceId device) implements DeviceCommand {}

    /** Ends the device's keys, secrets and connections; its configuration can be retrieved once more. */
    @Operation(value = "device.rotate-configuration", scope = Scope.DEVICE_WRITE)
    record Rotate(DeviceId device) implements DeviceCommand {}

    /**
     * Removes the device with its account, connections and queue. Refused where it would leave data on no device, or the
     * vote of an active policy out of reach, unless forced.
     */
    @Operation(value = "device.remove", scope = Scope.DEVICE_WRITE)
    record Remove(DeviceId device, boolean force) implements DeviceCommand {}
}
