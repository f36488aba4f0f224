package io.privicore.application.voting;

import static io.privicore.domain.kernel.Reason.POLL_NOT_FOUND;
import static io.privicore.domain.kernel.Reason.POLL_TOO_MANY;

import io.privicore.application.port.ChannelMessage.BallotNotice;
import io.privicore.application.port.Channels;
import io.privicore.application.port.Deadlines;
import io.privicore.application.port.Deadlines.Kind;
import io.privicore.application.port.DeviceLinks;
import io.privicore.application.port.DeviceLinks.BallotEnd;
import io.privicore.application.port.DeviceLinks.BallotPaper;
import io.privicore.application.port.Devices;
import io.privicore.application.port.Polls;
import io.privicore.application.port.Tokens;
import io.privicore.application.port.UnitOfWork;
import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.application.voting.Counting.Step;
import io.privicore.domain.device.Device;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.voting.Ballot;
import io.privicore.domain.voting.BallotId;
import io.privicore.domain.voting.BallotState;
import io.privicore.domain.voting.Poll;
import io.privicore.domain.voting.PollId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Brings ballots to devices and their votes to polls. All but {@link #timeIsUp} works within the caller's unit of work, with
 * the poll locked; what devices and channels are told goes out after it.
 */
public final class Balloting {

    private static final Logger LOG = System.getLogger(Balloting.class.getName());

    /** When ballots of an open poll are sent once more, in case the node that opened it died before it could. */
    private static final Duration SECOND_ROUND = Duration.ofSeconds(5);

    /** Most polls of a profile that are open at once. */
    public static final int MOST_OPEN = 2000;

    private static final Comparator<Step> BY_WHAT_WAITS = Comparator.comparing(step ->
            step.before().motion().command().orElseGet(() -> step.before().id().value()));

    private final Polls polls;
    private final Devices devices;
    private final DeviceLinks links;
    private final Deadlines deadlines;
    private final Channels channels;
    private final PollEnds ends;
    private final Tokens tokens;
    private final UnitOfWork unitOfWork;
    private final InstantSource clock;
    private final Executor executor;

    /** @param executor sends ballots, one task for each */
    public Balloting(
            Polls polls,
            Devices devices,
            DeviceLinks links,
            Deadlines deadlines,
            Channels channels,
            PollEnds ends,
            Tokens tokens,
            UnitOfWork unitOfWork,
            InstantSource clock,
            Executor executor) {
        this.polls = polls;
        this.devices = devices;
        this.links = links;
        this.deadlines = deadlines;
        this.channels = channels;
        this.ends = ends;
        this.tokens = tokens;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
        this.executor = executor;
    }

    /** Ids for the ballots of a poll that is opened. */
    public BallotId ballotId() {
        return new BallotId(tokens.id());
    }

    /**
     * Refuses with {@code POLL_TOO_MANY} where so many polls more would be too many.
     *
     * @param most how many may be open
     */
    public void requireRoom(ProfileId requester, int more, int most) {
        if (polls.countOpen(requester) + more > most) {
            throw new Refusal(
                    POLL_TOO_MANY,
                    "Expected at most %d open polls, but there would be more with %d others".formatted(most, more));
        }
    }

    /**
     * Makes a poll durable and sends its ballots.
     *
     * @param roll the devices that have them, as they are known already
     */
    public void open(Change<Poll> opened, List<Device> roll) {
        polls.save(opened);
        attemptBegins(opened.after(), roll);
    }

    /** Locks the polls of these ballots, for votes to be counted. */
    Counting counting(Collection<BallotId> ballots) {
        return new Counting(polls.lockOf(ballots), this::ballotId, clock.instant());
    }

    /** Makes durable what was counted. */
    void finish(Counting counting) {
        save(counting.steps());
    }

    /** Voids the open ballots of a device that was removed. */
    public void deviceRemoved(DeviceId device) {
        polls.openOf(device)
                .forEach(id -> change(id, poll -> poll.voidBallotOf(device, this::ballotId, clock.instant())));
    }

    /** Sends a device the open ballots that it could not have before. */
    public void deviceReachable(DeviceId device) {
        polls.openOf(device).stream()
                .flatMap(id -> polls.find(id).stream())
                .forEach(poll -> sendAfterCommit(
                        poll, List.of(), ballot -> ballot.device().equals(device)));
    }

    /** Ends a poll without a decision; refuses with {@code POLL_CLOSED} where there is one. */
    public void cancel(ProfileId requester, PollId id) {
        polls.get(requester, id);
        change(id, poll -> poll.cancel(clock.instant()));
    }

    /** Ends the open ones of an operation that has ended otherwise. */
    public void cancelFor(UUID command) {
        polls.openFor(command).forEach(id -> change(id, poll -> poll.cancel(clock.instant())));
    }

    /** When the last of the open ones of an operation has ended at the latest. */
    public Optional<Instant> endFor(UUID command) {
        return polls.openFor(command).stream()
                .flatMap(id -> polls.find(id).stream())
                .map(Poll::endsAtLatest)
                .max(Comparator.naturalOrder());
    }

    /** Ends an attempt whose time is up, or sends its ballots again; in units of work of its own. */
    public void timeIsUp(PollId id) {
        unitOfWork.insist(Origin.ENGINE, () -> {
            var found = polls.lock(id);
            if (found.isEmpty() || !found.get().isOpen()) {
                deadlines.clear(Kind.POLL, id.value());
                return false;
            }
            var poll = found.get();
            var after = poll.timeIsUp(this::ballotId, clock.instant());
            if (after.after().equals(poll)) {
                deadlines.set(Kind.POLL, id.value(), poll.closesAt());
                sendAfterCommit(poll, List.of(), _ -> true);
            } else {
                save(poll, after);
            }
            return true;
        });
    }

    private void change(PollId id, Function<Poll, Change<Poll>> operation) {
        var poll = polls.lock(id)
                .orElseThrow(() -> new Refusal(POLL_NOT_FOUND, "Expected poll %s, but it is not there".formatted(id)));
        save(poll, operation.apply(poll));
    }

    private void save(Poll before, Change<Poll> change) {
        save(Stream.of(new Step(before, change)).filter(Step::isOne).toList());
    }

    private void save(List<Step> steps) {
        if (steps.isEmpty()) {
            return;
        }
        polls.save(steps.stream().map(Step::change).toList());
        tellOfBallots(steps);
        // What waits for several polls is touched in the same order by whoever counts votes on them.
        steps.stream().sorted(BY_WHAT_WAITS).forEach(this::conclude);
    }

    private void conclude(Step step) {
        var after = step.after();
        if (!after.isOpen()) {
            deadlines.clear(Kind.POLL, after.id().value());
            tellChannels(after);
            ends.ended(after);
        } else if (after.attempt() > step.before().attempt()) {
            attemptBegins(after, List.of());
            ends.wentOn(after);
        }
    }

    /** @param roll what is known of its devices already */
    private void attemptBegins(Poll poll, List<Device> roll) {
        var again = clock.instant().plus(SECOND_ROUND);
        deadlines.set(Kind.POLL, poll.id().value(), again.isBefore(poll.closesAt()) ? again : poll.closesAt());
        sendAfterCommit(poll, roll, _ -> true);
        tellChannels(poll);
    }

    private void sendAfterCommit(Poll poll, List<Device> roll, Predicate<Ballot> wanted) {
        unitOfWork.afterCommit(() -> executor.execute(() -> sendBallots(poll, roll, wanted)));
    }

    /** A device that cannot be reached now gets its ballot in the second round, or with its first connection. */
    private void sendBallots(Poll poll, List<Device> roll, Predicate<Ballot> wanted) {
        var errands = poll.current()
                .filter(ballot -> ballot.state() == BallotState.PENDING)
                .filter(wanted)
                .map(ballot -> new Errand(ballot, device -> links.ballot(device, paper(poll, ballot))))
                .toList();
        run(errands, roll.isEmpty() ? devicesOf(errands) : roll);
    }

    private static BallotPaper paper(Poll poll, Ballot ballot) {
        return new BallotPaper(ballot.id(), poll.id(), poll.motion(), poll.attempt(), poll.openedAt(), poll.closesAt());
    }

    /** All of the roll, those who have voted too: they may want to know what came of it. */
    private void tellOfBallots(List<Step> steps) {
        var errands = steps.stream()
                .flatMap(step -> endOfAttempt(step).stream().flatMap(end -> step.before()
                        .current()
                        .filter(ballot -> ballot.state() != BallotState.VOIDED)
                        .map(ballot -> new Errand(ballot, device -> links.closed(device, ballot.id(), end)))))
                .toList();
        if (!errands.isEmpty()) {
            unitOfWork.afterCommit(() -> executor.execute(() -> run(errands, devicesOf(errands))));
        }
    }

    private List<Device> devicesOf(List<Errand> errands) {
        return devices.find(errands.stream()
                .map(errand -> errand.ballot().device())
                .distinct()
                .toList());
    }

    /** Each by itself, for the broker takes its time to confirm. */
    private void run(List<Errand> errands, List<Device> known) {
        var byId = known.stream().collect(Collectors.toMap(Device::id, Function.identity()));
        for (var errand : errands) {
            var device = byId.get(errand.ballot().device());
            if (device != null) {
                executor.execute(() -> errand.run(device));
            }
        }
    }

    /** Something to be said to the device of a ballot. */
    private record Errand(Ballot ballot, Consumer<Device> message) {

        void run(Device device) {
            try {
                message.accept(device);
            } catch (Refusal refusal) {
                LOG.log(
                        Level.WARNING,
                        "Ballot {0} could not be brought to its device: {1}",
                        ballot.id(),
                        refusal.reason().key());
            }
        }
    }

    /** Whoever it concerns: the requester and those whose devices may vote. */
    private void tellChannels(Poll poll) {
        Set<ProfileId> concerned = poll.current().map(Ballot::owner).collect(Collectors.toCollection(HashSet::new));
        concerned.add(poll.requester());
        var notice = new BallotNotice(
                poll.id(), poll.motion().title(), poll.motion().question(), poll.state(), poll.closesAt());
        unitOfWork.afterCommit(() -> concerned.forEach(profile -> channels.tell(profile, notice)));
    }

    private static Optional<BallotEnd> endOfAttempt(Step step) {
        var after = step.after();
        return switch (after.state()) {
            case OPEN -> after.attempt() > step.before().attempt() ? Optional.of(BallotEnd.RETRIED) : Optional.empty();
            case APPROVED -> Optional.of(BallotEnd.APPROVED);
            case REJECTED -> Optional.of(BallotEnd.REJECTED);
            case FAILED -> Optional.of(BallotEnd.FAILED);
            case CANCELLED -> Optional.of(BallotEnd.CANCELLED);
        };
    }
}
