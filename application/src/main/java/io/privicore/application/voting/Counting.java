package io.privicore.application.voting;

import static io.privicore.domain.kernel.Reason.BALLOT_NOT_FOUND;

import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Event;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.voting.BallotId;
import io.privicore.domain.voting.Poll;
import io.privicore.domain.voting.PollId;
import io.privicore.domain.voting.Vote;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Votes on polls that are locked, counted one after the other before anything is written, so that each poll is written once
 * however many votes there are.
 */
final class Counting {

    private final Map<BallotId, PollId> pollOf = new HashMap<>();
    private final Map<PollId, Step> steps = new LinkedHashMap<>();
    private final Supplier<BallotId> ids;
    private final Instant now;

    Counting(List<Poll> polls, Supplier<BallotId> ids, Instant now) {
        this.ids = ids;
        this.now = now;
        for (var poll : polls) {
            steps.put(poll.id(), new Step(poll, Change.none(poll)));
            poll.ballots().forEach(ballot -> pollOf.put(ballot.id(), poll.id()));
        }
    }

    /** What became of one poll. */
    record Step(Poll before, Change<Poll> change) {

        Poll after() {
            return change.after();
        }

        boolean isOne() {
            return !after().equals(before);
        }

        Step then(Change<Poll> next) {
            List<Event> events = new ArrayList<>(change.events());
            events.addAll(next.events());
            return new Step(before, new Change<>(next.after(), events));
        }
    }

    /** What is voted on under the ballot; refuses with {@code BALLOT_NOT_FOUND} what is on no roll. */
    Bytes digestOf(BallotId ballot) {
        return stepOf(ballot).before().motion().digest();
    }

    /** Counts one vote; what it refuses leaves everything as it was. */
    void cast(BallotId ballot, DeviceId device, Vote vote) {
        var step = stepOf(ballot);
        var next = step.after().cast(ballot, device, vote, ids, now);
        steps.put(step.before().id(), step.then(next));
    }

    /** The poll on whose roll the ballot is. */
    Optional<Poll> find(BallotId ballot) {
        return Optional.ofNullable(pollOf.get(ballot)).map(steps::get).map(Step::before);
    }

    /** What is to be written. */
    List<Step> steps() {
        return steps.values().stream().filter(Step::isOne).toList();
    }

    private Step stepOf(BallotId ballot) {
        var poll = pollOf.get(ballot);
        var step = poll == null ? null : steps.get(poll);
        if (step == null) {
            throw new Refusal(BALLOT_NOT_FOUND, "Expected a ballot of the device, but there is none");
        }
        return step;
    }
}
