package io.privicore.domain.access;

/** What a credential may be limited to; the contract's scope names. */
public enum Scope {
    PROFILE_READ("profile:read"),
    PROFILE_WRITE("profile:write"),
    OAUTH_READ("oauth:read"),
    OAUTH_WRITE("oauth:write"),
    DATA_TOKEN_READ("data-token:read"),
    DATA_TOKEN_WRITE("data-token:write"),
    DEVICE_READ("device:read"),
    DEVICE_WRITE("device:write"),
    VOTING_READ("voting:read"),
    VOTING_WRITE("voting:write"),
    POLICY_READ("policy:read"),
    POLICY_WRITE("policy:write"),
    DIRECTORY_READ("directory:read"),
    DIRECTORY_WRITE("directory:write"),
    /** Needs a valid token and no scope in particular. */
    NONE("-");

    private final String wire;

    Scope(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }
}
