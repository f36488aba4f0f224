package io.privicore.device.authenticator;

import io.privicore.device.dialogue.Engine;
import io.privicore.device.dialogue.Heard;
import io.privicore.device.key.DeviceKeys;
import io.privicore.protocol.key.Ed25519KeyPair;
import io.privicore.protocol.message.DeviceMessage.AuthenticatorVote;
import io.privicore.protocol.message.EngineMessage.AuthenticatorBallot;
import io.privicore.protocol.message.EngineMessage.AuthenticatorClosed;
import io.privicore.protocol.message.EngineMessage.AuthenticatorClosed.Result;
import io.privicore.protocol.message.EngineMessage.AuthenticatorMessage;
import io.privicore.protocol.message.VoteStatement;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The device as a voter, over all its connections. A vote is on disk before it is sent, and what is sent for a ballot is
 * always that one vote, however often the ballot comes.
 */
public final class Authenticator implements Desk {

    private static final System.Logger LOG = System.getLogger(Authenticator.class.getName());

    private final Ballots ballots;
    private final Voter voter;
    private final String deviceId;
    private final Ed25519KeyPair signing;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Engine engine;

    private Authenticator(Ballots ballots, Voter voter, String deviceId, Ed25519KeyPair signing, InstantSource clock) {
        this.ballots = ballots;
        this.voter = voter;
        this.deviceId = deviceId;
        this.signing = signing;
        this.clock = clock;
    }

    /** An authenticator with what it kept in the folder of its device. */
    public static Authenticator in(
            Path deviceFolder, DeviceKeys keys, String deviceId, Voter voter, InstantSource clock) throws IOException {
        var ballots = Ballots.in(deviceFolder.resolve("ballots"), keys.atRest(), clock.instant(), Ballots.Bounds.USUAL);
        return new Authenticator(ballots, voter, deviceId, keys.signing(), clock);
    }

    /** From here on votes go to this engine; first those that it may not have. */
    void join(Engine joined) {
        lock.lock();
        try {
            engine = joined;
            ballots.unconfirmed(clock.instant()).forEach(vote -> send(vote, joined, Optional.empty()));
        } finally {
            lock.unlock();
        }
    }

