package io.privicore.domain.directory;

/** By which of its fields a row of a file and a user are taken for the same. */
public enum MatchBy {
    USERNAME("username"),
    EXTERNAL_ID("externalId");

    private final String wire;

    MatchBy(String wire) {
        this.wire = wire;
    }

    /** As it stands on the wire, which is also what the column is called. */
    public String wire() {
        return wire;
    }
}
