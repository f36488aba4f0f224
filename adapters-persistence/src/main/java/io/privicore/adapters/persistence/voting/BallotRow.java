package io.privicore.adapters.persistence.voting;

import static java.util.Objects.requireNonNull;

import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.voting.Ballot;
import io.privicore.domain.voting.BallotId;
import io.privicore.domain.voting.BallotState;
import io.privicore.domain.voting.Choice;
import io.privicore.domain.voting.Poll;
import io.privicore.domain.voting.Vote;
import io.privicore.domain.voting.Vote.Signature;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Ballots of a poll as they are kept: how many at once as there are, in the statement that writes their poll. */
final class BallotRow {

    /** What is to be written, as a part of a statement that has the {@code mine} poll. */
    static final String GIVEN = """
            given as (
                select ? + g.nr - 1 as number, g.* from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) with ordinality
                    as g (id, owner_id, device_id, attempt, state, open, choice, reason, cast_at, signing_key, signature, nr))
            """;

    /** Touches only what is another than it was. */
    static final String CHANGED = """
            changed as (
                update ballot b set state = g.state, open = g.open, choice = g.choice, reason = g.reason,
                    cast_at = g.cast_at, signing_key = g.signing_key, signature = g.signature
                from mine s, given g
                where b.profile_id = s.profile_id and b.poll_id = s.id and b.number = g.number
                    and (b.state <> g.state or b.open <> g.open))
            """;

    static final String ISSUED = """
            issued as (
                insert into ballot (profile_id, poll_id, number, id, owner_id, device_id, attempt, state, open, choice,
                    reason, cast_at, signing_key, signature)
                select s.profile_id, s.id, g.number, g.id, g.owner_id, g.device_id, g.attempt, g.state, g.open, g.choice,
                    g.reason, g.cast_at, g.signing_key, g.signature
                from mine s cross join given g
                where g.number > coalesce((
                    select max(b.number) from ballot b where b.profile_id = s.profile_id and b.poll_id = s.id), -1))
            """;

    private BallotRow() {}

    /** Those of the present attempt and of the one before it; nothing changes any more in earlier ones. */
    static List<@Nullable Object> arguments(Poll poll) {
        long earlier = poll.ballots().stream()
                .filter(ballot -> ballot.attempt() < poll.attempt() - 1)
                .count();
        var ballots = poll.ballots().subList((int) earlier, poll.ballots().size());
        return Arrays.asList(
                earlier,
                ballots.stream().map(ballot -> ballot.id().value()).toArray(UUID[]::new),
                ballots.stream().map(ballot -> ballot.owner().value()).toArray(UUID[]::new),
                ballots.stream().map(ballot -> ballot.device().value()).toArray(UUID[]::new),
                ballots.stream().map(ballot -> (long) ballot.attempt()).toArray(Long[]::new),
                ballots.stream().map(ballot -> ballot.state().name()).toArray(String[]::new),
                ballots.stream().map(ballot -> isOpen(poll, ballot)).toArray(Boolean[]::new),
                texts(ballots, vote -> vote.choice().name()),
                texts(ballots, Vote::reason),
                ballots.stream()
                        .map(ballot -> ballot.vote().map(BallotRow::castAt).orElse(null))
                        .toArray(OffsetDateTime[]::new),
                bytes(ballots, Signature::key),
                bytes(ballots, Signature::value));
    }

    static Ballot read(ResultSet row) throws SQLException {
        return new Ballot(
                new BallotId(Sql.uuid(row, "ballot_id")),
                new DeviceId(Sql.uuid(row, "device_id")),
                new ProfileId(Sql.uuid(row, "owner_id")),
                row.getInt("ballot_attempt"),
                BallotState.valueOf(row.getString("ballot_state")),
                vote(row));
    }

    private static Optional<Vote> vote(ResultSet row) throws SQLException {
        var choice = row.getString("choice");
        if (choice == null) {
            return Optional.empty();
        }
        byte @Nullable [] key = row.getBytes("signing_key");
        var signature = key == null
                ? Optional.<Signature>empty()
                : Optional.of(new Signature(Bytes.wrap(key), Bytes.wrap(row.getBytes("signature"))));
        return Optional.of(new Vote(
                Choice.valueOf(choice),
                row.getString("reason"),
                requireNonNull(Sql.instant(row, "cast_at")),
                signature));
    }

    /** Whether the ballot's device would have to be taken out of the poll if it went. */
    private static boolean isOpen(Poll poll, Ballot ballot) {
        return poll.isOpen() && ballot.attempt() == poll.attempt() && ballot.state() != BallotState.VOIDED;
    }

    /** Cut off where the database would round up: to the millisecond it stays what was signed. */
    private static OffsetDateTime castAt(Vote vote) {
        Instant exact = vote.castAt().truncatedTo(ChronoUnit.MICROS);
        return exact.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable String[] texts(List<Ballot> ballots, Function<Vote, String> text) {
        return ballots.stream()
                .map(ballot -> ballot.vote().map(text).orElse(null))
                .toArray(String[]::new);
    }

    private static byte @Nullable [][] bytes(List<Ballot> ballots, Function<Signature, Bytes> part) {
        return ballots.stream()
                .map(ballot -> ballot.vote()
                        .flatMap(Vote::signature)
                        .map(part)
                        .map(Bytes::view)
                        .orElse(null))
                .toArray(byte[][]::new);
    }
}
