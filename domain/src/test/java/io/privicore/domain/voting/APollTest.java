package io.privicore.domain.voting;

import static io.privicore.domain.kernel.Reason.POLL_CLOSED;
import static io.privicore.domain.kernel.Reason.VOTING_UNREACHABLE;
import static io.privicore.domain.voting.PollFixture.OPENED;
import static io.privicore.domain.voting.PollFixture.REQUESTER;
import static io.privicore.domain.voting.PollFixture.aPoll;
import static io.privicore.domain.voting.PollFixture.authenticators;
import static io.privicore.domain.voting.PollFixture.device;
import static io.privicore.domain.voting.PollFixture.seconds;
import static io.privicore.domain.voting.PollFixture.strangers;
import static io.privicore.domain.voting.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class APollTest {

    @Nested
    class WhenItIsOpened {

        @Test
        void givesEveryVoterOneBallot() {
            var poll =
                    aPoll().with(2, authenticators()).and(1, strangers()).open().poll();

            assertThat(poll.ballots())
                    .allMatch(Ballot::isOpen)
                    .extracting(Ballot::device)
                    .containsExactly(device(0), device(1), device(2));
            assertThat(poll.ballots()).extracting(Ballot::id).doesNotHaveDuplicates();
            assertThat(poll.tally()).isEqualTo(new Tally(0, 0, 0, 3, 0, 1));
            assertThat(poll.closesAt()).isEqualTo(OPENED.plusSeconds(300));
        }

        @Test
        void isRefusedWithAQuorumAboveItsVoters() {
            assertRefused(
                    VOTING_UNREACHABLE,
                    "a quorum of at most the 3 who can vote, but it is 4",
                    aPoll().with(3, authenticators()).quorum(4)::open);
        }

        @Test
        void isRefusedWithoutVoters() {
            assertRefused(VOTING_UNREACHABLE, "at most the 0 who can vote", aPoll().with(0, authenticators())::open);
        }

        @Test
        void isRefusedWithMoreThanAHundredVoters() {
            assertThat(aPoll().with(100, authenticators()).open().poll().ballots())
                    .hasSize(100);

            assertRefused(
                    VOTING_UNREACHABLE,
                    "at most 100 voters, but there are 101",
                    aPoll().with(101, authenticators())::open);
        }

        @Test
        void isRefusedWhereOthersMustAgreeAndThereAreNone() {
            assertRefused(
                    VOTING_UNREACHABLE,
                    "a voter other than the requester's own devices",
                    aPoll().with(3, authenticators()).othersMustAgree(true)::open);
        }

        @Test
        void givesNoDeviceTwoBallots() {
            var voter = new Voter(device(0), REQUESTER);

            assertThatIllegalArgumentException()
                    .isThrownBy(aPoll().withRoll(List.of(voter, voter))::open)
                    .withMessageContaining("every device once");
        }

        @Test
        void fixesItsRoll() {
            var roll = new ArrayList<>(List.of(new Voter(device(0), REQUESTER), new Voter(device(1), REQUESTER)));
            var poll = aPoll().withRoll(roll).tried(2).open();

            roll.add(new Voter(device(2), REQUESTER));
            roll.removeFirst();

            poll.at(300).timeIsUp();
            assertThat(poll.poll().current()).extracting(Ballot::device).containsExactly(device(0), device(1));
        }
    }

    @Nested
    class OfThreeHundredSeconds {

        private final PollUnderTest poll =
                aPoll().with(2, authenticators()).closingIn(seconds(300)).open();

        @Test
        void isOpenInSecond299() {
            poll.at(299).timeIsUp();

            assertThat(poll.state()).isEqualTo(PollState.OPEN);
            assertThat(poll.yes(0, 1).state()).isEqualTo(PollState.APPROVED);
        }

        @Test
        void isOverInSecond300() {
            poll.at(299).yes(0).at(300).timeIsUp();

            assertThat(poll.state()).isEqualTo(PollState.APPROVED);
            assertThat(poll.poll().endedAt()).hasValue(OPENED.plusSeconds(300));
            assertThat(poll.current(1).state()).isEqualTo(BallotState.LAPSED);
        }

        @Test
        void failsBelowItsQuorum() {
            var ofTwo = aPoll().with(2, authenticators()).quorum(2).open();

            ofTwo.yes(0).at(300).timeIsUp();

            assertThat(ofTwo.state()).isEqualTo(PollState.FAILED);
        }

        @Test
        void isOverOnce() {
            poll.at(300).timeIsUp();
            int told = poll.told().size();
            var ended = poll.poll();

            poll.at(301).timeIsUp();

            assertThat(poll.poll()).isEqualTo(ended);
            assertThat(poll.told()).hasSize(told);
        }
    }

    @Nested
    class WithTwoAttempts {

        private final PollUnderTest poll = aPoll().with(3, authenticators())
                .quorum(2)
                .closingIn(seconds(60))
                .tried(2)
                .open();

        @Test
        void isTriedAgainWithNewBallotsWhenItFailed() {
            var before = poll.ballotOf(0);

            poll.yes(0).at(60).timeIsUp();

            assertThat(poll.state()).isEqualTo(PollState.OPEN);
            assertThat(poll.poll().attempt()).isEqualTo(2);
            assertThat(poll.poll().closesAt()).isEqualTo(OPENED.plusSeconds(120));
            assertThat(poll.poll().tally()).isEqualTo(new Tally(0, 0, 0, 3, 0, 0));
            assertThat(poll.ballotOf(0)).isNotEqualTo(before);
            assertThat(poll.poll().ballots()).hasSize(6).extracting(Ballot::id).doesNotHaveDuplicates();
        }

        @Test
        void isTriedAgainAtOnceWhenItWasRejected() {
            poll.at(10).no(1);

            assertThat(poll.poll().attempt()).isEqualTo(2);
            assertThat(poll.poll().closesAt()).isEqualTo(OPENED.plusSeconds(70));
            assertThat(poll.yes(0, 1, 2).state()).isEqualTo(PollState.APPROVED);
        }

        @Test
        void keepsTheVotesOfTheFirst() {
            poll.yes(0).at(60).timeIsUp();

            assertThat(poll.poll().ballots())
                    .filteredOn(ballot -> ballot.attempt() == 1)
                    .extracting(Ballot::state)
                    .containsExactly(BallotState.CAST, BallotState.LAPSED, BallotState.LAPSED);
        }

        @Test
        void endsWhenTheyAreUsedUp() {
            poll.yes(0).at(60).timeIsUp().at(119).timeIsUp();
            assertThat(poll.state()).isEqualTo(PollState.OPEN);

            poll.no(2);

            assertThat(poll.state()).isEqualTo(PollState.REJECTED);
            assertThat(poll.poll().attempt()).isEqualTo(2);
            assertThat(poll.poll().endedAt()).hasValue(OPENED.plusSeconds(119));
        }

        @Test
        void isNotTriedAgainOnceItWasApproved() {
            assertThat(poll.yes(0, 1, 2).state()).isEqualTo(PollState.APPROVED);
            assertThat(poll.poll().attempt()).isEqualTo(1);
        }

        @Test
        void isNotTriedAgainForThoseWhoCannotReachTheQuorum() {
            poll.removed(0).removed(1);

            assertThat(poll.state()).isEqualTo(PollState.FAILED);
            assertThat(poll.poll().attempt()).isEqualTo(1);
        }
    }

    @Nested
    class ThatOthersMustAgreeTo {

        private final PollFixture fixture = aPoll().with(2, authenticators())
                .and(1, strangers())
                .by(new Strategy.Affirmative())
                .othersMustAgree(true);

        @Test
        void isNotApprovedByTheRequestersOwnDevices() {
            var poll = fixture.open().yes(0, 1);

            assertThat(poll.state()).isEqualTo(PollState.OPEN);
            assertThat(poll.at(300).timeIsUp().state()).isEqualTo(PollState.REJECTED);
        }

        @Test
        void isApprovedOnceOneOfThemAgrees() {
            assertThat(fixture.open().yes(2).state()).isEqualTo(PollState.APPROVED);
        }

        @Test
        void isRejectedOnceNoneOfThemCanAgreeAnyMore() {
            assertThat(fixture.open().no(2).state()).isEqualTo(PollState.REJECTED);
            assertThat(fixture.open().abstain(2).state()).isEqualTo(PollState.REJECTED);
            assertThat(fixture.open().yes(0).removed(2).state()).isEqualTo(PollState.REJECTED);
        }

        @Test
        void isNotTriedAgainWithoutThem() {
            var poll = fixture.tried(3).open().yes(0).removed(2);

            assertThat(poll.state()).isEqualTo(PollState.REJECTED);
            assertThat(poll.poll().attempt()).isEqualTo(1);
        }
    }

    @Nested
    class ThatIsCancelled {

        private final PollUnderTest poll =
                aPoll().with(2, authenticators()).tried(3).open().at(7).cancelled();

        @Test
        void endsWithoutADecisionHoweverManyAttemptsAreLeft() {
            assertThat(poll.state()).isEqualTo(PollState.CANCELLED);
            assertThat(poll.poll().endedAt()).hasValue(OPENED.plusSeconds(7));
            assertThat(poll.poll().ballots()).extracting(Ballot::state).containsOnly(BallotState.LAPSED);
        }

        @Test
        void isCancelledOnce() {
            assertRefused(POLL_CLOSED, "to be open, but it is cancelled", poll::cancelled);
        }
    }

    @Test
    void thatIsDecidedIsNotCancelled() {
        var poll = aPoll().open().yes(0);

        assertRefused(POLL_CLOSED, "to be open, but it is approved", poll::cancelled);
        assertThat(poll.state()).isEqualTo(PollState.APPROVED);
    }
}
