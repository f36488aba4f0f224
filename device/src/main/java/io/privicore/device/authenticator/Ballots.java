package io.privicore.device.authenticator;

import io.privicore.device.file.DurableFiles;
import io.privicore.protocol.Bytes;
import io.privicore.protocol.key.AesKey;
import io.privicore.protocol.message.DeviceMessage.AuthenticatorVote;
import io.privicore.protocol.message.EngineMessage.AuthenticatorBallot;
import io.privicore.protocol.message.EngineMessage.AuthenticatorClosed;
import io.privicore.protocol.message.EngineMessage.AuthenticatorClosed.Result;
import io.privicore.protocol.message.MalformedMessage;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The ballots that wait for a vote, and the votes that were given: one small sealed file each, and all of it in memory. A
 * method that changes something has made it durable when it returns. Not safe for several threads.
 */
final class Ballots {

    private static final System.Logger LOG = System.getLogger(Ballots.class.getName());
    /** No poll is open for longer than a day. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Path folder;
    private final AesKey sealing;
    private final Bounds bounds;
    private final SecureRandom random = new SecureRandom();
    private final Map<UUID, Kept> kept = new HashMap<>();
    private final Map<UUID, Integer> openBytes = new HashMap<>();

    private Ballots(Path folder, AesKey sealing, Bounds bounds) {
        this.folder = folder;
        this.sealing = sealing;
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
        var ballots = new Ballots(
                DurableFiles.folder(folder), atRest.derive("privicore device ballots", new byte[0]), bounds);
        ballots.load(now);
        return ballots;
    }

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

    /** Keeps a ballot until there is a vote; false where too many wait already. */
    boolean keep(AuthenticatorBallot ballot) throws IOException {
        var open = new Kept.Open(ballot);
        var content = open.toBytes();
        long bytes = content.length
                + openBytes.values().stream().mapToLong(Integer::longValue).sum();
        if (openBytes.size() >= bounds.mostOpen() || bytes > bounds.mostOpenBytes() || !hasRoom()) {
            return false;
        }
        put(open, content);
        return true;
    }

    /** Notes the vote for good; false where there is no room to remember it. */
    boolean vote(AuthenticatorVote vote, Instant closesAt) throws IOException {
        if (!kept.containsKey(vote.ballot()) && !hasRoom()) {
            return false;
        }
        var voted = new Kept.Voted(vote, closesAt, false, Optional.empty());
        put(voted, voted.toBytes());
        return true;
    }

    /** The broker has the vote. */
    void confirmed(UUID ballot) {
        kept.computeIfPresent(ballot, (_, one) -> switch (one) {
            case Kept.Voted voted -> new Kept.Voted(voted.message(), voted.closesAt(), true, voted.result());
            case Kept.Open _, Kept.Closed _ -> one;
        });
    }

    void close(UUID ballot, Result result) throws IOException {
        switch (kept.get(ballot)) {
            case Kept.Open open -> {
                var closed = new Kept.Closed(new AuthenticatorClosed(ballot, result), open.closesAt());
                put(closed, closed.toBytes());
            }
            // What was voted is on disk; how it ended matters to nobody after a restart.
            case Kept.Voted voted ->
                kept.put(
                        ballot,
                        new Kept.Voted(voted.message(), voted.closesAt(), voted.confirmed(), Optional.of(result)));
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
    private boolean hasRoom() throws IOException {
        if (kept.size() < bounds.most()) {
            return true;
        }
        var ended = kept.values().stream()
                .filter(one -> switch (one) {
                    case Kept.Open _ -> false;
                    case Kept.Voted voted -> voted.result().isPresent();
                    case Kept.Closed _ -> true;
                })
                .min(Comparator.comparing(Kept::closesAt));
        if (ended.isPresent()) {
            drop(ended.get().ballot());
        }
        return ended.isPresent();
    }

    private void put(Kept one, byte[] content) throws IOException {
        DurableFiles.write(file(one.ballot()), seal(one.ballot(), content));
        remember(one, content.length);
    }

    private void remember(Kept one, int bytes) {
        kept.put(one.ballot(), one);
        if (one instanceof Kept.Open) {
            openBytes.put(one.ballot(), bytes);
        } else {
            openBytes.remove(one.ballot());
        }
    }

    private void drop(UUID ballot) throws IOException {
        Files.deleteIfExists(file(ballot));
        kept.remove(ballot);
        openBytes.remove(ballot);
    }

    private void load(Instant now) throws IOException {
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                var ballot = ballotOf(file);
                if (ballot.isPresent()) {
                    load(file, ballot.get(), now);
                } else {
                    Files.delete(file);
                }
            }
        }
        dropOver(now);
    }

    private void load(Path file, UUID ballot, Instant now) throws IOException {
        try {
            var content = unseal(ballot, Files.readAllBytes(file));
            remember(Kept.parse(content), content.length);
        } catch (GeneralSecurityException | MalformedMessage | IllegalArgumentException e) {
            // It may have held a vote, so there is to be no other.
            LOG.log(Level.WARNING, "Expected a ballot in {0}, but the file is damaged: it is not voted on", file);
            var lost = new AuthenticatorClosed(ballot, Result.LAPSED);
            remember(new Kept.Closed(lost, now.plus(LONGEST)), 0);
        }
    }

    private static Optional<UUID> ballotOf(Path file) {
        try {
            return Optional.of(UUID.fromString(file.getFileName().toString()));
        } catch (IllegalArgumentException leftByACrash) {
            return Optional.empty();
        }
    }

    private byte[] seal(UUID ballot, byte[] content) {
        var nonce = new byte[AesKey.NONCE_LENGTH];
        random.nextBytes(nonce);
        var sealed = new byte[nonce.length + content.length + AesKey.TAG_LENGTH];
        System.arraycopy(nonce, 0, sealed, 0, nonce.length);
        sealing.seal(nonce, name(ballot), Bytes.wrap(content), sealed, nonce.length);
        return sealed;
    }

    private byte[] unseal(UUID ballot, byte[] sealed) throws GeneralSecurityException {
        if (sealed.length < AesKey.NONCE_LENGTH) {
            throw new GeneralSecurityException("Expected a nonce, but the file is shorter");
        }
        var nonce = new byte[AesKey.NONCE_LENGTH];
        System.arraycopy(sealed, 0, nonce, 0, nonce.length);
        return sealing.open(nonce, name(ballot), Bytes.wrap(sealed, nonce.length, sealed.length - nonce.length));
    }

    private Path file(UUID ballot) {
        return folder.resolve(ballot.toString());
    }

    private static Bytes[] name(UUID ballot) {
        return new Bytes[] {
            Bytes.wrap(ByteBuffer.allocate(16)
                    .putLong(ballot.getMostSignificantBits())
                    .putLong(ballot.getLeastSignificantBits())
                    .array())
        };
    }
}
