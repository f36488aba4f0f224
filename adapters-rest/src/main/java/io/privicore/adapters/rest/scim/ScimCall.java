package io.privicore.adapters.rest.scim;

import io.privicore.application.Accepted.Ending;
import io.privicore.application.Caller;
import io.privicore.application.Privicore;
import io.privicore.application.command.Command;
import io.privicore.application.command.CommandId;
import io.privicore.application.query.CommandQuery;
import io.privicore.application.query.Query;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Reason;
import java.io.Serial;
import java.util.Arrays;

/**
 * What all parts of one request share: who calls, in which directory, and where it is.
 *
 * @param base the address under which its resources stand
 */
record ScimCall(Privicore privicore, Caller caller, DirectoryId directory, String base) {

    <R> R ask(Query<R> query) {
        return privicore.ask(caller, query);
    }

    /** Carries a command out and waits for its outcome; throws what it was rejected for, or {@link Waiting}. */
    CommandId carryOut(Command command) {
        var accepted = privicore.submit(caller, command);
        var ending = accepted.ending();
        if (ending.isEmpty()) {
            requireSucceeded(accepted.command());
        } else if (ending.get() instanceof Ending.Rejected(var reason, var detail)) {
            throw new Rejected(reason, detail);
        }
        return accepted.command();
    }

    private void requireSucceeded(CommandId command) {
        var status = ask(new CommandQuery.Status(command));
        switch (status.state()) {
            case SUCCEEDED -> {}
            case STARTED -> throw new Waiting(command);
            case REJECTED -> {
                var key = status.body().orElse("");
                var reason = Arrays.stream(Reason.values())
                        .filter(known -> known.key().equals(key))
                        .findFirst()
                        .orElse(Reason.COMMAND_FAILED);
                throw new Rejected(reason, status.detail().orElse("Expected it to be allowed, but it is " + key));
            }
        }
    }

    /** A command was rejected. */
    static final class Rejected extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1L;

        private final Reason reason;

        Rejected(Reason reason, String detail) {
            super(detail, null, false, false);
            this.reason = reason;
        }

        Reason reason() {
            return reason;
        }

        ScimFailure failure() {
            return ScimFailure.of(reason, String.valueOf(getMessage()));
        }
    }

    /** A command waits for votes. */
    static final class Waiting extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1L;

        private final transient CommandId command;

        Waiting(CommandId command) {
            super("Waiting", null, false, false);
            this.command = command;
        }

        CommandId command() {
            return command;
        }
    }
}
