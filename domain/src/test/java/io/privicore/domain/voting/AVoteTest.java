package io.privicore.domain.voting;

import static io.privicore.domain.kernel.Reason.BALLOT_CLOSED;
import static io.privicore.domain.kernel.Reason.BALLOT_NOT_FOUND;
import static io.privicore.domain.voting.Choice.NO;
import static io.privicore.domain.voting.Choice.YES;
import static io.privicore.domain.voting.PollFixture.OPENED;
import static io.privicore.domain.voting.PollFixture.aPoll;
import static io.privicore.domain.voting.PollFixture.authenticators;
import static io.privicore.domain.voting.PollFixture.seconds;
import static io.privicore.domain.voting.PollFixture.strangers;
import static io.privicore.domain.voting.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.privicore.domain.kernel.Reason;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class AVoteTest {

    private final PollUnderTest poll = aPoll().with(3, authenticators())
            .quorum(3)
            .closingIn(seconds(60))
            .tried(2)
            .open();

    @Test
    void isKeptOnItsBallot() {
        poll.yes(0);

        assertThat(poll.current(0).state()).isEqualTo(BallotState.CAST);
        assertThat(poll.current(0).vote()).hasValue(PollFixture.vote(YES));
        assertThat(poll.poll().tally()).isEqualTo(new Tally(1, 0, 0, 2, 0, 0));
    }

    @Test
    void countsTowardsTheQuorumAlsoWhenItAbstains() {
        assertThat(poll.yes(0).abstain(1, 2).state()).isEqualTo(PollState.APPROVED);
    }

    @Test
    void ofAnotherOwnersDeviceCountsAsOneOfOthers() {
        var shared =
                aPoll().with(1, authenticators()).and(1, strangers()).quorum(2).open();

        shared.yes(1);

        assertThat(shared.poll().tally()).isEqualTo(new Tally(1, 0, 0, 1, 1, 0));
    }

    @Nested
    class IsRefused {

        @Test
        void inTheSecondInWhichThePollCloses() {
            poll.at(60);

            assertRefusedUnchanged(BALLOT_CLOSED, "its time is up", poll.ballotOf(0), 0);
        }

        @Test
        void onABallotOfAnotherDevice() {
            assertRefusedUnchanged(BALLOT_NOT_FOUND, "a ballot of the device", poll.ballotOf(0), 1);
        }

        @Test
        void onABallotThatIsNoneOfThePolls() {
            assertRefusedUnchanged(BALLOT_NOT_FOUND, "a ballot of the device", new BallotId(new UUID(9, 9)), 0);
        }

        @Test
        void onABallotThatWasCast() {
            poll.yes(0);

            assertRefusedUnchanged(BALLOT_CLOSED, "it was cast", poll.ballotOf(0), 0);
        }

        @Test
        void onABallotOfAnAttemptThatHasEnded() {
            var first = poll.ballotOf(0);
            poll.at(60).timeIsUp();

            assertRefusedUnchanged(BALLOT_CLOSED, "its attempt has ended", first, 0);
        }

        @Test
        void onABallotOfADeviceThatWasRemoved() {
            var ofFour = aPoll().with(4, authenticators()).open();
            ofFour.removed(0);

            assertRefused(BALLOT_CLOSED, "its device was removed", () -> ofFour.yes(0));
        }

        @Test
        void onABallotOfAPollThatHasEnded() {
            poll.cancelled();

            assertRefusedUnchanged(BALLOT_CLOSED, "its poll has ended", poll.ballotOf(0), 0);
        }

        private void assertRefusedUnchanged(Reason reason, String text, BallotId ballot, int voter) {
            var before = poll.poll();

            assertRefused(reason, text, () -> poll.cast(ballot, voter, NO));

            assertThat(poll.poll()).isEqualTo(before);
        }
    }

    @Test
    void hasAReasonAsItWasSignedOfAtMostFiveHundredCharacters() {
        assertThat(reason("  not by night ")).isEqualTo("  not by night ");
        assertThat(reason("x".repeat(500))).hasSize(500);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> reason("x".repeat(501)))
                .withMessage("Expected a reason of at most 500 characters");
    }

    private static String reason(String text) {
        return new Vote(NO, text, OPENED, Optional.empty()).reason();
    }
}
