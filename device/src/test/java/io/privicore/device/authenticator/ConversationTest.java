package io.privicore.device.authenticator;

import static io.privicore.device.authenticator.BallotFixture.NOW;
import static io.privicore.device.authenticator.BallotFixture.aBallot;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.protocol.message.Choice;
import io.privicore.protocol.message.EngineMessage.AuthenticatorBallot;
import io.privicore.protocol.message.EngineMessage.AuthenticatorClosed.Result;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ConversationTest {

    private final ScriptedDesk desk = new ScriptedDesk();
    private final StringWriter shown = new StringWriter();
    private Instant now = NOW;
    private final Conversation conversation = new Conversation(desk, new PrintWriter(shown), () -> now, true);

    /** What was shown since this was asked last. */
    private String shownSince() {
        var text = shown.toString();
        shown.getBuffer().setLength(0);
        return text;
    }

    private AuthenticatorBallot show(BallotFixture ballot) {
        var sent = ballot.sent();
        desk.waiting.put(sent.ballot(), sent);
        conversation.look();
        pass(Duration.ofSeconds(1));
        return sent;
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    @Nested
    class ABallotOnTheScreen {

        private AuthenticatorBallot ballot;

        @BeforeEach
        void show() {
            ballot = ConversationTest.this.show(aBallot()
                    .asking("May ada delete bob?\nIt cannot be undone.")
                    .with("requester", "ada")
                    .with("size", "1024"));
        }

        @Test
        void saysWhatItIsAboutAndHowLongItIsOpen() {
            assertThat(shownSince())
                    .contains("Delete a user")
                    .contains("  May ada delete bob?")
                    .contains("  It cannot be undone.")
                    .contains("  requester   ada")
                    .contains("  size        1024")
                    .contains(ballot.operation().toString())
                    .contains("closes in 05:00")
                    .endsWith("[y]es, [n]o, [a]bstain or [s]kip? ");
        }

        @Test
        void isVotedOnWithAReason() {
            conversation.answer("n");
            conversation.answer(" too many ");

            assertThat(desk.cast).containsExactly(Map.entry(ballot.ballot(), new Opinion(Choice.NO, "too many")));
            assertThat(shownSince()).contains("Voted no.");
        }

        @Test
        void isVotedOnWithoutAReason() {
            conversation.answer("YES");
            conversation.answer("");

            assertThat(desk.cast).containsExactly(Map.entry(ballot.ballot(), new Opinion(Choice.YES, "")));
        }

        @Test
        void isAskedAboutAgainAfterAnotherThought() {
            conversation.answer("a");
            conversation.answer("-");
            conversation.answer("y");
            conversation.answer("");

            assertThat(desk.cast).containsExactly(Map.entry(ballot.ballot(), new Opinion(Choice.YES, "")));
        }

        @Test
        void isAskedAboutAgainAfterSomethingElse() {
            shownSince();
            conversation.answer("what?");

            assertThat(shownSince()).contains("Please type y, n, a or s.").endsWith("[s]kip? ");
            assertThat(desk.cast).isEmpty();
        }

        @Test
        void isAskedForAShorterReason() {
            conversation.answer("y");
            conversation.answer("a".repeat(501));

            assertThat(desk.cast).isEmpty();
            assertThat(shownSince()).contains("500 characters");
        }

        @Test
        void countsDownInTheLineAboveTheQuestion() {
            shownSince();
            pass(Duration.ofSeconds(60));
            conversation.look();

            assertThat(shownSince()).isEqualTo("\u001b7\u001b[1A\r  closes in 03:59\u001b[K\u001b8");

            conversation.look();
            assertThat(shownSince()).isEmpty();
        }

        @Test
        void disappearsWithTheResultAndWhatIsTypedIsThrownAway() {
            desk.close(ballot, Result.REJECTED);
            conversation.look();
            assertThat(shownSince()).contains("“Delete a user” is rejected.").endsWith("Press Enter to go on. ");

            var next = ConversationTest.this.show(aBallot().titled("Another"));
            conversation.answer("y");

            assertThat(desk.cast).isEmpty();
            assertThat(shownSince()).contains("Another");
            pass(Duration.ofSeconds(1));
            conversation.answer("y");
            conversation.answer("");
            assertThat(desk.cast).containsExactly(Map.entry(next.ballot(), new Opinion(Choice.YES, "")));
        }

        @Test
        void disappearsWhileTheReasonIsTyped() {
            conversation.answer("y");
            desk.waiting.clear();
            conversation.look();
            conversation.answer("a reason");

            assertThat(desk.cast).isEmpty();
            assertThat(shownSince()).contains("“Delete a user” is out of time.");
        }

        @Test
        void saysWhenItClosedAtTheLastMoment() {
            conversation.answer("y");
            desk.closedMeanwhile = true;
            conversation.answer("");

            assertThat(shownSince()).contains("Not voted: the ballot is closed.");
        }

        @Test
        void isAskedAboutAgainWhenTheDiskFails() {
            conversation.answer("y");
            desk.failing = true;
            conversation.answer("");

            assertThat(shownSince()).contains("Not voted: the disk is full").endsWith("[s]kip? ");
        }

        @Test
        void tellsTheResultOfItsPollAfterTheVote() {
            conversation.answer("y");
            conversation.answer("");
            desk.close(ballot, Result.APPROVED);
            shownSince();
            conversation.look();

            assertThat(shownSince()).contains("“Delete a user” is approved.");
        }

        @Test
        void tellsTheResultOfAPollThatRanOutOfTime() {
            conversation.answer("y");
            conversation.answer("");
            pass(Duration.ofSeconds(310));
            conversation.look();
            desk.close(ballot, Result.FAILED);
            shownSince();
            conversation.look();

            assertThat(shownSince()).contains("“Delete a user” has ended without a result.");
        }

        @Test
        void isAskedAboutAgainAfterALineOfTheLog() {
            shownSince();
            conversation.note("Device d is connected");

            assertThat(shownSince())
                    .startsWith("\r\u001b[KDevice d is connected")
                    .endsWith("[s]kip? ");
        }
    }

    @Nested
    class SeveralBallots {

        @Test
        void areAskedAboutOneAfterTheOther() {
            var first = show(aBallot().titled("First"));
            var second = show(aBallot().titled("Second"));
            assertThat(shownSince()).contains("2 wait").doesNotContain("Second");
            conversation.answer("y");
            conversation.answer("");
            assertThat(shownSince()).contains("Second");
            pass(Duration.ofSeconds(1));
            conversation.answer("n");
            conversation.answer("");

            assertThat(desk.cast)
                    .containsExactly(
                            Map.entry(first.ballot(), new Opinion(Choice.YES, "")),
                            Map.entry(second.ballot(), new Opinion(Choice.NO, "")));
        }

        @Test
        void comeRoundAgainWhenSkipped() {
            show(aBallot().titled("First"));
            show(aBallot().titled("Second"));
            shownSince();
            conversation.answer("s");
            assertThat(shownSince()).contains("Second").doesNotContain("First");
            pass(Duration.ofSeconds(1));
            conversation.answer("s");

            assertThat(shownSince()).contains("First").doesNotContain("Second");
        }

        @Test
        void disappearWithTheirResultWhileTheyWait() {
            show(aBallot().titled("First"));
            var second = show(aBallot().titled("Second"));
            desk.close(second, Result.CANCELLED);
            shownSince();
            conversation.look();

            assertThat(shownSince()).contains("“Second” is cancelled.").endsWith("[s]kip? ");
        }

        @Test
        void areNotVotedOnByWhatWasTypedBeforeTheyCouldBeRead() {
            var first = show(aBallot().titled("First"));
            desk.waiting.put(new UUID(0, 0), aBallot().titled("Second").sent());

            for (var pasted : List.of("y", "", "y", "")) {
                conversation.answer(pasted);
            }

            assertThat(desk.cast).containsOnlyKeys(first.ballot());
            assertThat(shownSince()).contains("before the ballot could be read");
        }
    }

    @Nested
    class ATerminalThatCannotGoBack {

        @Test
        void getsNoControlCharactersAtAll() {
            var plain = new Conversation(desk, new PrintWriter(shown), () -> now, false);
            desk.waiting.put(new UUID(0, 0), aBallot().sent());
            plain.look();
            pass(Duration.ofSeconds(9));
            plain.look();
            plain.note("something");
            desk.waiting.clear();
            plain.look();

            assertThat(shownSince())
                    .doesNotContain("\u001b")
                    .doesNotContain("\r")
                    .contains("something");
        }
    }

    @Nested
    class TextsOfOthers {

        @Test
        void cannotReachTheTerminal() {
            show(aBallot()
                    .titled("a\u001b[2Jb\rc")
                    .asking("x\u202ey\u0007\u009b31m\nz")
                    .with("n\nm", "v\u2028w\ttab"));

            assertThat(shownSince())
                    .doesNotContain("\u001b[2J")
                    .doesNotContain("\r")
                    .doesNotContain("\u202e")
                    .doesNotContain("\u0007")
                    .doesNotContain("\u009b")
                    .doesNotContain("\u2028")
                    .contains("a�[2Jb�c")
                    .contains("  z")
                    .contains("n m   v�w tab");
        }
    }

    /** A desk whose ballots a test lays out and takes away. */
    private static final class ScriptedDesk implements Desk {

        private final Map<UUID, AuthenticatorBallot> waiting = new LinkedHashMap<>();
        private final Map<UUID, Result> results = new HashMap<>();
        private final Map<UUID, Opinion> cast = new LinkedHashMap<>();
        private boolean closedMeanwhile;
        private boolean failing;

        void close(AuthenticatorBallot ballot, Result result) {
            waiting.remove(ballot.ballot());
            results.put(ballot.ballot(), result);
        }

        @Override
        public List<AuthenticatorBallot> open() {
            return new ArrayList<>(waiting.values());
        }

        @Override
        public Optional<Result> result(UUID ballot) {
            return Optional.ofNullable(results.get(ballot));
        }

        @Override
        public Casting cast(UUID ballot, Opinion opinion) throws IOException {
            if (failing) {
                throw new IOException("the disk is full");
            }
            if (closedMeanwhile || waiting.remove(ballot) == null) {
                return Casting.OVER;
            }
            cast.put(ballot, opinion);
            return Casting.CAST;
        }
    }
}
