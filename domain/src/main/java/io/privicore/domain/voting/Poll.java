package io.privicore.domain.voting;

import static io.privicore.domain.kernel.Reason.BALLOT_CLOSED;
import static io.privicore.domain.kernel.Reason.BALLOT_NOT_FOUND;
import static io.privicore.domain.kernel.Reason.POLL_CLOSED;
import static io.privicore.domain.kernel.Reason.VOTING_UNREACHABLE;

import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Event;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A question to a fixed roll of authenticators, decided in one or more attempts. It is kept when it has ended.
 *
 * @param requester whose operation it is, or who opened it
 * @param othersMustAgree whether a yes of a device that is not the requester's own is needed
 * @param attempt the present or last one, counted from 1
 * @param ballots of all attempts, in their order
 * @param closesAt when the present attempt ends; a vote at that instant is late
 * @param revision counts saved changes
 */
public record Poll(
        PollId id,
        ProfileId requester,
        Motion motion,
        VotingRules rules,
        boolean othersMustAgree,
        Optional<VotingConfigurationId> configuration,
        PollState state,
        int attempt,
        List<Ballot> ballots,
        Instant openedAt,
        Instant closesAt,
        Optional<Instant> endedAt,
        long revision) {

    /** Most voters of one poll. */
    public static final int MOST_VOTERS = 100;

    public Poll {
        ballots = List.copyOf(ballots);
    }

    /**
     * Puts a motion to the vote. Refuses with {@code VOTING_UNREACHABLE} where the roll could never approve it.
     *
     * @param roll every device once, or it would vote twice
     * @param ids for the ballots of the first attempt
     */
    public static Change<Poll> open(
            PollId id,
            ProfileId requester,
            Motion motion,
            VotingRules rules,
            boolean othersMustAgree,
            Optional<VotingConfigurationId> configuration,
            List<Voter> roll,
            Supplier<BallotId> ids,
            Instant now) {
        requireReachable(requester, rules, othersMustAgree, roll);
        if (roll.stream().map(Voter::device).distinct().count() < roll.size()) {
            throw new IllegalArgumentException("Expected every device once on the roll, but one is there again");
        }
        var ballots =
                roll.stream().map(voter -> Ballot.issue(ids.get(), voter, 1)).toList();
        var closesAt = now.plus(rules.timeLimit());
        var poll = new Poll(
                id,
                requester,
                motion,
                rules,
                othersMustAgree,
                configuration,
                PollState.OPEN,
                1,
                ballots,
                now,
                closesAt,
                Optional.empty(),
                0);
        return Change.of(
                poll,
                new PollEvent.Opened(
                        requester,
                        id,
                        motion.title(),
                        motion.command().map(Object::toString).orElse(""),
                        roll.size(),
                        rules.quorumSize(),
                        rules.strategy().wire(),
                        rules.attempts(),
                        closesAt));
    }

    /** Refuses with {@code VOTING_UNREACHABLE} where the roll could never approve anything of the requester's. */
    public static void requireReachable(
            ProfileId requester, VotingRules rules, boolean othersMustAgree, List<Voter> roll) {
        rules.requireReachableBy(roll.size());
        if (lacksOthers(requester, othersMustAgree, roll)) {
            throw new Refusal(
                    VOTING_UNREACHABLE, "Expected a voter other than the requester's own devices, but there is none");
        }
    }

    /** Whether {@link #requireReachable} lets this roll pass. */
    public static boolean isReachable(
            ProfileId requester, VotingRules rules, boolean othersMustAgree, List<Voter> roll) {
        return rules.areReachableBy(roll.size()) && !lacksOthers(requester, othersMustAgree, roll);
    }

    private static boolean lacksOthers(ProfileId requester, boolean othersMustAgree, List<Voter> roll) {
        return othersMustAgree && roll.stream().allMatch(voter -> voter.owner().equals(requester));
    }

    /**
     * Counts a vote and decides the attempt if that settles it. Refuses a ballot that is not of this device with
     * {@code BALLOT_NOT_FOUND}, and one that cannot be cast (any more) with {@code BALLOT_CLOSED}. The very same vote that
     * was counted already changes nothing: a device that does not know whether it was heard says it again.
     *
     * @param ids for the ballots of a further attempt
     */
    public Change<Poll> cast(BallotId ballot, DeviceId device, Vote vote, Supplier<BallotId> ids, Instant now) {
        var wanted = ballots.stream()
                .filter(issued -> issued.id().equals(ballot) && issued.device().equals(device))
                .findFirst()
                .orElseThrow(() -> new Refusal(BALLOT_NOT_FOUND, "Expected a ballot of the device, but there is none"));
        if (wanted.vote().equals(Optional.of(vote))) {
            return Change.none(this);
        }
        if (state != PollState.OPEN || !wanted.isOpen() || !now.isBefore(closesAt)) {
            throw new Refusal(BALLOT_CLOSED, "Expected a ballot that can be cast, but %s".formatted(whyClosed(wanted)));
        }
        var counted = withBallots(issued -> issued.id().equals(ballot) ? issued.cast(vote) : issued);
        return counted.settle(
                List.of(new PollEvent.BallotCast(
                        requester, id, ballot, device, attempt, vote.choice().wire())),
                counted.tally(),
                ids,
                now);
    }

    /** Voids the open ballot of a device that was removed; what it has cast before still counts. */
    public Change<Poll> voidBallotOf(DeviceId device, Supplier<BallotId> ids, Instant now) {
        if (state != PollState.OPEN
                || current()
                        .noneMatch(ballot -> ballot.device().equals(device) && ballot.state() != BallotState.VOIDED)) {
            return Change.none(this);
        }
        var without = withBallots(ballot -> ballot.device().equals(device) ? ballot.voided() : ballot);
        return without.settle(List.of(), without.tally(), ids, now);
    }

    /** Ends the attempt if its time is up; to be asked as often as one likes. */
    public Change<Poll> timeIsUp(Supplier<BallotId> ids, Instant now) {
        if (state != PollState.OPEN || now.isBefore(closesAt)) {
            return Change.none(this);
        }
        return settle(List.of(), tally().withoutPending(), ids, now);
    }

    /** Ends the poll without a decision; refuses with {@code POLL_CLOSED} once there is one. */
    public Change<Poll> cancel(Instant now) {
        if (state != PollState.OPEN) {
            throw new Refusal(POLL_CLOSED, "Expected poll %s to be open, but it is %s".formatted(id, state.wire()));
        }
        return Change.of(ended(PollState.CANCELLED, now), new PollEvent.Cancelled(requester, id));
    }

    public boolean isOpen() {
        return state == PollState.OPEN;
    }

    /** When its last attempt has ended, if each begins as soon as the one before has ended. */
    public Instant endsAtLatest() {
        return closesAt.plus(rules.timeLimit().multipliedBy(rules.attempts() - attempt));
    }

    /** The votes of the present or last attempt. */
    public Tally tally() {
        return Tally.of(current().toList(), ballot -> ballot.owner().equals(requester));
    }

    /** The ballots of the present or last attempt. */
    public Stream<Ballot> current() {
        return ballots.stream().filter(ballot -> ballot.attempt() == attempt);
    }

    private Change<Poll> settle(List<Event> before, Tally tally, Supplier<BallotId> ids, Instant now) {
        var events = new ArrayList<>(before);
        var standing = rules.standing(tally, othersMustAgree);
        var after =
                switch (standing) {
                    case OPEN -> this;
                    case APPROVED -> ended(PollState.APPROVED, now);
                    case REJECTED, FAILED -> {
                        var next = anotherAttempt(ids, now);
                        yield next.orElseGet(() -> ended(
                                standing == VotingRules.Standing.REJECTED ? PollState.REJECTED : PollState.FAILED,
                                now));
                    }
                };
        switch (after.state) {
            case OPEN -> {
                if (after.attempt > attempt) {
                    events.add(new PollEvent.Retried(requester, id, after.attempt, after.closesAt));
                }
            }
            case APPROVED ->
                events.add(new PollEvent.Approved(requester, id, attempt, tally.yes(), tally.no(), tally.abstain()));
            case REJECTED ->
                events.add(new PollEvent.Rejected(requester, id, attempt, tally.yes(), tally.no(), tally.abstain()));
            case FAILED ->
                events.add(new PollEvent.Expired(requester, id, attempt, tally.yes(), tally.no(), tally.abstain()));
            case CANCELLED -> throw new IllegalStateException("A poll is not cancelled by its votes");
        }
        return new Change<>(after, events);
    }

    /** A further attempt with fresh ballots for those of the roll who are left; none where it could not succeed. */
    private Optional<Poll> anotherAttempt(Supplier<BallotId> ids, Instant now) {
        var roll = current()
                .filter(ballot -> ballot.state() != BallotState.VOIDED)
                .map(ballot -> new Voter(ballot.device(), ballot.owner()))
                .toList();
        if (attempt == rules.attempts() || !isReachable(requester, rules, othersMustAgree, roll)) {
            return Optional.empty();
        }
        var all = new ArrayList<>(lapsed());
        roll.forEach(voter -> all.add(Ballot.issue(ids.get(), voter, attempt + 1)));
        return Optional.of(with(PollState.OPEN, attempt + 1, all, now.plus(rules.timeLimit()), Optional.empty()));
    }

    private Poll ended(PollState how, Instant now) {
        return with(how, attempt, lapsed(), closesAt, Optional.of(now));
    }

    private List<Ballot> lapsed() {
        return ballots.stream().map(Ballot::lapse).toList();
    }

    private Poll withBallots(UnaryOperator<Ballot> change) {
        return with(
                state,
                attempt,
                ballots.stream()
                        .map(ballot -> ballot.attempt() == attempt ? change.apply(ballot) : ballot)
                        .toList(),
                closesAt,
                endedAt);
    }

    private Poll with(
            PollState newState, int newAttempt, List<Ballot> newBallots, Instant newClose, Optional<Instant> newEnd) {
        return new Poll(
                id,
                requester,
                motion,
                rules,
                othersMustAgree,
                configuration,
                newState,
                newAttempt,
                newBallots,
                openedAt,
                newClose,
                newEnd,
                revision);
    }

    private String whyClosed(Ballot ballot) {
        if (ballot.state() == BallotState.CAST) {
            return "it was cast";
        }
        if (ballot.state() == BallotState.VOIDED) {
            return "its device was removed";
        }
        if (ballot.attempt() < attempt) {
            return "its attempt has ended";
        }
        return isOpen() ? "its time is up" : "its poll has ended";
    }
}
