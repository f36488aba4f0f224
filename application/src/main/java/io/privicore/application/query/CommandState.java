package io.privicore.application.query;

/** How far a command has come, with the number it has on the wire. */
public enum CommandState {
    STARTED(1),
    SUCCEEDED(2),
    REJECTED(3);

    private final int wire;

    CommandState(int wire) {
        this.wire = wire;
    }

    public int wire() {
        return wire;
    }

    public static CommandState of(int wire) {
        return values()[wire - 1];
    }
}
