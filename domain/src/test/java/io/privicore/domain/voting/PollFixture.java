package io.privicore.domain.voting;

import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Polls for tests: {@code aPoll().with(3, authenticators()).closingIn(seconds(60)).open()}. What is not said is valid: one
 * authenticator of the requester, and the rules of a profile that has set nothing.
 */
record PollFixture(List<Voter> roll, VotingRules rules, boolean othersMustAgree, Motion motion) {

    static final PollId POLL = new PollId(new UUID(1, 1));
    static final ProfileId REQUESTER = new ProfileId(new UUID(2, 1));
    static final ProfileId STRANGER = new ProfileId(new UUID(2, 2));
    static final Instant OPENED = Instant.parse("2026-03-01T12:00:00Z");

    private static final Motion MOTION = new Motion(
            "Data is requested",
            "May this go on?",
            Optional.empty(),
            Map.of("operation", "data-token.request"),
            Bytes.wrap(new byte[Motion.DIGEST]),
            Optional.empty());

    static PollFixture aPoll() {
        return new PollFixture(List.of(), VotingRules.DEFAULT, false, MOTION).with(1, authenticators());
    }

    /** Authenticators of the requester. */
    static ProfileId authenticators() {
        return REQUESTER;
    }

    /** Authenticators of somebody else. */
    static ProfileId strangers() {
        return STRANGER;
    }

    static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    /** Device number n, counted from 0 in the order of the roll. */
    static DeviceId device(int number) {
        return new DeviceId(new UUID(3, number));
    }

    static Vote vote(Choice choice) {
        return new Vote(choice, "", OPENED, Optional.empty());
    }

    /** Ids that no test has seen before. */
    static Supplier<BallotId> ids() {
        var last = new AtomicLong();
        return () -> new BallotId(new UUID(4, last.incrementAndGet()));
    }

    /** Nobody else than so many of these. */
    PollFixture with(int voters, ProfileId owner) {
        return withRoll(List.of()).and(voters, owner);
    }

    /** Further ones. */
    PollFixture and(int voters, ProfileId owner) {
        var longer = new ArrayList<>(roll);
        for (int i = 0; i < voters; i++) {
            longer.add(new Voter(device(longer.size()), owner));
        }
        return withRoll(longer);
    }

    PollFixture withRoll(List<Voter> voters) {
        return new PollFixture(voters, rules, othersMustAgree, motion);
    }

    PollFixture by(Strategy strategy) {
        return under(new VotingRules(strategy, rules.quorumSize(), rules.timeLimit(), rules.attempts()));
    }

    PollFixture quorum(int quorumSize) {
        return under(new VotingRules(rules.strategy(), quorumSize, rules.timeLimit(), rules.attempts()));
    }

    PollFixture closingIn(Duration timeLimit) {
        return under(new VotingRules(rules.strategy(), rules.quorumSize(), timeLimit, rules.attempts()));
    }

    PollFixture tried(int attempts) {
        return under(new VotingRules(rules.strategy(), rules.quorumSize(), rules.timeLimit(), attempts));
    }

    PollFixture under(VotingRules other) {
        return new PollFixture(roll, other, othersMustAgree, motion);
    }

    PollFixture othersMustAgree(boolean must) {
        return new PollFixture(roll, rules, must, motion);
    }

    PollFixture about(Motion other) {
        return new PollFixture(roll, rules, othersMustAgree, other);
    }

    Change<Poll> opened(Supplier<BallotId> ids) {
        return Poll.open(POLL, REQUESTER, motion, rules, othersMustAgree, Optional.empty(), roll, ids, OPENED);
    }

    PollUnderTest open() {
        var ids = ids();
        return new PollUnderTest(opened(ids), ids);
    }
}
