package io.privicore.application.port;

import io.privicore.application.command.Command;
import io.privicore.application.query.Query;
import io.privicore.domain.kernel.Bytes;

/**
 * Commands as bytes and back, for those that wait. What was written by an earlier version is read by a later one as long
 * as the operation's wire name and the names of its parts stay.
 */
public interface CommandBytes {

    Bytes write(Command command);

    /** Equal queries are equal bytes; there is no way back. */
    Bytes write(Query<?> query);

    /** @throws IllegalArgumentException where the bytes are none of a command of this operation */
    Command read(String operation, Bytes written);
}
