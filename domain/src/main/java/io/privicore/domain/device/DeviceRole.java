package io.privicore.domain.device;

/** What a device does for its owner; one role does not imply the other. */
public enum DeviceRole {
    STORAGE,
    AUTHENTICATOR
}
