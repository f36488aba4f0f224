package io.privicore.device.dialogue;

import io.privicore.device.key.DeviceKeys;
import io.privicore.protocol.Bytes;
import io.privicore.protocol.key.X25519Key;

/** Who talks: the device with its keys, and the engine by its public key. */
public record Party(String deviceId, Bytes clientSecret, DeviceKeys keys, X25519Key engine) {

    @Override
    public String toString() {
        return "Party[device %s]".formatted(deviceId);
    }
}
