package io.privicore.application;

import io.privicore.application.command.CommandId;
import io.privicore.domain.kernel.Reason;
import java.util.Optional;

/**
 * The receipt of a command: the id under which its outcome can be asked for.
 *
 * @param ending how it ended, where it did at once; empty where it waits, or where the caller has submitted it before
 */
public record Accepted(CommandId command, Optional<Ending> ending) {

    public Accepted(CommandId command) {
        this(command, Optional.empty());
    }

    /** How a command ended. */
    public sealed interface Ending {

        /** @param body the id or token it made, if any */
        record Succeeded(Optional<String> body) implements Ending {
            @Override
            public String toString() {
                return "Succeeded[…]";
            }
        }

        /** @param detail what was expected, for people */
        record Rejected(Reason reason, String detail) implements Ending {}
    }
}
