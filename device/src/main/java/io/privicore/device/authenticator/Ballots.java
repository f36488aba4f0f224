package io.privicore.device.authenticator;

import io.privicore.protocol.key.AesKey;
import io.privicore.protocol.message.DeviceMessage.AuthenticatorVote;
import io.privicore.protocol.message.EngineMessage.AuthenticatorBallot;
import io.privicore.protocol.message.EngineMessage.AuthenticatorClosed;
import io.privicore.protocol.message.EngineMessage.AuthenticatorClosed.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The ballots that wait for a vote, and the votes that were given: all of it in memory, and sealed on disk. A method that
 * changes something has made it durable when it returns. Not safe for several threads.
 */
final class Ballots {

    private static final Comparator<Kept> FIRST_TO_CLOSE =
            Comparator.comparing(Kept::closesAt).thenComparing(Kept::ballot);

    private final Sheets sheets;
    private final Bounds bounds;
    private final Map<UUID, Kept> kept = new HashMap<>();
    private final Map<UUID, Integer> openBytes = new HashMap<>();

    /** Those that have ended, and make room. */
    private final TreeSet<Kept> ended = new TreeSet<>(FIRST_TO_CLOSE);

    private Ballots(Sheets sheets, Bounds bounds) {
        this.sheets = sheets;
        this.bounds = bounds;
    }

    /**
     * How much is kept.
     *
     * @param most ballots, with and without a vote
     * @param mostOpen ballots that wait for a vote
     * @param mostOpenBytes that these take
     */
    record Bounds(int most, int mostOpen, long mostOpenBytes) {

        static final Bounds USUAL = new Bounds(16_384, 1024, 16L << 20);
    }

    static Ballots in(Path folder, AesKey atRest, Instant now, Bounds bounds) throws IOException {
        var sheets = Sheets.in(folder, atRest.derive("privicore device ballots", new byte[0]));
        var ballots = new Ballots(sheets, bounds);
        sheets.load(now, ballots::remember);
        ballots.dropOver(now);
        return ballots;
    }

    /** A vote that is to be noted. */
    record Given(AuthenticatorVote vote, Instant closesAt) {}

    Optional<Kept> find(UUID ballot) {
        return Optional.ofNullable(kept.get(ballot));
    }

    /** The ballots that wait for a vote, the one that closes first in front. */
    List<AuthenticatorBallot> open(Instant now) {
        return kept.values().stream()
                .flatMap(one -> one instanceof Kept.Open(var ballot) ? Stream.of(ballot) : Stream.empty())
                .filter(ballot -> !ballot.isOver(now))
                .sorted(Comparator.comparing(AuthenticatorBallot::closesAt).thenComparing(AuthenticatorBallot::ballot))
                .toList();
    }

    /** The votes that may not have reached the engine, and still count there. */
    List<AuthenticatorVote> unconfirmed(Instant now) {
        return kept.values().stream()
                .flatMap(one -> one instanceof Kept.Voted voted ? Stream.of(voted) : Stream.empty())
                .filter(voted -> !voted.confirmed() && voted.result().isEmpty() && now.isBefore(voted.closesAt()))
                .map(Kept.Voted::message)
                .toList();
    }

    /** Keeps a ballot until there is a vote; false where too many wait already, or it may have been voted on before. */
    boolean keep(AuthenticatorBallot ballot) throws IOException {
        var open = new Kept.Open(ballot);
        long bytes = open.toBytes().length
                + openBytes.values().stream().mapToLong(Integer::longValue).sum();
        if (openBytes.size() >= bounds.mostOpen()
                || bytes > bounds.mostOpenBytes()
                || mayHaveVotedOn(ballot)
                || !hasRoom(0)) {
            return false;
        }
        put(List.of(open));
        return true;
    }

    /** Whether nobody knows any more what was voted on ballots of its time. */
    boolean mayHaveVotedOn(AuthenticatorBallot ballot) {
        return sheets.mayHaveLost(ballot.openedAt());
    }

    /** Notes the vote for good; false where there is no room to remember it. */
    boolean vote(AuthenticatorVote vote, Instant closesAt) throws IOException {
        return !vote(List.of(new Given(vote, closesAt))).isEmpty();
    }

    /** Notes votes for good, all with one write; answers those that there was room to remember. */
    List<AuthenticatorVote> vote(List<Given> given) throws IOException {
        var noted = new ArrayList<Kept>();
        int fresh = 0;
        for (var one : given) {
            boolean known = kept.containsKey(one.vote().ballot());
            if (known || hasRoom(fresh)) {
                fresh += known ? 0 : 1;
                noted.add(new Kept.Voted(one.vote(), one.closesAt(), false, Optional.empty()));
            }
        }
        put(noted);
        return noted.stream().map(one -> ((Kept.Voted) one).message()).toList();
    }

    /** The broker has the vote. */
    void confirmed(UUID ballot) {
        if (kept.get(ballot) instanceof Kept.Voted voted) {
            remember(new Kept.Voted(voted.message(), voted.closesAt(), true, voted.result()));
        }
    }

    void close(UUID ballot, Result result) throws IOException {
        switch (kept.get(ballot)) {
            case Kept.Open open ->
                put(List.of(new Kept.Closed(new AuthenticatorClosed(ballot, result), open.closesAt())));
            // What was voted is on disk; how it ended matters to nobody after a restart.
            case Kept.Voted voted ->
                remember(new Kept.Voted(voted.message(), voted.closesAt(), voted.confirmed(), Optional.of(result)));
            case Kept.Closed _ -> {}
            case null -> {}
        }
    }

    /** Forgets what nobody can vote on any more. */
    void dropOver(Instant now) throws IOException {
        var over = kept.values().stream()
                .filter(one -> !now.isBefore(one.until()))
                .map(Kept::ballot)
                .toList();
        for (var ballot : over) {
            drop(ballot);
        }
    }

    // A ballot that has ended makes room for another. One that has not never does: it might come again, and be voted on
    // differently.
    private boolean hasRoom(int besides) throws IOException {
        while (kept.size() + besides >= bounds.most()) {
            if (ended.isEmpty()) {
                return false;
            }
            drop(ended.first().ballot());
        }
        return true;
    }

    private void put(List<Kept> together) throws IOException {
        sheets.write(together);
        together.forEach(this::remember);
    }

    private void remember(Kept one) {
        forget(one.ballot());
        kept.put(one.ballot(), one);
        switch (one) {
            case Kept.Open open -> openBytes.put(open.ballot(), open.toBytes().length);
            case Kept.Voted voted when voted.result().isPresent() -> ended.add(voted);
            case Kept.Voted _ -> {}
            case Kept.Closed closed -> ended.add(closed);
        }
    }

    private void forget(UUID ballot) {
        var before = kept.remove(ballot);
        if (before != null) {
            ended.remove(before);
            openBytes.remove(ballot);
        }
    }

    private void drop(UUID ballot) throws IOException {
        sheets.drop(ballot);
        forget(ballot);
    }
}
