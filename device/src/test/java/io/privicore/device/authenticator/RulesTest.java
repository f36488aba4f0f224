package io.privicore.device.authenticator;

import static io.privicore.device.authenticator.BallotFixture.aBallot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.protocol.message.Choice;
import io.privicore.protocol.message.EngineMessage.AuthenticatorBallot;
import java.io.IOException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {

    private static final String OTHERWISE = "\"default\": {\"vote\": \"abstain\", \"reason\": \"no rule\"}";

    private static Choice vote(String rules, AuthenticatorBallot ballot) throws IOException {
        return RuleReader.parse("{\"rules\": [%s], %s}".formatted(rules, OTHERWISE))
                .opinionOn(ballot)
                .choice();
    }

    private static String yesIf(String conditions) {
        return "{%s, \"vote\": \"yes\"}".formatted(conditions);
    }

    @Nested
    class ABallot {

        @Test
        void getsTheVoteAndReasonOfTheFirstRuleThatFits() throws IOException {
            var rules = RuleReader.parse("""
                    {
                      "rules": [
                        {"title": "Other*", "vote": "abstain"},
                        {"title": "Delete*", "vote": "no", "reason": "never"},
                        {"title": "Delete a user", "vote": "yes"}
                      ],
                      "default": {"vote": "abstain"}
                    }
                    """);

            assertThat(rules.opinionOn(aBallot().sent())).isEqualTo(new Opinion(Choice.NO, "never"));
        }

        @Test
        void getsTheDefaultWhereNoneFits() throws IOException {
            assertThat(RuleReader.parse("{%s}".formatted(OTHERWISE))
                            .opinionOn(aBallot().sent()))
                    .isEqualTo(new Opinion(Choice.ABSTAIN, "no rule"));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "Delete | ABSTAIN",
                    "Delete a user | YES",
                    "delete a user | ABSTAIN",
                    "Delete* | YES",
                    "* | YES",
                    "*user | ABSTAIN",
                    "Delete a user* | YES"
                })
        void fitsATitleExactlyOrByItsBeginning(String title, Choice expected) throws IOException {
            assertThat(vote(
                            yesIf("\"title\": \"%s\"".formatted(title)),
                            aBallot().sent()))
                    .isEqualTo(expected);
        }

        @Test
        void fitsAListIfOneOfItDoes() throws IOException {
            var rule = yesIf("\"attributes\": {\"operation\": [\"data.request\", \"device.*\"]}");

            assertThat(vote(rule, aBallot().with("operation", "data.request").sent()))
                    .isEqualTo(Choice.YES);
            assertThat(vote(rule, aBallot().with("operation", "device.approve").sent()))
                    .isEqualTo(Choice.YES);
            assertThat(vote(rule, aBallot().with("operation", "data.delete").sent()))
                    .isEqualTo(Choice.ABSTAIN);
        }

        @Test
        void mustMeetEveryCondition() throws IOException {
            var rule = yesIf(
                    "\"title\": \"Delete*\", \"attributes\": {\"requester\": \"ada\", \"size\": {\"atMost\": 9}}");

            assertThat(vote(
                            rule,
                            aBallot().with("requester", "ada").with("size", "9").sent()))
                    .isEqualTo(Choice.YES);
            assertThat(vote(
                            rule,
                            aBallot().with("requester", "eve").with("size", "9").sent()))
                    .isEqualTo(Choice.ABSTAIN);
            assertThat(vote(
                            rule,
                            aBallot()
                                    .with("requester", "ada")
                                    .with("size", "10")
                                    .sent()))
                    .isEqualTo(Choice.ABSTAIN);
            assertThat(vote(rule, aBallot().with("requester", "ada").sent())).isEqualTo(Choice.ABSTAIN);
        }

        @ParameterizedTest
        @CsvSource({
            "99, ABSTAIN",
            "100, YES",
            "200, YES",
            "201, ABSTAIN",
            "-150, ABSTAIN",
            "1e2, ABSTAIN",
            "150 bytes, ABSTAIN",
            "150.0, ABSTAIN",
            "99999999999999999999, ABSTAIN",
            "'', ABSTAIN"
        })
        void fitsWholeNumbersWithinBoundsOnly(String size, Choice expected) throws IOException {
            var rule = yesIf("\"attributes\": {\"size\": {\"atLeast\": 100, \"atMost\": 200}}");

            assertThat(vote(rule, aBallot().with("size", size).sent())).isEqualTo(expected);
        }

        @Test
        void withoutAnAttributeDoesNotFitEvenAStar() throws IOException {
            assertThat(vote(
                            yesIf("\"attributes\": {\"label\": \"*\"}"),
                            aBallot().sent()))
                    .isEqualTo(Choice.ABSTAIN);
        }
    }

    @Nested
    class AFileThatIsNoRules {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "[]",
                    "{}",
                    "nonsense",
                    "{\"rules\": []}",
                    "{\"rules\": {}, \"default\": {\"vote\": \"no\"}}",
                    "{\"default\": {\"vote\": \"no\"}} {}",
                    "{\"default\": {\"vote\": \"no\"}",
                    "{\"default\": \"no\"}",
                    "{\"default\": {\"reason\": \"a\"}}",
                    "{\"default\": {\"vote\": \"maybe\"}}",
                    "{\"default\": {\"vote\": true}}",
                    "{\"default\": {\"vote\": \"no\"}, \"else\": {}}",
                    "{\"default\": {\"vote\": \"no\", \"title\": \"a\"}}",
                    "{\"default\": {\"vote\": \"no\"}, \"default\": {\"vote\": \"yes\"}}",
                    "{\"rules\": [null], \"default\": {\"vote\": \"no\"}}"
                })
        void isRefused(String text) {
            assertThatThrownBy(() -> RuleReader.parse(text))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("Expected");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"vote\": \"yes\"}",
                    "{\"attributes\": {}, \"vote\": \"yes\"}",
                    "{\"title\": \"a\"}",
                    "{\"title\": \"a\", \"attribute\": {\"b\": \"c\"}, \"vote\": \"yes\"}",
                    "{\"title\": [], \"vote\": \"yes\"}",
                    "{\"title\": [1], \"vote\": \"yes\"}",
                    "{\"title\": 1, \"vote\": \"yes\"}",
                    "{\"title\": null, \"vote\": \"yes\"}",
                    "{\"attributes\": {\"size\": {}}, \"vote\": \"yes\"}",
                    "{\"attributes\": {\"size\": {\"below\": 1}}, \"vote\": \"yes\"}",
                    "{\"attributes\": {\"size\": {\"atMost\": \"1\"}}, \"vote\": \"yes\"}",
                    "{\"attributes\": {\"size\": {\"atMost\": 1.5}}, \"vote\": \"yes\"}",
                    "{\"attributes\": {\"size\": {\"atMost\": 99999999999999999999}}, \"vote\": \"yes\"}",
                    "{\"attributes\": [\"size\"], \"vote\": \"yes\"}"
                })
        void isRefusedForOneRule(String rule) {
            assertThatThrownBy(() -> vote(rule, aBallot().sent()))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("Expected");
        }

        @Test
        void isRefusedWithTheLineOfTheMistake() {
            assertThatThrownBy(() -> RuleReader.parse("{\n\"default\":\n{\"vote\": \"perhaps\"}}"))
                    .hasMessage("Expected a \"vote\" of yes, no or abstain, but got \"perhaps\" (line 3)");
        }

        @Test
        void isRefusedWithALongReasonOrTooManyRules() {
            assertThatThrownBy(() -> RuleReader.parse(
                            "{\"default\": {\"vote\": \"no\", \"reason\": \"%s\"}}".formatted("a".repeat(501))))
                    .hasMessageContaining("500 characters");
            var many = (yesIf("\"title\": \"a\"") + ",").repeat(RuleReader.MOST_RULES) + yesIf("\"title\": \"a\"");
            assertThatThrownBy(() -> vote(many, aBallot().sent())).hasMessageContaining("at most 1000 rules");
        }
    }
}
