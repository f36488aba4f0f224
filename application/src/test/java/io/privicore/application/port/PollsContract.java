package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.application.port.Polls.VoteCounts;
import io.privicore.application.port.UnitOfWork.Stale;
import io.privicore.application.query.Paging;
import io.privicore.application.query.VotingQuery.PollView;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.voting.Ballot;
import io.privicore.domain.voting.BallotId;
import io.privicore.domain.voting.Choice;
import io.privicore.domain.voting.Motion;
import io.privicore.domain.voting.Poll;
import io.privicore.domain.voting.PollId;
import io.privicore.domain.voting.PollState;
import io.privicore.domain.voting.Strategy;
import io.privicore.domain.voting.Vote;
import io.privicore.domain.voting.Vote.Signature;
import io.privicore.domain.voting.Voter;
import io.privicore.domain.voting.VotingConfigurationId;
import io.privicore.domain.voting.VotingRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

public abstract class PollsContract extends PersistenceContract {

    private static final VotingRules RULES =
            new VotingRules(new Strategy.MinimumPercentage(30), 3, Duration.ofSeconds(60), 3);

    private final ProfileId requester = aProfileId();
    private final DeviceId first = aDeviceId();
    private final DeviceId second = aDeviceId();
    private final DeviceId third = aDeviceId();

    @Test
    void aPollThatWasNotSavedIsNotThere() {
        var opened = aPoll(Optional.empty(), NOW);

        inFailingUnit(() -> ports().polls().save(opened));

        assertThat(ports().polls().find(opened.after().id())).isEmpty();
        assertThat(lockedOf(opened.after().ballots().getFirst().id())).isEmpty();
        assertThat(ports().polls().openOf(first)).isEmpty();
    }

    @Nested
    class ASavedPoll {

        @Test
        void isReadBackAsItWas() {
            var command = UUID.randomUUID();
            var opened = aPoll(Optional.of(command), NOW).after();

            var read = saved(Change.none(opened));

            assertThat(read).isEqualTo(at(1, opened));
            assertThat(read.motion().attributes().keySet()).containsExactly("operation", "requester", "a", "zz");
            assertThat(ports().polls().get(requester, read.id())).isEqualTo(read);
            assertThat(inUnit(() -> ports().polls().lock(read.id()))).contains(read);
        }

        @Test
        void isReadBackWithoutWhatItNeedNotHave() {
            var motion = new Motion("t", "q", Optional.empty(), Map.of(), aDigest(), Optional.empty());
            var opened = Poll.open(
                            new PollId(UUID.randomUUID()),
                            requester,
                            motion,
                            VotingRules.DEFAULT,
                            false,
                            Optional.empty(),
                            List.of(new Voter(first, requester)),
                            PollsContract::aBallotId,
                            NOW)
                    .after();

            assertThat(saved(Change.none(opened))).isEqualTo(at(1, opened));
        }

