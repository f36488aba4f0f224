package io.privicore.domain.profile;

/** How far a profile has come: without a public key it may do little more than register one. */
public enum ProfileState {
    REGISTERED,
    ACTIVE,
    SUSPENDED,
    REMOVED
}
