package io.privicore.application.command;

import java.util.UUID;

/** Names one accepted command. Random, so that knowing one is the right to ask for its status. */
public record CommandId(UUID value) {

    public static CommandId of(String text) {
        return new CommandId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
