package io.privicore.domain.voting;

import static io.privicore.domain.voting.PollState.APPROVED;
import static io.privicore.domain.voting.PollState.FAILED;
import static io.privicore.domain.voting.PollState.REJECTED;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the contract says of an attempt that is over, in an arithmetic of its own, so that the one of the program is
 * held against something.
 *
 * @param name the strategy's, as it stands on the wire
 * @param percentage of {@code minimum_percentage}, else without meaning
 */
record Formula(String name, int percentage, int quorum, boolean othersMustAgree) {

    static Stream<Formula> all(List<Integer> percentages, int largestQuorum, boolean othersMustAgree) {
        return IntStream.rangeClosed(1, largestQuorum)
                .boxed()
                .flatMap(quorum -> Stream.concat(
                        Stream.of("unanimous", "consensus", "affirmative")
                                .map(name -> new Formula(name, 0, quorum, othersMustAgree)),
                        percentages.stream()
                                .map(least -> new Formula("minimum_percentage", least, quorum, othersMustAgree))));
    }

    Strategy strategy() {
        return switch (name) {
            case "unanimous" -> new Strategy.Unanimous();
            case "consensus" -> new Strategy.Consensus();
            case "affirmative" -> new Strategy.Affirmative();
            case "minimum_percentage" -> new Strategy.MinimumPercentage(percentage);
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** By the votes that were cast; who has not voted does not any more. */
    PollState result(Count count) {
        if (count.cast() < quorum) {
            return FAILED;
        }
        int yes = count.yes();
        int no = count.no();
        if (yes == 0 || othersMustAgree && count.othersYes() == 0) {
            return REJECTED;
        }
        boolean agreed =
                switch (name) {
                    case "unanimous" -> no == 0;
                    case "consensus" -> yes > no;
                    case "affirmative" -> true;
                    case "minimum_percentage" -> yes >= Math.ceilDiv(percentage * (yes + no), 100);
                    default -> throw new IllegalArgumentException(name);
                };
        return agreed ? APPROVED : REJECTED;
    }

    PollFixture poll() {
        return PollFixture.aPoll().by(strategy()).quorum(quorum).othersMustAgree(othersMustAgree);
    }
}
