package io.privicore.domain.device;

/** pending → active → removed, or pending → rejected. */
public enum DeviceState {
    PENDING,
    ACTIVE,
    REJECTED,
    REMOVED
}
