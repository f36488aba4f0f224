package io.privicore.domain.directory;

/** Whether somebody may act in a directory. Whoever left is no member at all. */
public enum MemberState {
    ACTIVE,
    SUSPENDED
}
