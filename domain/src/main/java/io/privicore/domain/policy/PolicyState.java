package io.privicore.domain.policy;

/** Whether a policy gates anything. */
public enum PolicyState {
    INACTIVE,
    ACTIVE,
    DELETED
}
