package io.privicore.adapters.persistence.voting;

import static java.util.Objects.requireNonNull;

import io.privicore.adapters.persistence.tx.Json;
import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.query.VotingQuery.PollView;
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

    /** Writes a new poll and its ballots; arguments are those of {@link #opened}. */
    static final String OPEN = """
            with mine as (
                insert into poll (profile_id, id, state, attempt, title, question, nonce, attributes, digest, command_id,
                    strategy, percentage, quorum_size, time_limit, attempts, others_must_agree, configuration_id, opened_at,
                    closes_at, ended_at, revision)
                values (?, ?, ?, ?, ?, ?, ?, ?::json, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
                returning profile_id, id),
            """ + BallotRow.GIVEN + "," + BallotRow.ISSUED + " select count(*) as saved from mine";

    /** Writes a poll that is still at the revision it was read at; arguments are those of {@link #changed}. */
    static final String SAVE = """
            with mine as (select profile_id, id from poll where id = ? and revision = ? for update),
            """ + BallotRow.GIVEN + "," + BallotRow.CHANGED + "," + BallotRow.ISSUED + """
            update poll p set state = ?, attempt = ?, closes_at = ?, ended_at = ?, revision = p.revision + 1
            from mine m where p.profile_id = m.profile_id and p.id = m.id
            """;

    /**
     * What is long comes with the first ballot alone, however many there are. The ballots of each poll are looked up by
     * themselves, by their index, whatever the planner believes of the table.
     */
    private static final String READ = """
            select p.profile_id, p.id, p.state, p.attempt, p.nonce, p.digest, p.command_id, p.strategy, p.percentage,
                p.quorum_size, p.time_limit, p.attempts, p.others_must_agree, p.configuration_id, p.opened_at, p.closes_at,
                p.ended_at, p.revision,
                case when b.number = 0 then p.title end as title,
                case when b.number = 0 then p.question end as question,
                case when b.number = 0 then p.attributes end as attributes,
                b.id as ballot_id, b.owner_id, b.device_id, b.attempt as ballot_attempt, b.state as ballot_state, b.choice,
                b.reason, b.cast_at, b.signing_key, b.signature
            from (%s) p cross join lateral (
                select * from ballot o where o.profile_id = p.profile_id and o.poll_id = p.id offset 0) b
            order by p.opened_at desc, p.id desc, b.number
            """;

    private static final String LIST = """
            select p.id, p.state, p.attempt, p.title, p.question, p.nonce, p.command_id, p.strategy, p.percentage,
                p.quorum_size, p.attempts, p.opened_at, p.closes_at, b.*
            from (%s) p cross join lateral (
                select count(*) as total,
                    count(*) filter (where choice = 'YES') as yes,
                    count(*) filter (where choice = 'NO') as no,
                    count(*) filter (where choice = 'ABSTAIN') as abstain,
                    count(*) filter (where ballot.state = 'PENDING') as pending
                from ballot where profile_id = p.profile_id and poll_id = p.id and ballot.attempt = p.attempt) b
            order by p.opened_at desc, p.id desc
            """;

    private PollRow() {}

    /** A statement for the polls of a selection, newest first, with a row for every ballot. */
    static String read(String selection) {
        return READ.formatted(selection);
    }

    /** A statement for where the polls of a selection stand, newest first, with a row for every poll. */
    static String list(String selection) {
        return LIST.formatted(selection);
    }

    static PollView view(ResultSet row) throws SQLException {
        return new PollView(
                new PollId(Sql.uuid(row, "id")),
                row.getString("title"),
                row.getString("question"),
                Optional.ofNullable(row.getString("nonce")),
                PollState.valueOf(row.getString("state")),
                row.getInt("attempt"),
                row.getInt("attempts"),
                Strategies.of(row.getString("strategy"), row.getInt("percentage")),
                row.getInt("quorum_size"),
                instant(row, "opened_at"),
                instant(row, "closes_at"),
                row.getInt("total"),
                row.getInt("yes"),
                row.getInt("no"),
                row.getInt("abstain"),
                row.getInt("pending"),
                optional(row, "command_id"));
    }

    static List<@Nullable Object> opened(Poll poll) {
        var motion = poll.motion();
        var rules = poll.rules();
        var arguments = new ArrayList<@Nullable Object>(Arrays.asList(
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
                poll.endedAt().orElse(null)));
        arguments.addAll(BallotRow.arguments(poll));
        return arguments;
    }

    static List<@Nullable Object> changed(Poll poll) {
        var arguments = new ArrayList<@Nullable Object>(List.of(poll.id().value(), poll.revision()));
        arguments.addAll(BallotRow.arguments(poll));
        arguments.addAll(Arrays.asList(
                poll.state().name(),
                poll.attempt(),
                poll.closesAt(),
                poll.endedAt().orElse(null)));
        return arguments;
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