    void leave(Engine left) {
        lock.lock();
        try {
            if (engine == left) {
                engine = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Votes on what came together if there is an opinion, else keeps the ballot until there is; each message is settled when
     * that is safe. However many votes there are, they are written down together, and then sent.
     */
    void hear(List<Arrived> together, Engine from) throws IOException {
        lock.lock();
        try {
            var giving = new LinkedHashMap<UUID, Decided>();
            for (var one : together) {
                if (giving.containsKey(one.ballot())) {
                    give(giving, from);
                }
                switch (one.message()) {
                    case AuthenticatorBallot ballot ->
                        decide(ballot, one.heard(), from).ifPresent(decided -> giving.put(ballot.ballot(), decided));
                    case AuthenticatorClosed closed -> {
                        ballots.close(closed.ballot(), closed.result());
                        from.settle(List.of(one.heard()));
                    }
                }
            }
            give(giving, from);
        } finally {
            lock.unlock();
        }
    }

    /** A message of the engine that nobody has answered yet. */
    record Arrived(AuthenticatorMessage message, Heard heard) {

        UUID ballot() {
            return switch (message) {
                case AuthenticatorBallot ballot -> ballot.ballot();
                case AuthenticatorClosed closed -> closed.ballot();
            };
        }
    }

    /** A vote that is not written down yet, and the message that it answers. */
    private record Decided(AuthenticatorVote vote, Instant closesAt, Heard heard) {}

    private Optional<Decided> decide(AuthenticatorBallot ballot, Heard heard, Engine from) throws IOException {
        if (!ballot.isOver(clock.instant())) {
            switch (ballots.find(ballot.ballot()).orElse(null)) {
                case Kept.Voted voted -> {
                    send(voted.message(), from, Optional.of(heard));
                    return Optional.empty();
                }
                case Kept.Open _, Kept.Closed _ -> {}
                case null -> {
                    var opinion = ballots.mayHaveVotedOn(ballot) ? Optional.<Opinion>empty() : voter.opinionOn(ballot);
                    if (opinion.isPresent()) {
                        return Optional.of(new Decided(signed(ballot, opinion.get()), ballot.closesAt(), heard));
                    }
                    if (!ballots.keep(ballot)) {
                        tellOfNoRoom(ballot.ballot());
                    }
                }
            }
        }
        from.settle(List.of(heard));
        return Optional.empty();
    }

    private void give(Map<UUID, Decided> giving, Engine to) throws IOException {
        var noted = ballots
                .vote(giving.values().stream()
                        .map(one -> new Ballots.Given(one.vote(), one.closesAt()))
                        .toList())
                .stream()
                .map(AuthenticatorVote::ballot)
                .collect(Collectors.toSet());
        giving.forEach((ballot, decided) -> {
            if (noted.contains(ballot)) {
                send(decided.vote(), to, Optional.of(decided.heard()));
            } else {
                tellOfNoRoom(ballot);
                to.settle(List.of(decided.heard()));
            }
        });
        giving.clear();
    }

    private void tellOfNoRoom(UUID ballot) {
        LOG.log(
                Level.WARNING,
                "Device {0} does not vote on ballot {1}: there is no room to remember more, or what was is lost",
                deviceId,
                ballot);
    }

    /** Votes on what had no opinion before, and forgets what is over. */
    void beat() throws IOException {
        lock.lock();
        try {
            ballots.dropOver(clock.instant());
            for (var ballot : ballots.open(clock.instant())) {
                var opinion = voter.opinionOn(ballot);
                if (opinion.isPresent()) {
                    vote(ballot, opinion.get());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<AuthenticatorBallot> open() {
        lock.lock();
        try {
            return ballots.open(clock.instant());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<Result> result(UUID ballot) {
        lock.lock();
        try {
            return ballots.find(ballot).flatMap(one -> switch (one) {
                case Kept.Open _ -> Optional.empty();
                case Kept.Voted voted -> voted.result();
                case Kept.Closed closed -> Optional.of(closed.message().result());
            });
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Casting cast(UUID ballot, Opinion opinion) throws IOException {
        lock.lock();
        try {
            return switch (ballots.find(ballot).orElse(null)) {
                case Kept.Open(var open)
                when !open.isOver(clock.instant()) -> {
                    vote(open, opinion);
                    yield Casting.CAST;
                }
                case Kept.Voted _ -> Casting.VOTED_BEFORE;
                case Kept.Open _, Kept.Closed _ -> Casting.OVER;
                case null -> Casting.OVER;
            };
        } finally {
            lock.unlock();
        }
    }

    /** The vote that is given on the ballot, if there is one. */
    public Optional<AuthenticatorVote> voted(UUID ballot) {
        lock.lock();
        try {
            return ballots.find(ballot)
                    .flatMap(one -> one instanceof Kept.Voted voted ? Optional.of(voted.message()) : Optional.empty());
        } finally {
            lock.unlock();
        }
    }

    private void vote(AuthenticatorBallot ballot, Opinion opinion) throws IOException {
        var vote = signed(ballot, opinion);
        ballots.vote(vote, ballot.closesAt());
        if (engine != null) {
            send(vote, engine, Optional.empty());
        }
    }

    private AuthenticatorVote signed(AuthenticatorBallot ballot, Opinion opinion) {
        var statement = new VoteStatement(
                ballot.ballot(), ballot.operation(), opinion.choice(), clock.instant(), opinion.reason());
        return AuthenticatorVote.signed(statement, deviceId, signing);
    }

    private void send(AuthenticatorVote vote, Engine to, Optional<Heard> answered) {
        var _ = to.say(vote).whenCompleteAsync((_, failure) -> {
            if (failure != null) {
                to.giveUp(failure);
                return;
            }
            confirmed(vote.ballot());
            answered.ifPresent(heard -> to.settle(List.of(heard)));
        });
    }

    private void confirmed(UUID ballot) {
        lock.lock();
        try {
            ballots.confirmed(ballot);
        } finally {
            lock.unlock();
        }
    }
}
