package io.privicore.domain.voting;

import static io.privicore.domain.voting.Choice.ABSTAIN;
import static io.privicore.domain.voting.Choice.NO;
import static io.privicore.domain.voting.Choice.YES;
import static io.privicore.domain.voting.PollFixture.OPENED;
import static io.privicore.domain.voting.PollFixture.device;

import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A poll as time goes by: what happens to it, at which second, and what has been told of it. Voters go by number. */
final class PollUnderTest {

    private final Supplier<BallotId> ids;
    private final List<Event> told = new ArrayList<>();
    private Poll poll;
    private Instant now = OPENED;

    PollUnderTest(Change<Poll> opened, Supplier<BallotId> ids) {
        this.ids = ids;
        this.poll = opened.after();
        told.addAll(opened.events());
    }

    /** So many seconds after it was opened. */
    PollUnderTest at(long second) {
        now = OPENED.plusSeconds(second);
        return this;
    }

    PollUnderTest yes(int... voters) {
        return all(voters, YES);
    }

    PollUnderTest no(int... voters) {
        return all(voters, NO);
    }

    PollUnderTest abstain(int... voters) {
        return all(voters, ABSTAIN);
    }

    PollUnderTest says(int voter, Choice choice) {
        return cast(ballotOf(voter), voter, choice);
    }

    PollUnderTest cast(BallotId ballot, int voter, Choice choice) {
        return apply(poll.cast(ballot, device(voter), PollFixture.vote(choice), ids, now));
    }

    PollUnderTest removed(int voter) {
        return apply(poll.voidBallotOf(device(voter), ids, now));
    }

    PollUnderTest timeIsUp() {
        return apply(poll.timeIsUp(ids, now));
    }

    PollUnderTest cancelled() {
        return apply(poll.cancel(now));
    }

    /** Comes to its end with what was cast, however often it is tried. */
    PollUnderTest runsOut() {
        while (poll.isOpen()) {
            now = poll.closesAt();
            timeIsUp();
        }
        return this;
    }

    /** The voter's ballot of the present or last attempt. */
    BallotId ballotOf(int voter) {
        return current(voter).id();
    }

    Ballot current(int voter) {
        return poll.current()
                .filter(ballot -> ballot.device().equals(device(voter)))
                .findFirst()
                .orElseThrow();
    }

    Poll poll() {
        return poll;
    }

    PollState state() {
        return poll.state();
    }

    Instant now() {
        return now;
    }

    List<Event> told() {
        return List.copyOf(told);
    }

    private PollUnderTest all(int[] voters, Choice choice) {
        for (int voter : voters) {
            says(voter, choice);
        }
        return this;
    }

    private PollUnderTest apply(Change<Poll> change) {
        poll = change.after();
        told.addAll(change.events());
        return this;
    }
}
