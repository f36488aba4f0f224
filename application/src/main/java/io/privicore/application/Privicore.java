package io.privicore.application;

import io.privicore.application.command.Command;
import io.privicore.application.query.Query;

/**
 * The platform as everything outside sees it. An implementation is the authority itself or an edge in front of one;
 * callers cannot tell.
 */
public interface Privicore {

    /**
     * Accepts a command. When this returns, the command is durable and will end in exactly one outcome, whatever
     * crashes. A {@link io.privicore.domain.kernel.Refusal} means that nothing was accepted; what business rules say is
     * the command's outcome instead.
     */
    Accepted submit(Caller caller, Command command);

    /** Answers at once, or refuses. */
    <R> R ask(Caller caller, Query<R> query);
}
