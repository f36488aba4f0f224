package io.privicore.domain.profile;

/** How far a profile has come: without a public key it may do little more than register one. */
public enum ProfileState {
    REGISTERED,
    ACTIVE,
    SUSPENDED,
    REMOVED;

    /** Whether whoever is in it, and what it owns, may act at all. */
    public boolean isUsable() {
        return this == REGISTERED || this == ACTIVE;
    }
}
