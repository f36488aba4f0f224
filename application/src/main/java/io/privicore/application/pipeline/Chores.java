package io.privicore.application.pipeline;

import io.privicore.application.port.Deadlines;
import io.privicore.application.port.Deadlines.Kind;
import io.privicore.application.port.UnitOfWork;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What must be done right after a commit and must not be lost by a crash: done on the node that committed it if that does
 * chores, and a deadline for every node in case it cannot.
 */
public final class Chores {

    /** When a chore is looked for that the node which committed it has not done: it may have died. */
    private static final Duration LEFT_UNDONE = Duration.ofSeconds(10);

    private final Deadlines deadlines;
    private final UnitOfWork unitOfWork;
    private final InstantSource clock;
    private volatile @Nullable BiConsumer<Kind, UUID> here;

    public Chores(Deadlines deadlines, UnitOfWork unitOfWork, InstantSource clock) {
        this.deadlines = deadlines;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
    }

    /** From now on this does the chores that are committed on this node, on a thread of its own. */
    public void doneBy(BiConsumer<Kind, UUID> worker) {
        here = worker;
    }

    /** From now on chores that are committed on this node are due at once, for whichever node finds them. */
    public void leftToOthers() {
        here = null;
    }

    /** Adds a chore to the present unit of work. */
    public void add(Kind kind, UUID subject) {
        var worker = here;
        if (worker == null) {
            deadlines.set(kind, subject, clock.instant());
        } else {
            deadlines.set(kind, subject, clock.instant().plus(LEFT_UNDONE));
            unitOfWork.afterCommit(() -> worker.accept(kind, subject));
        }
    }
}