        @Test
        void isItsRequestersAlone() {
            var poll = saved(aPoll(Optional.empty(), NOW));

            assertThatThrownBy(() -> ports().polls().get(aProfileId(), poll.id()))
                    .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.reason())
                            .isEqualTo(Reason.POLL_NOT_FOUND));
        }

        @Test
        void isFoundByEachOfItsBallots() {
            var poll = saved(aPoll(Optional.empty(), NOW));

            assertThat(poll.ballots()).hasSize(3).allSatisfy(ballot -> assertThat(lockedOf(ballot.id()))
                    .containsExactly(poll));
            assertThat(lockedOf(aBallotId())).isEmpty();
        }

        @Test
        void isLockedOnceForSeveralOfItsBallots() {
            var one = saved(aPoll(Optional.empty(), NOW));
            var other = saved(aPoll(Optional.empty(), NOW.plusSeconds(1)));
            saved(aPoll(Optional.empty(), NOW.plusSeconds(2)));

            var locked = lockedOf(
                    one.ballots().getFirst().id(),
                    other.ballots().getLast().id(),
                    one.ballots().getLast().id(),
                    aBallotId());

            assertThat(locked).containsExactlyInAnyOrder(one, other);
        }

        @Test
        void isSavedWithOthers() {
            var one = saved(aPoll(Optional.empty(), NOW));
            var other = saved(aPoll(Optional.empty(), NOW));
            var fresh = aPoll(Optional.empty(), NOW);
            var changes = List.of(cast(one, first, aVote(Choice.YES)), fresh, other.cancel(NOW));

            inUnit(() -> ports().polls().save(changes));

            assertThat(ports().polls().find(one.id()))
                    .contains(at(2, changes.getFirst().after()));
            assertThat(ports().polls().find(fresh.after().id())).contains(at(1, fresh.after()));
            assertThat(ports().polls().find(other.id()).map(Poll::state)).contains(PollState.CANCELLED);
        }

        @Test
        void isNotSavedWithOneThatIsStale() {
            var one = saved(aPoll(Optional.empty(), NOW));
            var other = saved(aPoll(Optional.empty(), NOW));
            saved(cast(other, first, aVote(Choice.YES)));
            var changes = List.of(cast(one, first, aVote(Choice.YES)), cast(other, second, aVote(Choice.YES)));

            assertThatThrownBy(() -> inUnit(() -> ports().polls().save(changes)))
                    .isInstanceOf(Stale.class);

            assertThat(ports().polls().find(one.id())).contains(one);
        }

        @Test
        void keepsVotesWithTheirSignatures() {
            var poll = saved(aPoll(Optional.empty(), NOW));
            var signed = new Vote(
                    Choice.NO,
                    "not today",
                    NOW.plusMillis(1),
                    Optional.of(new Signature(Bytes.wrap(new byte[] {1}), Bytes.wrap(new byte[] {2, 3}))));

            var cast = saved(cast(poll, first, signed));
            var both = saved(cast(cast, second, aVote(Choice.ABSTAIN)));

            assertThat(both.ballots())
                    .extracting(Ballot::vote)
                    .containsExactly(Optional.of(signed), Optional.of(aVote(Choice.ABSTAIN)), Optional.empty());
            assertThat(both.revision()).isEqualTo(3);
        }

        @Test
        void keepsTheBallotsOfEveryAttemptInTheirOrder() {
            var poll = saved(aPoll(Optional.empty(), NOW));
            poll = saved(cast(poll, second, aVote(Choice.YES)));
            var second2 = poll.timeIsUp(PollsContract::aBallotId, NOW.plusSeconds(60));
            poll = saved(second2);
            assertThat(poll).isEqualTo(at(3, second2.after()));
            var third3 = poll.timeIsUp(PollsContract::aBallotId, NOW.plusSeconds(120));
            poll = saved(third3);
            assertThat(poll).isEqualTo(at(4, third3.after()));
            var over = poll.timeIsUp(PollsContract::aBallotId, NOW.plusSeconds(180));

            poll = saved(over);

            assertThat(poll).isEqualTo(at(5, over.after()));
            assertThat(poll.state()).isEqualTo(PollState.FAILED);
            assertThat(poll.ballots()).hasSize(9);
        }

        @Test
        void refusesAChangeOfAStaleRevision() {
            var poll = saved(aPoll(Optional.empty(), NOW));
            saved(cast(poll, first, aVote(Choice.YES)));

            assertThatThrownBy(() -> saved(cast(poll, second, aVote(Choice.YES))))
                    .isInstanceOf(Stale.class);

            assertThat(ports().polls().get(requester, poll.id()).tally().yes()).isEqualTo(1);
        }

        @Test
        void refusesToBeNewAgain() {
            var opened = aPoll(Optional.empty(), NOW);
            saved(opened);

            assertThatThrownBy(() -> saved(opened)).isInstanceOf(Stale.class);
        }
    }

    @Nested
    class AnOpenPoll {

        @Test
        void isFoundByTheDevicesThatMayVoteAndByTheCommandThatWaits() {
            var command = UUID.randomUUID();
            var poll = saved(aPoll(Optional.of(command), NOW));
            var other = saved(aPoll(Optional.of(UUID.randomUUID()), NOW));

            assertThat(ports().polls().openOf(first)).containsExactlyInAnyOrder(poll.id(), other.id());
            assertThat(ports().polls().openFor(command)).containsExactly(poll.id());
            assertThat(ports().polls().countOpen(requester)).isEqualTo(2);
            assertThat(ports().polls().openOf(aDeviceId())).isEmpty();
            assertThat(ports().polls().openFor(UUID.randomUUID())).isEmpty();
            assertThat(ports().polls().countOpen(aProfileId())).isZero();
        }

        @Test
        void isStillThatOfADeviceThatHasVoted() {
            var poll = saved(aPoll(Optional.empty(), NOW));

            saved(cast(poll, first, aVote(Choice.YES)));

            assertThat(ports().polls().openOf(first)).containsExactly(poll.id());
        }

        @Test
        void isNoLongerThatOfADeviceThatWasRemoved() {
            var poll = saved(aPoll(Optional.empty(), NOW));
            poll = saved(cast(poll, first, aVote(Choice.YES)));

            saved(poll.voidBallotOf(first, PollsContract::aBallotId, NOW));

            assertThat(ports().polls().openOf(first)).isEmpty();
            assertThat(ports().polls().openOf(second)).containsExactly(poll.id());
        }

        @Test
        void isNoLongerThereWhenItHasEnded() {
            var command = UUID.randomUUID();
            var poll = saved(aPoll(Optional.of(command), NOW));
            poll = saved(cast(poll, first, aVote(Choice.YES)));

            saved(poll.cancel(NOW.plusSeconds(1)));

            assertThat(ports().polls().openOf(first)).isEmpty();
            assertThat(ports().polls().openOf(second)).isEmpty();
            assertThat(ports().polls().openFor(command)).isEmpty();
            assertThat(ports().polls().countOpen(requester)).isZero();
        }

        @Test
        void isOneOfADeviceThroughAllItsAttempts() {
            var poll = saved(aPoll(Optional.empty(), NOW));

            saved(poll.timeIsUp(PollsContract::aBallotId, NOW.plusSeconds(60)));

            assertThat(ports().polls().openOf(first)).containsExactly(poll.id());
        }
    }

    @Test
    void aListHasThePollsOfOneStateOrAllNewestFirst() {
        var old = saved(aPoll(Optional.empty(), NOW));
        var middle = saved(aPoll(Optional.empty(), NOW.plusSeconds(1)));
        var young = saved(aPoll(Optional.empty(), NOW.plusSeconds(2)));
        var cancelled = saved(middle.cancel(NOW.plusSeconds(3)));

        assertThat(list(Optional.empty(), new Paging(1, 2)))
                .isEqualTo(new io.privicore.application.query.Page<>(
                        List.of(PollView.of(young), PollView.of(cancelled)), 3, new Paging(1, 2)));
        assertThat(list(Optional.empty(), new Paging(2, 2)).items()).containsExactly(PollView.of(old));
        assertThat(list(Optional.of(PollState.OPEN), Paging.FIRST).items())
                .containsExactly(PollView.of(young), PollView.of(old));
        assertThat(list(Optional.of(PollState.CANCELLED), Paging.FIRST).count()).isEqualTo(1);
        assertThat(ports().polls()
                        .list(aProfileId(), Optional.empty(), Paging.FIRST)
                        .items())
                .isEmpty();
    }

    @Test
    void aListCountsTheBallotsOfThePresentAttempt() {
        var poll = saved(aPoll(Optional.empty(), NOW));
        poll = saved(cast(poll, first, aVote(Choice.ABSTAIN)));
        poll = saved(poll.timeIsUp(PollsContract::aBallotId, NOW.plusSeconds(60)));
        poll = saved(cast(poll, first, aVote(Choice.YES)));
        poll = saved(cast(poll, second, aVote(Choice.NO)));

        var view = list(Optional.empty(), Paging.FIRST).items().getFirst();

        assertThat(view).isEqualTo(PollView.of(poll));
        assertThat(List.of(view.attempt(), view.total(), view.yes(), view.no(), view.abstain(), view.pending()))
                .containsExactly(2, 3, 1, 1, 0, 1);
    }

    @Test
    void whatWasVotedStaysCountedThroughAttemptsAndPollsThatEnd() {
        var voters = aProfileId();
        for (int i = 0; i < 40; i++) {
            var poll = saved(aPoll(voters, Optional.empty(), NOW));
            poll = saved(cast(poll, first, aVote(Choice.ABSTAIN)));
            poll = saved(poll.timeIsUp(PollsContract::aBallotId, NOW.plusSeconds(60)));
            poll = saved(cast(poll, first, aVote(Choice.YES)));
            saved(poll.cancel(NOW.plusSeconds(61)));
        }
        var open = saved(aPoll(voters, Optional.empty(), NOW));
        saved(cast(open, second, aVote(Choice.NO)));

        assertThat(ports().polls().countVotes(voters))
                .isEqualTo(Map.of(
                        first,
                        new VoteCounts(40, 0, 40, 1, 0),
                        second,
                        new VoteCounts(0, 1, 0, 0, 80),
                        third,
                        new VoteCounts(0, 0, 0, 1, 80)));
    }

    @Test
    void pollsThatEndAtOnceAreAllCounted() throws Exception {
        var voters = aProfileId();
        var open = Stream.generate(() -> saved(aPoll(voters, Optional.empty(), NOW)))
                .limit(32)
                .toList();

        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Function<Poll, Callable<Poll>> end = poll -> () -> saved(poll.cancel(NOW.plusSeconds(1)));
            for (var ended : executor.invokeAll(open.stream().map(end).toList())) {
                assertThat(ended.get().isOpen()).isFalse();
            }
        }

        assertThat(ports().polls().countVotes(voters)).containsEntry(first, new VoteCounts(0, 0, 0, 0, 32));
    }

    @Test
    void anEndThatFailsIsNotCounted() {
        var poll = saved(aPoll(Optional.empty(), NOW));
        var stale = poll.cancel(NOW.plusSeconds(1));
        saved(cast(poll, first, aVote(Choice.YES)));

        inFailingUnit(() ->
                ports().polls().save(ports().polls().get(requester, poll.id()).cancel(NOW.plusSeconds(1))));
        assertThatThrownBy(() -> saved(stale)).isInstanceOf(Stale.class);

        assertThat(ports().polls().countVotes(requester)).containsEntry(first, new VoteCounts(1, 0, 0, 0, 0));
    }

    @Test
    void votesAreCountedForTheDevicesOfTheirOwner() {
        var voters = aProfileId();
        var yes = saved(aPoll(voters, Optional.empty(), NOW));
        yes = saved(cast(yes, first, aVote(Choice.YES)));
        yes = saved(cast(yes, second, aVote(Choice.YES)));
        saved(yes.voidBallotOf(second, PollsContract::aBallotId, NOW));
        var no = saved(aPoll(voters, Optional.empty(), NOW));
        no = saved(cast(no, first, aVote(Choice.NO)));
        saved(cast(no, third, aVote(Choice.ABSTAIN)));

        assertThat(yes.state()).isEqualTo(PollState.OPEN);
        assertThat(ports().polls().countVotes(voters))
                .isEqualTo(Map.of(
                        first,
                        new VoteCounts(1, 1, 0, 0, 0),
                        second,
                        new VoteCounts(1, 0, 0, 1, 0),
                        third,
                        new VoteCounts(0, 0, 1, 1, 0)));
        assertThat(ports().polls().countVotes(requester)).isEmpty();

        saved(ports().polls().get(requester, no.id()).cancel(NOW));
        assertThat(ports().polls().countVotes(voters)).containsEntry(second, new VoteCounts(1, 0, 0, 0, 1));
    }

    @Test
    void aPollOfManyVotersAndAttemptsIsWhatItWas() {
        var roll = Stream.generate(() -> new Voter(aDeviceId(), requester))
                .limit(Poll.MOST_VOTERS)
                .toList();
        var rules = new VotingRules(new Strategy.Consensus(), 2, Duration.ofSeconds(60), 10);
        var poll = saved(Poll.open(
                new PollId(UUID.randomUUID()),
                requester,
                aMotion(Optional.empty()),
                rules,
                false,
                Optional.empty(),
                roll,
                PollsContract::aBallotId,
                NOW));
        for (int attempt = 1; attempt < 10; attempt++) {
            var at = NOW.plusSeconds(60L * attempt);
            var device = roll.get(attempt).device();
            poll = saved(poll.cast(ballotOf(poll, device), device, aVote(Choice.YES), PollsContract::aBallotId, NOW));
            var next = poll.timeIsUp(PollsContract::aBallotId, at);

            poll = saved(next);

            assertThat(poll).isEqualTo(at(2L * attempt + 1, next.after()));
        }
        assertThat(poll.ballots()).hasSize(1000);
    }

    private List<Poll> lockedOf(BallotId... ballots) {
        var locked = new ArrayList<Poll>();
        inUnit(() -> locked.addAll(ports().polls().lockOf(List.of(ballots))));
        return locked;
    }

    private Poll saved(Change<Poll> change) {
        inUnit(() -> ports().polls().save(change));
        return ports().polls().find(change.after().id()).orElseThrow();
    }

    private io.privicore.application.query.Page<PollView> list(Optional<PollState> state, Paging paging) {
        return ports().polls().list(requester, state, paging);
    }

    private Change<Poll> aPoll(Optional<UUID> command, Instant openedAt) {
        return aPoll(requester, command, openedAt);
    }

    private Change<Poll> aPoll(ProfileId voters, Optional<UUID> command, Instant openedAt) {
        return Poll.open(
                new PollId(UUID.randomUUID()),
                requester,
                aMotion(command),
                RULES,
                !voters.equals(requester),
                Optional.of(new VotingConfigurationId(UUID.randomUUID())),
                Stream.of(first, second, third)
                        .map(device -> new Voter(device, voters))
                        .toList(),
                PollsContract::aBallotId,
                openedAt);
    }

    private Motion aMotion(Optional<UUID> command) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("operation", "data-token.request");
        attributes.put("requester", requester.toString());
        attributes.put("a", "\"quoted\" and ümläuts");
        attributes.put("zz", "");
        return new Motion("Data is requested", "May this go on?", Optional.of("n-1"), attributes, aDigest(), command);
    }

    private static Change<Poll> cast(Poll poll, DeviceId device, Vote vote) {
        return poll.cast(ballotOf(poll, device), device, vote, PollsContract::aBallotId, NOW);
    }

    private static BallotId ballotOf(Poll poll, DeviceId device) {
        return poll.current()
                .filter(ballot -> ballot.device().equals(device))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static Vote aVote(Choice choice) {
        return new Vote(choice, "", NOW, Optional.empty());
    }

    private static Bytes aDigest() {
        return Bytes.wrap(aHash().bytes());
    }

    private static BallotId aBallotId() {
        return new BallotId(UUID.randomUUID());
    }

    private static Poll at(long revision, Poll poll) {
        return new Poll(
                poll.id(),
                poll.requester(),
                poll.motion(),
                poll.rules(),
                poll.othersMustAgree(),
                poll.configuration(),
                poll.state(),
                poll.attempt(),
                poll.ballots(),
                poll.openedAt(),
                poll.closesAt(),
                poll.endedAt(),
                revision);
    }
}
