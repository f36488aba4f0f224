package io.privicore.domain.voting;

import static io.privicore.domain.voting.PollFixture.OPENED;
import static io.privicore.domain.voting.PollFixture.POLL;
import static io.privicore.domain.voting.PollFixture.REQUESTER;
import static io.privicore.domain.voting.PollFixture.aPoll;
import static io.privicore.domain.voting.PollFixture.authenticators;
import static io.privicore.domain.voting.PollFixture.device;
import static io.privicore.domain.voting.PollFixture.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.Event;
import io.privicore.domain.voting.PollEvent.Approved;
import io.privicore.domain.voting.PollEvent.BallotCast;
import io.privicore.domain.voting.PollEvent.Cancelled;
import io.privicore.domain.voting.PollEvent.Expired;
import io.privicore.domain.voting.PollEvent.Opened;
import io.privicore.domain.voting.PollEvent.Rejected;
import io.privicore.domain.voting.PollEvent.Retried;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class EventsOfAPollTest {

    private final PollFixture fixture =
            aPoll().with(3, authenticators()).quorum(2).closingIn(seconds(60)).tried(2);
    private final PollUnderTest poll = fixture.open();

    @Test
    void tellThatItOpened() {
        assertThat(poll.told())
                .containsExactly(new Opened(
                        REQUESTER, POLL, "Data is requested", "", 3, 2, "unanimous", 2, OPENED.plusSeconds(60)));
        assertThat(poll.told()).extracting(Event::subject).containsExactly(POLL.toString());
    }

    @Test
    void tellWhichOperationWaits() {
        var command = new UUID(5, 1);
        var motion = new Motion(
                "T", "Q", Optional.empty(), Map.of(), Bytes.wrap(new byte[Motion.DIGEST]), Optional.of(command));

        var told = fixture.about(motion).open().told();

        assertThat(told).singleElement().isInstanceOfSatisfying(Opened.class, opened -> assertThat(opened.command())
                .isEqualTo(command.toString()));
    }

    @Test
    void tellEveryVoteAndThenWhatItDecides() {
        var ballots = List.of(poll.ballotOf(0), poll.ballotOf(1), poll.ballotOf(2));

        poll.yes(0).abstain(1).yes(2);

        assertThat(afterOpening(poll))
                .containsExactly(
                        new BallotCast(REQUESTER, POLL, ballots.get(0), device(0), 1, "yes"),
                        new BallotCast(REQUESTER, POLL, ballots.get(1), device(1), 1, "abstain"),
                        new BallotCast(REQUESTER, POLL, ballots.get(2), device(2), 1, "yes"),
                        new Approved(REQUESTER, POLL, 1, 2, 0, 1));
    }

    @Test
    void tellOfTheNextAttemptAndThenOfTheRejection() {
        poll.at(30).yes(0).no(1);
        var second = List.of(poll.ballotOf(0), poll.ballotOf(2));

        poll.abstain(0).no(2);

        assertThat(afterOpening(poll))
                .hasSize(6)
                .endsWith(
                        new Retried(REQUESTER, POLL, 2, OPENED.plusSeconds(90)),
                        new BallotCast(REQUESTER, POLL, second.get(0), device(0), 2, "abstain"),
                        new BallotCast(REQUESTER, POLL, second.get(1), device(2), 2, "no"),
                        new Rejected(REQUESTER, POLL, 2, 0, 1, 1));
    }

    @Test
    void tellThatTheTimeIsUp() {
        poll.at(60).timeIsUp().at(120).timeIsUp();

        assertThat(afterOpening(poll))
                .containsExactly(
                        new Retried(REQUESTER, POLL, 2, OPENED.plusSeconds(120)),
                        new Expired(REQUESTER, POLL, 2, 0, 0, 0));
    }

    @Test
    void tellWhatARemovalDecides() {
        poll.yes(0).yes(1).removed(2);

        assertThat(afterOpening(poll)).hasSize(3).endsWith(new Approved(REQUESTER, POLL, 1, 2, 0, 0));
        assertThat(afterOpening(fixture.open().removed(0))).isEmpty();
        assertThat(afterOpening(fixture.open().removed(0).removed(1)))
                .containsExactly(new Expired(REQUESTER, POLL, 1, 0, 0, 0));
    }

    @Test
    void tellThatItWasCancelled() {
        assertThat(afterOpening(poll.cancelled())).containsExactly(new Cancelled(REQUESTER, POLL));
    }

    private static List<Event> afterOpening(PollUnderTest poll) {
        return poll.told().subList(1, poll.told().size());
    }
}
