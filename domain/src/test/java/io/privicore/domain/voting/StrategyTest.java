package io.privicore.domain.voting;

import static io.privicore.domain.voting.PollFixture.authenticators;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StrategyTest {

    private static final int MOST = 6;

    static Stream<Formula> formulas() {
        return Formula.all(IntStream.rangeClosed(1, 100).boxed().toList(), MOST, false);
    }

    @ParameterizedTest
    @CsvSource({
        "unanimous,          0, 1, 1, 0, 0, APPROVED",
        "unanimous,          0, 1, 5, 0, 1, APPROVED",
        "unanimous,          0, 1, 5, 1, 0, REJECTED",
        "unanimous,          0, 1, 0, 0, 6, REJECTED",
        "unanimous,          0, 1, 0, 0, 0, FAILED",
        "consensus,          0, 1, 2, 1, 3, APPROVED",
        "consensus,          0, 1, 2, 2, 0, REJECTED",
        "consensus,          0, 1, 1, 2, 0, REJECTED",
        "consensus,          0, 3, 2, 0, 1, APPROVED",
        "consensus,          0, 4, 2, 0, 1, FAILED",
        "affirmative,        0, 1, 1, 5, 0, APPROVED",
        "affirmative,        0, 1, 0, 1, 0, REJECTED",
        "affirmative,        0, 2, 1, 0, 0, FAILED",
        "minimum_percentage, 1, 1, 1, 5, 0, APPROVED",
        "minimum_percentage, 1, 1, 0, 0, 1, REJECTED",
        "minimum_percentage, 66, 1, 2, 1, 0, APPROVED",
        "minimum_percentage, 67, 1, 2, 1, 0, REJECTED",
        "minimum_percentage, 50, 1, 3, 3, 0, APPROVED",
        "minimum_percentage, 51, 1, 3, 3, 0, REJECTED",
        "minimum_percentage, 100, 1, 3, 0, 3, APPROVED",
        "minimum_percentage, 100, 1, 5, 1, 0, REJECTED",
    })
    void decidesAsTheContractSays(
            String name, int percentage, int quorum, int yes, int no, int abstain, PollState result) {
        var formula = new Formula(name, percentage, quorum, false);

        assertThat(held(formula, yes, no, abstain)).isEqualTo(result);
        assertThat(formula.result(count(yes, no, abstain))).isEqualTo(result);
    }

    @ParameterizedTest
    @MethodSource("formulas")
    void decidesEveryVoteOfSixByItsFormula(Formula formula) {
        var outlook = new Outlook(formula);
        for (int yes = 0; yes <= MOST; yes++) {
            for (int no = 0; no <= MOST - yes; no++) {
                for (int abstain = 0; abstain <= MOST - yes - no; abstain++) {
                    assertThat(held(formula, yes, no, abstain))
                            .as("%s: %d yes, %d no, %d abstain", formula, yes, no, abstain)
                            .isEqualTo(outlook.atTheTimeLimit(count(yes, no, abstain)));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 101, Integer.MAX_VALUE})
    void isNoPercentageBelowOneOrAboveAHundred(int percentage) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Strategy.MinimumPercentage(percentage))
                .withMessage("Expected a percentage of 1 to 100, but got " + percentage);
    }

    @Test
    void countsAsExactlyWithManyVotes() {
        int many = 1_500_000_000;

        assertThat(new Strategy.Consensus().approves(many, many - 1)).isTrue();
        assertThat(new Strategy.Consensus().approves(many, many)).isFalse();
        assertThat(new Strategy.MinimumPercentage(50).approves(many, many)).isTrue();
        assertThat(new Strategy.MinimumPercentage(50).approves(many - 1, many)).isFalse();
    }

    private static Count count(int yes, int no, int abstain) {
        return new Count(yes, no, abstain, 0, MOST - yes - no - abstain, 0);
    }

    /** A poll of six of whom so many vote, the noes first, and the others never do. */
    private static PollState held(Formula formula, int yes, int no, int abstain) {
        var poll = formula.poll().with(MOST, authenticators()).open();
        for (int voter = 0; voter < yes + no + abstain && poll.poll().isOpen(); voter++) {
            poll.says(voter, voter < no ? Choice.NO : voter < no + abstain ? Choice.ABSTAIN : Choice.YES);
        }
        return poll.runsOut().state();
    }
}
