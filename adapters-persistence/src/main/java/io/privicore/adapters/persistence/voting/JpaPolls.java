package io.privicore.adapters.persistence.voting;

import io.privicore.adapters.persistence.tx.JpaUnitOfWork;
import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.port.Polls;
import io.privicore.application.port.UnitOfWork.Stale;
import io.privicore.application.query.Page;
import io.privicore.application.query.Paging;
import io.privicore.application.query.VotingQuery.PollView;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.voting.BallotId;
import io.privicore.domain.voting.Poll;
import io.privicore.domain.voting.PollId;
import io.privicore.domain.voting.PollState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Polls in PostgreSQL: one statement reads a poll with its ballots, and one writes it with those that may have changed. */
@ApplicationScoped
public class JpaPolls implements Polls {

    private static final String BY_ID = "select * from poll where id = ?";

    /** Each by itself, by its index, whatever the planner believes of the tables; in the order of their ids. */
    private static final String LOCK_OF = """
            select p.id from (
                select distinct b.poll_id from unnest(?) as i (id)
                cross join lateral (select poll_id from ballot where id = i.id offset 0) b
                order by b.poll_id) wanted
            cross join lateral (select id from poll where id = wanted.poll_id for update) p
            """;

    private static final String BY_IDS = """
            select q.* from unnest(?) as i (id) cross join lateral (select * from poll where id = i.id offset 0) q
            """;

    private static final String NEWEST = " order by opened_at desc, id desc limit ? offset ?";

    private static final String OPEN_OF = """
            select distinct poll_id as id from ballot where device_id = ? and open order by id
            """;

    private static final String OPEN_FOR = "select id from poll where command_id = ? and state = 'OPEN' order by id";

    private final JpaUnitOfWork unit;
    private final Sql sql;

    JpaPolls(JpaUnitOfWork unit, Sql sql) {
        this.unit = unit;
        this.sql = sql;
    }

    @Override
    public Poll get(ProfileId requester, PollId id) {
        return find(id).filter(poll -> poll.requester().equals(requester))
                .orElseThrow(
                        () -> new Refusal(Reason.POLL_NOT_FOUND, "Expected poll %s, but there is none".formatted(id)));
    }

    @Override
    public Optional<Poll> find(PollId id) {
        return polls(BY_ID, id.value()).stream().findFirst();
    }

    /** In two statements: one that both locks and reads would see ballots as they were before it had to wait. */
    @Override
    public Optional<Poll> lock(PollId id) {
        return sql.first("select id from poll where id = ? for update", _ -> id, id.value())
                .flatMap(this::find);
    }

    /** In two statements, too. */
    @Override
    public List<Poll> lockOf(Collection<BallotId> ballots) {
        var wanted = ballots.stream().map(BallotId::value).toArray(UUID[]::new);
        var locked = sql.list(LOCK_OF, row -> Sql.uuid(row, "id"), (Object) wanted);
        return locked.isEmpty() ? List.of() : polls(BY_IDS, (Object) Sql.ids(locked));
    }

    @Override
    public List<PollId> openOf(DeviceId device) {
        return ids(OPEN_OF, device.value());
    }

    @Override
    public List<PollId> openFor(UUID command) {
        return ids(OPEN_FOR, command);
    }

    @Override
    public int countOpen(ProfileId requester) {
        return count("profile_id = ? and state = 'OPEN'", requester.value());
    }

    @Override
    public void save(List<Change<Poll>> changes) {
        var known = new ArrayList<Poll>();
        for (var change : changes) {
            unit.append(change.events());
            if (change.after().revision() == 0) {
                insert(change.after());
            } else {
                known.add(change.after());
            }
        }
        if (!known.isEmpty()) {
            update(known);
        }
    }

    private void insert(Poll poll) {
        var saved = sql.first(
                PollRow.OPEN, row -> row.getInt("saved"), PollRow.opened(poll).toArray());
        if (saved.orElse(0) == 0) {
            throw stale(poll);
        }
    }

    private void update(List<Poll> polls) {
        int[] saved =
                sql.updateAll(PollRow.SAVE, polls.stream().map(PollRow::changed).toList());
        for (int i = 0; i < saved.length; i++) {
            if (saved[i] == 0) {
                throw stale(polls.get(i));
            }
        }
        var ended = polls.stream().filter(poll -> !poll.isOpen()).toList();
        if (!ended.isEmpty()) {
            sql.update(VoteCountRow.ADD, VoteCountRow.arguments(ended).toArray());
        }
    }

    private static Stale stale(Poll poll) {
        return new Stale("Expected poll %s at revision %d, but it is at another".formatted(poll.id(), poll.revision()));
    }

    @Override
    public Page<PollView> list(ProfileId requester, Optional<PollState> state, Paging paging) {
        var condition = state.isPresent() ? "profile_id = ? and state = ?" : "profile_id = ?";
        var arguments = new ArrayList<Object>();
        arguments.add(requester.value());
        state.ifPresent(wanted -> arguments.add(wanted.name()));
        int count = count(condition, arguments.toArray());
        arguments.add(paging.perPage());
        arguments.add(paging.offset());
        var page = sql.list(
                PollRow.list("select * from poll where " + condition + NEWEST), PollRow::view, arguments.toArray());
        return new Page<>(page, count, paging);
    }

    @Override
    public Map<DeviceId, VoteCounts> countVotes(ProfileId owner) {
        Map<DeviceId, VoteCounts> counts = new HashMap<>();
        sql.list(
                VoteCountRow.COUNT,
                row -> counts.put(new DeviceId(Sql.uuid(row, "device_id")), VoteCountRow.read(row)),
                owner.value(),
                owner.value());
        return counts;
    }

    private List<Poll> polls(String selection, Object... arguments) {
        var polls = new PollRow.Reader();
        sql.list(PollRow.read(selection), polls::add, arguments);
        return polls.all();
    }

    private List<PollId> ids(String statement, UUID argument) {
        return sql.list(statement, row -> new PollId(Sql.uuid(row, "id")), argument);
    }

    private int count(String condition, Object... arguments) {
        return sql.first("select count(*) as polls from poll where " + condition, row -> row.getInt("polls"), arguments)
                .orElse(0);
    }
}
