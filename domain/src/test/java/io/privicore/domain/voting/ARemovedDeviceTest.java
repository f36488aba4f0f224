package io.privicore.domain.voting;

import static io.privicore.domain.voting.PollFixture.aPoll;
import static io.privicore.domain.voting.PollFixture.authenticators;
import static io.privicore.domain.voting.PollFixture.device;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What becomes of ballots when their device is removed. A device that only loses its role is not known of here: it votes. */
final class ARemovedDeviceTest {

    private final PollUnderTest poll =
            aPoll().with(3, authenticators()).quorum(2).tried(2).open();

    @Test
    void cannotVoteAnyMore() {
        poll.removed(0);

        assertThat(poll.current(0).state()).isEqualTo(BallotState.VOIDED);
        assertThat(poll.current(0).vote()).isEmpty();
        assertThat(poll.poll().tally()).isEqualTo(new Tally(0, 0, 0, 2, 0, 0));
        assertThat(poll.state()).isEqualTo(PollState.OPEN);
    }

    @Test
    void leavesTheOthersTheirBallots() {
        assertThat(poll.removed(0).yes(1, 2).state()).isEqualTo(PollState.APPROVED);
    }

    @Test
    void hasSaidWhatItSaid() {
        poll.yes(0).removed(0);

        assertThat(poll.current(0).state()).isEqualTo(BallotState.VOIDED);
        assertThat(poll.poll().tally()).isEqualTo(new Tally(1, 0, 0, 2, 0, 0));
        assertThat(poll.yes(1).at(300).timeIsUp().state()).isEqualTo(PollState.APPROVED);
    }

    @Test
    void getsNoBallotOfTheNextAttempt() {
        poll.yes(0).removed(0).at(300).timeIsUp();

        assertThat(poll.poll().attempt()).isEqualTo(2);
        assertThat(poll.poll().current()).extracting(Ballot::device).containsExactly(device(1), device(2));
        assertThat(poll.yes(1, 2).state()).isEqualTo(PollState.APPROVED);
    }

    @Test
    void endsAPollWhoseQuorumCannotBeReachedWithoutIt() {
        poll.removed(0).removed(1);

        assertThat(poll.state()).isEqualTo(PollState.FAILED);
        assertThat(poll.current(2).state()).isEqualTo(BallotState.LAPSED);
    }

    @Test
    void decidesAPollThatWaitedForItAlone() {
        assertThat(poll.yes(0, 1).removed(2).state()).isEqualTo(PollState.APPROVED);
    }

    @Test
    void isRemovedOnce() {
        poll.removed(0);
        var before = poll.poll();
        int told = poll.told().size();

        poll.removed(0);

        assertThat(poll.poll()).isEqualTo(before);
        assertThat(poll.told()).hasSize(told);
    }

    @Test
    void thatWasNoVoterChangesNothing() {
        var before = poll.poll();

        assertThat(poll.removed(7).poll()).isEqualTo(before);
    }

    @Test
    void changesNothingOfAPollThatHasEnded() {
        poll.yes(0, 1, 2);
        var ended = poll.poll();

        assertThat(poll.removed(0).poll()).isEqualTo(ended);
    }
}
