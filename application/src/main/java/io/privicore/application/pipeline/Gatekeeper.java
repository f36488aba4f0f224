package io.privicore.application.pipeline;

import io.privicore.application.command.Command;
import io.privicore.application.query.Query;
import io.privicore.domain.policy.Facts;
import io.privicore.domain.policy.Gate;
import java.util.List;

/**
 * Decides whether an operation may go on: the step of the pipeline where policies are asked. Whatever decides must deny
 * when it cannot tell.
 */
@FunctionalInterface
public interface Gatekeeper {

    /**
     * @param operation the wire name
     * @param asked the command or query
     */
    Verdict judge(Actor actor, String operation, Asked asked);

    /** What is to be done or answered. */
    sealed interface Asked {

        record ToDo(Command command) implements Asked {}

        record ToAnswer(Query<?> query) implements Asked {}
    }

    /** What was decided. */
    sealed interface Verdict {

        record Proceed() implements Verdict {}

        /** @param detail why, for the refusal's text */
        record Deny(String detail) implements Verdict {}

        /**
         * Every one of these votes must agree first.
         *
         * @param facts what is known of the operation, for voters
         */
        record Hold(Facts facts, List<Gate> gates) implements Verdict {

            public Hold {
                gates = List.copyOf(gates);
            }
        }
    }

    Verdict PROCEED = new Verdict.Proceed();

    /** Lets everything through. */
    Gatekeeper OPEN = (actor, operation, asked) -> PROCEED;
}
