package io.privicore.domain.voting;

import static io.privicore.domain.kernel.Reason.VOTING_UNREACHABLE;

import io.privicore.domain.kernel.Refusal;
import java.time.Duration;

/**
 * By what a poll is decided. A poll keeps those it began with.
 *
 * @param quorumSize how many votes, abstentions included, make an attempt valid
 * @param timeLimit of one attempt, 5 seconds to a day
 * @param attempts how often it is tried, 1 to 10
 */
public record VotingRules(Strategy strategy, int quorumSize, Duration timeLimit, int attempts) {

    public static final Duration SHORTEST = Duration.ofSeconds(5);
    public static final Duration LONGEST = Duration.ofDays(1);
    public static final int MOST_ATTEMPTS = 10;

    /** The largest quorum that may be asked for at all. */
    public static final int LARGEST_QUORUM = 1000;

    /** What holds for a profile that has set nothing. */
    public static final VotingRules DEFAULT = new VotingRules(new Strategy.Unanimous(), 1, Duration.ofSeconds(300), 1);

    public VotingRules {
        requireWithin("quorum", quorumSize, LARGEST_QUORUM);
        requireWithin("number of attempts", attempts, MOST_ATTEMPTS);
        if (timeLimit.compareTo(SHORTEST) < 0 || timeLimit.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("Expected a time limit of %d to %d seconds, but got %d"
                    .formatted(SHORTEST.toSeconds(), LONGEST.toSeconds(), timeLimit.toSeconds()));
        }
    }

    /** Whether so many voters could decide. */
    boolean areReachableBy(int voters) {
        return voters <= Poll.MOST_VOTERS && voters >= quorumSize;
    }

    /** Refuses with {@code VOTING_UNREACHABLE} where so many voters could never decide, or are more than a poll can have. */
    public void requireReachableBy(int voters) {
        if (voters > Poll.MOST_VOTERS) {
            throw new Refusal(
                    VOTING_UNREACHABLE,
                    "Expected at most %d voters, but there are %d".formatted(Poll.MOST_VOTERS, voters));
        }
        if (voters < quorumSize) {
            throw new Refusal(
                    VOTING_UNREACHABLE,
                    "Expected a quorum of at most the %d who can vote, but it is %d".formatted(voters, quorumSize));
        }
    }

    /**
     * Where an attempt stands. It is decided as soon as no further vote could change whether it is approved, and not before.
     *
     * @param othersMustAgree whether a yes that is not the requester's own is needed
     */
    public Standing standing(Tally tally, boolean othersMustAgree) {
        if (tally.total() < quorumSize) {
            return Standing.FAILED;
        }
        if (!approves(tally.ifAllSayYes(), othersMustAgree)) {
            return Standing.REJECTED;
        }
        return tally.cast() >= quorumSize && approves(tally.ifAllSayNo(), othersMustAgree)
                ? Standing.APPROVED
                : Standing.OPEN;
    }

    private boolean approves(Tally tally, boolean othersMustAgree) {
        return strategy.approves(tally.yes(), tally.no()) && (!othersMustAgree || tally.othersYes() >= 1);
    }

    private static void requireWithin(String what, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException("Expected a %s of 1 to %d, but got %d".formatted(what, most, value));
        }
    }

    /** How one attempt stands. */
    public enum Standing {
        OPEN,
        APPROVED,
        REJECTED,
        /** Its quorum was not reached, or cannot be. */
        FAILED
    }
}
