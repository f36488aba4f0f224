package io.privicore.application.pipeline;

import io.privicore.application.command.CommandId;

/** Thrown where a query cannot be answered before votes agree: the same one is to be asked again under the command. */
public final class Held extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient CommandId command;

    public Held(CommandId command) {
        super("Held until votes agree", null, false, false);
        this.command = command;
    }

    public CommandId command() {
        return command;
    }
}
