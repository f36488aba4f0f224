package io.privicore.application.policy;

import io.privicore.application.command.CommandId;
import io.privicore.application.pipeline.Chores;
import io.privicore.application.port.Deadlines.Kind;
import io.privicore.application.port.HeldOperations;
import io.privicore.application.voting.PollEnds;
import io.privicore.domain.voting.Poll;
import io.privicore.domain.voting.PollState;
import java.time.InstantSource;
import java.util.UUID;

/** Notes what a poll that has ended means for the operation that waits for it: the first no decides, or the last yes. */
public final class Verdicts implements PollEnds {

    private final HeldOperations held;
    private final Chores chores;
    private final InstantSource clock;

    public Verdicts(HeldOperations held, Chores chores, InstantSource clock) {
        this.held = held;
        this.chores = chores;
        this.clock = clock;
    }

    /** What waits for it must be kept for longer. */
    @Override
    public void wentOn(Poll poll) {
        poll.motion().command().ifPresent(command -> chores.add(Kind.HELD, command));
    }

    @Override
    public void ended(Poll poll) {
        poll.motion().command().ifPresent(command -> note(command, poll));
    }

    private void note(UUID command, Poll poll) {
        var id = new CommandId(command);
        if (poll.state() != PollState.APPROVED) {
            if (held.denied(
                    id, "poll %s was %s".formatted(poll.id(), poll.state().wire()))) {
                chores.add(Kind.HELD, command);
            }
        } else if (held.agreed(id, clock.instant())
                .filter(waiting -> waiting == 0)
                .isPresent()) {
            chores.add(Kind.HELD, command);
        }
    }
}
