package io.privicore.application.pipeline;

import io.privicore.application.command.Command;

/**
 * Decides whether a command may go on: the step of the pipeline where policies are asked. Whatever decides must deny
 * when it cannot tell.
 */
@FunctionalInterface
public interface Gatekeeper {

    Verdict judge(Actor actor, Command command);

    /** What was decided. */
    sealed interface Verdict {

        record Proceed() implements Verdict {}

        /** @param detail why, for the refusal's text */
        record Deny(String detail) implements Verdict {}
    }

    /** Lets everything through: what holds as long as no policy exists. */
    Gatekeeper OPEN = (actor, command) -> new Verdict.Proceed();
}
