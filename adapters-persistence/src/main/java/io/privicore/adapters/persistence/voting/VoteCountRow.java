package io.privicore.adapters.persistence.voting;

import io.privicore.application.port.Polls.VoteCounts;
import io.privicore.domain.voting.Ballot;
import io.privicore.domain.voting.BallotState;
import io.privicore.domain.voting.Choice;
import io.privicore.domain.voting.Poll;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How often devices voted what: kept for polls that have ended, counted for those that are open. */
final class VoteCountRow {

    /** Over how many rows the polls of a device are spread. */
    private static final int SLOTS = 16;

    /** Adds up the ballots of polls that end: devices in order, or two that end at once would wait for each other. */
    static final String ADD = """
            insert into vote_count as c (owner_id, device_id, slot, yes, no, abstain, lapsed)
            select g.owner_id, g.device_id, ?, g.yes, g.no, g.abstain, g.lapsed
            from unnest(?, ?, ?, ?, ?, ?) as g (owner_id, device_id, yes, no, abstain, lapsed)
            order by g.owner_id, g.device_id
            on conflict (owner_id, device_id, slot) do update set yes = c.yes + excluded.yes, no = c.no + excluded.no,
                abstain = c.abstain + excluded.abstain, lapsed = c.lapsed + excluded.lapsed
            """;

    /** Both halves take the owner. */
    static final String COUNT = """
            select device_id, sum(yes) as yes, sum(no) as no, sum(abstain) as abstain, sum(pending) as pending,
                sum(lapsed) as lapsed
            from (
                select device_id, yes, no, abstain, 0 as pending, lapsed from vote_count where owner_id = ?
                union all
                select b.device_id,
                    count(*) filter (where b.choice = 'YES'),
                    count(*) filter (where b.choice = 'NO'),
                    count(*) filter (where b.choice = 'ABSTAIN'),
                    count(*) filter (where b.state = 'PENDING'),
                    count(*) filter (where b.state = 'LAPSED')
                from (select distinct owner_id, profile_id, poll_id from ballot where owner_id = ? and open) o
                    join ballot b
                        on b.profile_id = o.profile_id and b.poll_id = o.poll_id and b.owner_id = o.owner_id
                group by b.device_id) counted
            group by device_id
            """;

    private VoteCountRow() {}

    /** Of polls that end together all goes into one slot, so that none of its rows is taken twice. */
    static List<@Nullable Object> arguments(List<Poll> ended) {
        Map<List<UUID>, List<Ballot>> byDevice = ended.stream()
                .flatMap(poll -> poll.ballots().stream())
                .collect(Collectors.groupingBy(ballot ->
                        List.of(ballot.owner().value(), ballot.device().value())));
        var ballots = List.copyOf(byDevice.values());
        return Arrays.asList(
                Math.floorMod(ended.getFirst().id().value().hashCode(), SLOTS),
                ids(ballots, ballot -> ballot.owner().value()),
                ids(ballots, ballot -> ballot.device().value()),
                said(ballots, Choice.YES),
                said(ballots, Choice.NO),
                said(ballots, Choice.ABSTAIN),
                count(ballots, ballot -> ballot.state() == BallotState.LAPSED));
    }

    static VoteCounts read(ResultSet row) throws SQLException {
        return new VoteCounts(
                row.getLong("yes"),
                row.getLong("no"),
                row.getLong("abstain"),
                row.getLong("pending"),
                row.getLong("lapsed"));
    }

    private static UUID[] ids(List<List<Ballot>> ballots, Function<Ballot, UUID> id) {
        return ballots.stream().map(own -> id.apply(own.getFirst())).toArray(UUID[]::new);
    }

    private static Long[] said(List<List<Ballot>> ballots, Choice choice) {
        return count(
                ballots,
                ballot -> ballot.vote().filter(vote -> vote.choice() == choice).isPresent());
    }

    private static Long[] count(List<List<Ballot>> ballots, Predicate<Ballot> condition) {
        return ballots.stream()
                .map(own -> own.stream().filter(condition).count())
                .toArray(Long[]::new);
    }
}
