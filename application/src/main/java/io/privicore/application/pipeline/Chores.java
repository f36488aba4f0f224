package io.privicore.application.pipeline;

import io.privicore.application.port.Deadlines;
import io.privicore.application.port.Deadlines.Kind;
import io.privicore.application.port.UnitOfWork;
import java.time.InstantSource;
import java.util.UUID;

/**
 * What must be done right after a commit and must not be lost by a crash: deadlines that are due at once, looked at as
 * soon as they are durable.
 */
public final class Chores {

    private final Deadlines deadlines;
    private final UnitOfWork unitOfWork;
    private final InstantSource clock;
    private volatile Runnable wake = () -> {};

    public Chores(Deadlines deadlines, UnitOfWork unitOfWork, InstantSource clock) {
        this.deadlines = deadlines;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
    }

    /** Calls this whenever a chore was committed on this node; others find it by themselves, a little later. */
    public void onAdded(Runnable listener) {
        wake = listener;
    }

    /** Adds a chore to the present unit of work. */
    public void add(Kind kind, UUID subject) {
        deadlines.set(kind, subject, clock.instant());
        unitOfWork.afterCommit(() -> wake.run());
    }
}
