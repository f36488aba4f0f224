package io.privicore.adapters.persistence.voting;

import io.privicore.adapters.persistence.tx.JpaUnitOfWork;
import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.port.Polls;
import io.privicore.application.port.UnitOfWork.Stale;
import io.privicore.application.query.Page;
import io.privicore.application.query.Paging;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Polls in PostgreSQL: one statement reads a poll with its ballots, and one writes it with those that may have changed. */
@ApplicationScoped
public class JpaPolls implements Polls {

    private static final String BY_ID = "select * from poll where id = ?";

    private static final String OF_BALLOT =
            "select * from poll where id = (select b.poll_id from ballot b where b.id = ?)";

    private static final String NEWEST = " order by opened_at desc, id desc limit ? offset ?";

    private static final String OPEN_OF = """
            select distinct poll_id as id from ballot where device_id = ? and open order by id
            """;

    private static final String OPEN_FOR = "select id from poll where command_id = ? and state = 'OPEN' order by id";

    private static final String COUNT_VOTES = """
            select device_id,
                count(*) filter (where choice = 'YES') as yes,
                count(*) filter (where choice = 'NO') as no,
                count(*) filter (where choice = 'ABSTAIN') as abstain,
                count(*) filter (where state = 'PENDING') as pending,
                count(*) filter (where state = 'LAPSED') as lapsed
            from ballot where owner_id = ? group by device_id
            """;

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

    @Override
    public Optional<Poll> ofBallot(BallotId ballot) {
        return polls(OF_BALLOT, ballot.value()).stream().findFirst();
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
    public void save(Change<Poll> change) {
        unit.append(change.events());
        var poll = change.after();
        boolean fresh = poll.revision() == 0;
        var arguments = new ArrayList<@Nullable Object>(fresh ? PollRow.opened(poll) : PollRow.changed(poll));
        arguments.addAll(BallotRow.arguments(poll));
        int saved = sql.first(fresh ? PollRow.OPEN : PollRow.SAVE, row -> row.getInt("saved"), arguments.toArray())
                .orElse(0);
        if (saved == 0) {
            throw new Stale(
                    "Expected poll %s at revision %d, but it is at another".formatted(poll.id(), poll.revision()));
        }
    }

    @Override
    public Page<Poll> list(ProfileId requester, Optional<PollState> state, Paging paging) {
        var condition = state.isPresent() ? "profile_id = ? and state = ?" : "profile_id = ?";
        var arguments = new ArrayList<Object>();
        arguments.add(requester.value());
        state.ifPresent(wanted -> arguments.add(wanted.name()));
        int count = count(condition, arguments.toArray());
        arguments.add(paging.perPage());
        arguments.add(paging.offset());
        var page = polls("select * from poll where " + condition + NEWEST, arguments.toArray());
        return new Page<>(page, count, paging);
    }

    @Override
    public Map<DeviceId, VoteCounts> countVotes(ProfileId owner) {
        Map<DeviceId, VoteCounts> counts = new HashMap<>();
        sql.list(
                COUNT_VOTES,
                row -> counts.put(
                        new DeviceId(Sql.uuid(row, "device_id")),
                        new VoteCounts(
                                row.getLong("yes"),
                                row.getLong("no"),
                                row.getLong("abstain"),
                                row.getLong("pending"),
                                row.getLong("lapsed"))),
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
