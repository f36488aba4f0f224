package io.privicore.application.voting;

import static io.privicore.domain.kernel.Reason.BALLOT_NOT_FOUND;
import static io.privicore.domain.kernel.Reason.POLL_NOT_FOUND;

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
import io.privicore.domain.voting.Vote;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Brings ballots to devices and their votes to polls. All but {@link #timeIsUp} works within the caller's unit of work, with
 * the poll locked; what devices and channels are told goes out after it.
 */
public final class Balloting {

    private static final Logger LOG = System.getLogger(Balloting.class.getName());

    /** When ballots of an open poll are sent once more, in case the node that opened it died before it could. */
    private static final Duration SECOND_ROUND = Duration.ofSeconds(5);

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

    /** Makes a poll durable and sends its ballots. */
    public void open(Change<Poll> opened) {
        polls.save(opened);
        attemptBegins(opened.after());
    }

    /** Counts a vote; refuses what cannot be counted with {@code BALLOT_NOT_FOUND} or {@code BALLOT_CLOSED}. */
    public void cast(PollId id, DeviceId device, BallotId ballot, Vote vote) {
        var poll = polls.lock(id)
                .orElseThrow(() -> new Refusal(BALLOT_NOT_FOUND, "Expected a ballot of the device, but there is none"));
        save(poll, poll.cast(ballot, device, vote, this::ballotId, clock.instant()));
    }

    /** Voids the open ballots of a device that was removed. */
    public void deviceRemoved(DeviceId device) {
        polls.openOf(device)
                .forEach(id -> change(id, poll -> poll.voidBallotOf(device, this::ballotId, clock.instant())));
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
                unitOfWork.afterCommit(() -> executor.execute(() -> sendBallots(poll)));
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
        var after = change.after();
        if (after.equals(before)) {
            return;
        }
        polls.save(change);
        if (!after.isOpen()) {
            deadlines.clear(Kind.POLL, after.id().value());
            tellOfBallots(before, endOf(after));
            tellChannels(after);
            ends.ended(after);
        } else if (after.attempt() > before.attempt()) {
            tellOfBallots(before, BallotEnd.RETRIED);
            attemptBegins(after);
        }
    }

    private void attemptBegins(Poll poll) {
        var again = clock.instant().plus(SECOND_ROUND);
        deadlines.set(Kind.POLL, poll.id().value(), again.isBefore(poll.closesAt()) ? again : poll.closesAt());
        unitOfWork.afterCommit(() -> executor.execute(() -> sendBallots(poll)));
        tellChannels(poll);
    }

    /** A device that cannot be reached now gets its ballot in the second round, or not at all. */
    private void sendBallots(Poll poll) {
        var pending = poll.current()
                .filter(ballot -> ballot.state() == BallotState.PENDING)
                .toList();
        toDevices(
                pending,
                (device, ballot) -> links.ballot(
                        device,
                        new BallotPaper(
                                ballot.id(),
                                poll.id(),
                                poll.motion(),
                                poll.attempt(),
                                poll.openedAt(),
                                poll.closesAt())));
    }

    /** All of the roll, those who have voted too: they may want to know what came of it. */
    private void tellOfBallots(Poll before, BallotEnd end) {
        var told = before.current()
                .filter(ballot -> ballot.state() != BallotState.VOIDED)
                .toList();
        unitOfWork.afterCommit(() ->
                executor.execute(() -> toDevices(told, (device, ballot) -> links.closed(device, ballot.id(), end))));
    }

    /** Each by itself, for the broker takes its time to confirm. */
    private void toDevices(List<Ballot> ballots, BiConsumer<Device, Ballot> message) {
        var found = devices.find(ballots.stream().map(Ballot::device).toList()).stream()
                .collect(Collectors.toMap(Device::id, Function.identity()));
        for (var ballot : ballots) {
            var device = found.get(ballot.device());
            if (device != null) {
                executor.execute(() -> toDevice(device, ballot, message));
            }
        }
    }

    private static void toDevice(Device device, Ballot ballot, BiConsumer<Device, Ballot> message) {
        try {
            message.accept(device, ballot);
        } catch (Refusal refusal) {
            LOG.log(
                    Level.WARNING,
                    "Ballot {0} could not be brought to its device: {1}",
                    ballot.id(),
                    refusal.reason().key());
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

    private static BallotEnd endOf(Poll poll) {
        return switch (poll.state()) {
            case OPEN -> throw new IllegalStateException("Expected a poll that has ended");
            case APPROVED -> BallotEnd.APPROVED;
            case REJECTED -> BallotEnd.REJECTED;
            case FAILED -> BallotEnd.FAILED;
            case CANCELLED -> BallotEnd.CANCELLED;
        };
    }
}
