package io.privicore.application.query;

import io.privicore.application.command.CommandId;
import io.privicore.application.command.Operation;
import io.privicore.application.command.Operation.Access;
import java.time.Instant;
import java.util.Optional;

/** What can be asked about commands. */
public sealed interface CommandQuery<R> extends Query<R> {

    /** How a command stands. Its body is shown only to the profile that submitted it. */
    @Operation(value = "command.status", access = Access.PUBLIC)
    record Status(CommandId command) implements CommandQuery<StatusView> {}

    /**
     * @param body the result of a success or the reason key of a rejection
     * @param detail more of a rejection, such as the poll that denied it
     */
    record StatusView(
            CommandId command,
            CommandState state,
            Optional<String> body,
            Optional<String> detail,
            Instant submittedAt,
            Optional<Instant> settledAt) {}
}
