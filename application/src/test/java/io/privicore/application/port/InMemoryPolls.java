package io.privicore.application.port;

import io.privicore.application.query.Page;
import io.privicore.application.query.Paging;
import io.privicore.application.query.VotingQuery.PollView;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.voting.Ballot;
import io.privicore.domain.voting.BallotId;
import io.privicore.domain.voting.BallotState;
import io.privicore.domain.voting.Choice;
import io.privicore.domain.voting.Poll;
import io.privicore.domain.voting.PollId;
import io.privicore.domain.voting.PollState;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Polls in memory. There is one unit of work at a time, so that a poll needs no lock. */
public final class InMemoryPolls implements Polls {

    private final InMemoryTable<PollId, Poll> polls;
    private final InMemoryDatabase database;

    public InMemoryPolls(InMemoryDatabase database) {
        this.database = database;
        this.polls = database.table();
    }

    @Override
    public Poll get(ProfileId requester, PollId id) {
        return find(id).filter(poll -> poll.requester().equals(requester))
                .orElseThrow(
                        () -> new Refusal(Reason.POLL_NOT_FOUND, "Expected poll %s, but there is none".formatted(id)));
    }

    @Override
    public Optional<Poll> find(PollId id) {
        return polls.find(id);
    }

    @Override
    public Optional<Poll> lock(PollId id) {
        return polls.find(id);
    }

    @Override
    public List<Poll> lockOf(Collection<BallotId> ballots) {
        return polls.all().stream()
                .filter(poll -> poll.ballots().stream().map(Ballot::id).anyMatch(ballots::contains))
                .toList();
    }

    @Override
    public List<PollId> openOf(DeviceId device) {
        return open(poll -> poll.current()
                .anyMatch(ballot -> ballot.device().equals(device) && ballot.state() != BallotState.VOIDED));
    }

    @Override
    public List<PollId> openFor(UUID command) {
        return open(poll -> poll.motion().command().filter(command::equals).isPresent());
    }

    @Override
    public int countOpen(ProfileId requester) {
        return open(poll -> poll.requester().equals(requester)).size();
    }

    @Override
    public void save(List<Change<Poll>> changes) {
        changes.forEach(this::saveOne);
    }

    private void saveOne(Change<Poll> change) {
        database.appendAll(change.events());
        var poll = change.after();
        InMemoryDatabase.requireFresh(poll.revision(), polls.find(poll.id()).map(Poll::revision), poll.id());
        polls.put(
                poll.id(),
                new Poll(
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
                        poll.revision() + 1));
    }

    @Override
    public Page<PollView> list(ProfileId requester, Optional<PollState> state, Paging paging) {
        var matching = polls.all().stream()
                .filter(poll -> poll.requester().equals(requester)
                        && state.filter(wanted -> wanted != poll.state()).isEmpty())
                .sorted(Comparator.comparing(Poll::openedAt).reversed())
                .toList();
        return new Page<>(
                matching.stream()
                        .skip(paging.offset())
                        .limit(paging.perPage())
                        .map(PollView::of)
                        .toList(),
                matching.size(),
                paging);
    }

    @Override
    public Map<DeviceId, VoteCounts> countVotes(ProfileId owner) {
        return polls.all().stream()
                .flatMap(poll -> poll.ballots().stream())
                .filter(ballot -> ballot.owner().equals(owner))
                .collect(Collectors.groupingBy(
                        Ballot::device, Collectors.collectingAndThen(Collectors.toList(), InMemoryPolls::counts)));
    }

    private List<PollId> open(Predicate<Poll> condition) {
        return polls.all().stream()
                .filter(poll -> poll.isOpen() && condition.test(poll))
                .map(Poll::id)
                .toList();
    }

    private static VoteCounts counts(List<Ballot> ballots) {
        return new VoteCounts(
                said(ballots, Choice.YES),
                said(ballots, Choice.NO),
                said(ballots, Choice.ABSTAIN),
                in(ballots, BallotState.PENDING),
                in(ballots, BallotState.LAPSED));
    }

    private static long said(List<Ballot> ballots, Choice choice) {
        return votes(ballots).filter(choice::equals).count();
    }

    private static Stream<Choice> votes(List<Ballot> ballots) {
        return ballots.stream().flatMap(ballot -> ballot.vote().stream()).map(vote -> vote.choice());
    }

    private static long in(List<Ballot> ballots, BallotState state) {
        return ballots.stream().filter(ballot -> ballot.state() == state).count();
    }
}
