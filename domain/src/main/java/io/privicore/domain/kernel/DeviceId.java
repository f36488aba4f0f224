package io.privicore.domain.kernel;

import java.util.UUID;

/** Names a device; on the wire it is the device identifier and the device's account at the broker. */
public record DeviceId(UUID value) {

    public static DeviceId of(String text) {
        return new DeviceId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
