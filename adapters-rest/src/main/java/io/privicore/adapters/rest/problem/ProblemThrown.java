package io.privicore.adapters.rest.problem;

import java.io.Serial;

/** Carries a problem to where it is answered. */
public final class ProblemThrown extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemThrown(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
