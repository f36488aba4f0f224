package io.privicore.domain.voting;

import static io.privicore.domain.voting.PollFixture.OPENED;
import static io.privicore.domain.voting.PollFixture.authenticators;
import static io.privicore.domain.voting.PollFixture.device;
import static io.privicore.domain.voting.PollFixture.strangers;
import static io.privicore.domain.voting.PollFixture.vote;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Walks through everything that can happen to small rolls: the voters of a roll, one after another, say yes, no, abstain,
 * or, in the smaller rolls, lose their device. After every step the poll must be decided if all that may still come is
 * approved or none of it, and open if some is and some is not.
 */
final class EarlyDecisionTest {

    private static final List<Integer> PERCENTAGES = List.of(1, 34, 50, 51, 67, 100);
    private static final int LARGEST_ROLL = 6;

    /** Above it, steps are too many: removals there are the same as never voting. */
    private static final int LARGEST_ROLL_WITH_REMOVALS = 4;

    /** Above it, own devices come all before or all after the others. */
    private static final int LARGEST_MIXED_ROLL = 4;

    static Stream<Formula> formulas() {
        return Formula.all(PERCENTAGES, LARGEST_ROLL, false);
    }

    static Stream<Formula> formulasThatNeedOthers() {
        return Formula.all(PERCENTAGES, LARGEST_ROLL, true);
    }

    @ParameterizedTest
    @MethodSource("formulas")
    void comesWhenNothingCanChangeTheResultAndNotBefore(Formula formula) {
        for (int voters = formula.quorum(); voters <= LARGEST_ROLL; voters++) {
            new Walk(formula, "o".repeat(voters)).through();
        }
    }

    @ParameterizedTest
    @MethodSource("formulasThatNeedOthers")
    void waitsForOthersWhileOneMayStillAgree(Formula formula) {
        for (int voters = formula.quorum(); voters <= LARGEST_ROLL; voters++) {
            for (var roll : rollsOf(voters)) {
                new Walk(formula, roll).through();
            }
        }
    }

    private static List<String> rollsOf(int voters) {
        if (voters > LARGEST_MIXED_ROLL) {
            return IntStream.rangeClosed(1, voters)
                    .boxed()
                    .flatMap(others -> Stream.of(
                            "o".repeat(voters - others) + "s".repeat(others),
                            "s".repeat(others) + "o".repeat(voters - others)))
                    .distinct()
                    .toList();
        }
        return IntStream.range(1, 1 << voters)
                .mapToObj(bits -> {
                    var roll = new StringBuilder();
                    for (int i = 0; i < voters; i++) {
                        roll.append((bits >> i & 1) == 1 ? 's' : 'o');
                    }
                    return roll.toString();
                })
                .toList();
    }

    /** @param roll a letter a voter: {@code o} for the requester's own, {@code s} for strangers */
    private record Walk(Formula formula, Outlook outlook, String roll, Supplier<BallotId> ids) {

        Walk(Formula formula, String roll) {
            this(formula, new Outlook(formula), roll, PollFixture.ids());
        }

        void through() {
            List<Voter> voters = new ArrayList<>();
            for (int i = 0; i < roll.length(); i++) {
                voters.add(new Voter(device(i), isOther(i) ? strangers() : authenticators()));
            }
            int others = (int)
                    IntStream.range(0, roll.length()).filter(this::isOther).count();
            var opened = formula.poll().withRoll(voters).opened(ids).after();
            from(opened, 0, Count.nothingOf(roll.length() - others, others));
        }

        private void from(Poll poll, int voter, Count count) {
            var standing = outlook.before(count);
            require(standing, poll, count, "");
            if (standing != PollState.OPEN) {
                return;
            }
            var late = poll.timeIsUp(ids, poll.closesAt()).after();
            require(outlook.atTheTimeLimit(count), late, count, " at the time limit");
            boolean other = isOther(voter);
            for (var choice : Choice.values()) {
                var ballot = poll.ballots().get(voter).id();
                var cast = poll.cast(ballot, device(voter), vote(choice), ids, OPENED);
                from(cast.after(), voter + 1, count.with(choice, other));
            }
            if (roll.length() <= LARGEST_ROLL_WITH_REMOVALS) {
                from(poll.voidBallotOf(device(voter), ids, OPENED).after(), voter + 1, count.without(other));
            }
        }

        /** An assertion is made only of what is wrong: there are millions of steps. */
        private void require(PollState expected, Poll poll, Count count, String when) {
            if (poll.state() != expected) {
                assertThat(poll.state())
                        .as("%s of %s after %s%s", formula, roll, count, when)
                        .isEqualTo(expected);
            }
        }

        private boolean isOther(int voter) {
            return roll.charAt(voter) == 's';
        }
    }
}
