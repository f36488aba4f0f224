package io.privicore.adapters.persistence.voting;

import static java.util.Objects.requireNonNull;

import io.privicore.adapters.persistence.tx.Json;
import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.voting.Ballot;
import io.privicore.domain.voting.Motion;
import io.privicore.domain.voting.Poll;
import io.privicore.domain.voting.PollId;
import io.privicore.domain.voting.PollState;
import io.privicore.domain.voting.VotingConfigurationId;
import io.privicore.domain.voting.VotingRules;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A poll as it is kept. What it was opened with is written once. */
final class PollRow {

    private static final String SAVED = " select count(*) as saved from saved";

    /** Writes a new poll and its ballots; arguments are those of {@link #opened}, then those of its ballots. */
    static final String OPEN = """
            with saved as (
                insert into poll (profile_id, id, state, attempt, title, question, nonce, attributes, digest, command_id,
                    strategy, percentage, quorum_size, time_limit, attempts, others_must_agree, configuration_id, opened_at,
                    closes_at, ended_at, revision)
                values (?, ?, ?, ?, ?, ?, ?, ?::json, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
                returning profile_id, id),
            """ + BallotRow.GIVEN + "," + BallotRow.ISSUED + SAVED;

    /** Writes a poll that is still at the revision it was read at; arguments are those of {@link #changed}, then the same. */
    static final String SAVE = """
            with saved as (
                update poll set state = ?, attempt = ?, closes_at = ?, ended_at = ?, revision = revision + 1
                where id = ? and revision = ?
                returning profile_id, id),
            """ + BallotRow.GIVEN + "," + BallotRow.CHANGED + "," + BallotRow.ISSUED + SAVED;

    /** What is long comes with the first ballot alone, however many there are. */
    private static final String READ = """
            select p.profile_id, p.id, p.state, p.attempt, p.nonce, p.digest, p.command_id, p.strategy, p.percentage,
                p.quorum_size, p.time_limit, p.attempts, p.others_must_agree, p.configuration_id, p.opened_at, p.closes_at,
                p.ended_at, p.revision,
                case when b.number = 0 then p.title end as title,
                case when b.number = 0 then p.question end as question,
                case when b.number = 0 then p.attributes end as attributes,
                b.id as ballot_id, b.owner_id, b.device_id, b.attempt as ballot_attempt, b.state as ballot_state, b.choice,
                b.reason, b.cast_at, b.signing_key, b.signature
            from (%s) p join ballot b on b.profile_id = p.profile_id and b.poll_id = p.id
            order by p.opened_at desc, p.id desc, b.number
            """;

    private PollRow() {}

    /** A statement for the polls of a selection, newest first, with a row for every ballot. */
    static String read(String selection) {
        return READ.formatted(selection);
    }

    static List<@Nullable Object> opened(Poll poll) {
        var motion = poll.motion();
        var rules = poll.rules();
        return Arrays.asList(
                poll.requester().value(),
                poll.id().value(),
                poll.state().name(),
                poll.attempt(),
                motion.title(),
                motion.question(),
                motion.nonce().orElse(null),
                Json.write(new LinkedHashMap<String, Object>(motion.attributes())),
                motion.digest().view(),
                motion.command().orElse(null),
                Strategies.name(rules.strategy()),
                Strategies.percentage(rules.strategy()),
                rules.quorumSize(),
                rules.timeLimit().toNanos(),
                rules.attempts(),
                poll.othersMustAgree(),
                poll.configuration().map(VotingConfigurationId::value).orElse(null),
                poll.openedAt(),
                poll.closesAt(),
                poll.endedAt().orElse(null));
    }

    static List<@Nullable Object> changed(Poll poll) {
        return Arrays.asList(
                poll.state().name(),
                poll.attempt(),
                poll.closesAt(),
                poll.endedAt().orElse(null),
                poll.id().value(),
                poll.revision());
    }

    /** Puts polls together from rows that come poll by poll, each poll's first ballot first. */
    static final class Reader {

        private final List<Poll> polls = new ArrayList<>();
        private final List<Ballot> ballots = new ArrayList<>();
        private @Nullable Poll present;

        boolean add(ResultSet row) throws SQLException {
            if (present == null || !present.id().value().equals(Sql.uuid(row, "id"))) {
                finish();
                present = withoutBallots(row);
            }
            return ballots.add(BallotRow.read(row));
        }

        List<Poll> all() {
            finish();
            return polls;
        }

        private void finish() {
            if (present != null) {
                polls.add(with(present, ballots));
                ballots.clear();
                present = null;
            }
        }
    }

    private static Poll withoutBallots(ResultSet row) throws SQLException {
        return new Poll(
                new PollId(Sql.uuid(row, "id")),
                new ProfileId(Sql.uuid(row, "profile_id")),
                motion(row),
                new VotingRules(
                        Strategies.of(row.getString("strategy"), row.getInt("percentage")),
                        row.getInt("quorum_size"),
                        Duration.ofNanos(row.getLong("time_limit")),
                        row.getInt("attempts")),
                row.getBoolean("others_must_agree"),
                optional(row, "configuration_id").map(VotingConfigurationId::new),
                PollState.valueOf(row.getString("state")),
                row.getInt("attempt"),
                List.of(),
                instant(row, "opened_at"),
                instant(row, "closes_at"),
                Optional.ofNullable(Sql.instant(row, "ended_at")),
                row.getLong("revision"));
    }

    private static Motion motion(ResultSet row) throws SQLException {
        Map<String, String> attributes = new LinkedHashMap<>();
        Json.read(row.getString("attributes")).forEach((name, value) -> attributes.put(name, String.valueOf(value)));
        return new Motion(
                row.getString("title"),
                row.getString("question"),
                Optional.ofNullable(row.getString("nonce")),
                attributes,
                Bytes.wrap(row.getBytes("digest")),
                optional(row, "command_id"));
    }

    private static Poll with(Poll poll, List<Ballot> ballots) {
        return new Poll(
                poll.id(),
                poll.requester(),
                poll.motion(),
                poll.rules(),
                poll.othersMustAgree(),
                poll.configuration(),
                poll.state(),
                poll.attempt(),
                ballots,
                poll.openedAt(),
                poll.closesAt(),
                poll.endedAt(),
                poll.revision());
    }

    private static Optional<UUID> optional(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, UUID.class));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return requireNonNull(Sql.instant(row, column));
    }
}
