package io.privicore.adapters.persistence.voting;

import static java.util.Objects.requireNonNull;

import io.privicore.adapters.persistence.tx.JpaUnitOfWork;
import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.port.UnitOfWork.Stale;
import io.privicore.application.port.VotingPools;
import io.privicore.domain.directory.VotingPool;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.voting.Voter;
import io.privicore.domain.voting.VotingConfigurationId;
import io.privicore.domain.voting.VotingRules;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Voting pools in PostgreSQL. */
@ApplicationScoped
public class JpaVotingPools implements VotingPools {

    private static final String SELECT = "select * from voting_pool where not removed and ";

    private static final String USABLE = """
            select p.* from member m join voting_pool p on p.directory_id = m.directory_id
            where m.profile_id = ? and m.state = 'ACTIVE' and not p.removed and %s
            order by p.created_at, p.id limit 1
            """;

    /** Flushed rows of devices and members are what it reads, so whoever changed one in this unit of work is counted. */
    private static final String VOTERS = """
            select d.id, d.profile_id from member m join device d on d.profile_id = m.profile_id
            where m.directory_id = ? and m.state = 'ACTIVE' and d.state = 'ACTIVE' and d.authenticator and %s
            order by d.id
            """;

    private static final String INSERT = """
            insert into voting_pool (name, strategy, percentage, time_limit, quorum_size, attempts, profiles, devices,
                removed, directory_id, id, created_at, revision)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1) on conflict do nothing
            """;

    private static final String UPDATE = """
            update voting_pool set name = ?, strategy = ?, percentage = ?, time_limit = ?, quorum_size = ?, attempts = ?,
                profiles = ?, devices = ?, removed = ?, revision = revision + 1
            where directory_id = ? and id = ? and revision = ?
            """;

    private static final String NAMESAKE =
            "select id from voting_pool where directory_id = ? and name = ? and not removed and id <> ?";

    private final JpaUnitOfWork unit;
    private final Sql sql;

    JpaVotingPools(JpaUnitOfWork unit, Sql sql) {
        this.unit = unit;
        this.sql = sql;
    }

    @Override
    public VotingPool get(DirectoryId directory, String nameOrId) {
        return Sql.id(nameOrId)
                .flatMap(id -> first("directory_id = ? and id = ?", directory.value(), id))
                .or(() -> first("directory_id = ? and name = ?", directory.value(), nameOrId))
                .orElseThrow(() -> new Refusal(
                        Reason.VOTING_CONFIGURATION_NOT_FOUND,
                        "Expected voting pool %s, but there is none".formatted(nameOrId)));
    }

    @Override
    public Optional<VotingPool> find(VotingConfigurationId id) {
        return first("id = ?", id.value());
    }

    @Override
    public List<VotingPool> list(DirectoryId directory) {
        return sql.list(
                SELECT + "directory_id = ? order by name collate \"C\"", JpaVotingPools::pool, directory.value());
    }

    @Override
    public Optional<VotingPool> usableBy(ProfileId member, String nameOrId) {
        return Sql.id(nameOrId)
                .flatMap(id -> sql.first(USABLE.formatted("p.id = ?"), JpaVotingPools::pool, member.value(), id))
                .or(() -> sql.first(USABLE.formatted("p.name = ?"), JpaVotingPools::pool, member.value(), nameOrId));
    }

    @Override
    public List<Voter> voters(VotingPool pool) {
        var directory = pool.directory().value();
        if (!pool.devices().isEmpty()) {
            return voters("d.id = any(?)", directory, Sql.ids(values(pool.devices(), DeviceId::value)));
        }
        if (!pool.profiles().isEmpty()) {
            return voters("m.profile_id = any(?)", directory, Sql.ids(values(pool.profiles(), ProfileId::value)));
        }
        return voters("m.role in ('OWNER', 'ADMINISTRATOR')", directory);
    }

    @Override
    public void save(Change<VotingPool> change) {
        unit.append(change.events());
        var pool = change.after();
        boolean fresh = pool.revision() == 0;
        if (!fresh) {
            requireFreeName(pool);
        }
        int saved = sql.update(
                fresh ? INSERT : UPDATE,
                pool.name().value(),
                Strategies.name(pool.rules().strategy()),
                Strategies.percentage(pool.rules().strategy()),
                pool.rules().timeLimit().toNanos(),
                pool.rules().quorumSize(),
                pool.rules().attempts(),
                Sql.ids(values(pool.profiles(), ProfileId::value)),
                Sql.ids(values(pool.devices(), DeviceId::value)),
                pool.removed(),
                pool.directory().value(),
                pool.id().value(),
                fresh ? pool.createdAt() : pool.revision());
        if (saved == 0) {
            requireFreeName(pool);
            throw new Stale("Expected voting pool %s at revision %d, but it is at another"
                    .formatted(pool.id(), pool.revision()));
        }
    }

    private List<Voter> voters(String condition, Object... arguments) {
        return sql.list(
                VOTERS.formatted(condition),
                row -> new Voter(new DeviceId(Sql.uuid(row, "id")), new ProfileId(Sql.uuid(row, "profile_id"))),
                arguments);
    }

    private Optional<VotingPool> first(String condition, Object... arguments) {
        return sql.first(SELECT + condition, JpaVotingPools::pool, arguments);
    }

    private void requireFreeName(VotingPool pool) {
        var name = pool.name().value();
        var namesake = sql.first(
                NAMESAKE,
                row -> Sql.uuid(row, "id"),
                pool.directory().value(),
                name,
                pool.id().value());
        if (namesake.isPresent() && !pool.removed()) {
            throw new Refusal(
                    Reason.VOTING_CONFIGURATION_NAME_TAKEN,
                    "Expected a name that is free, but \"%s\" is taken".formatted(name));
        }
    }

    private static VotingPool pool(ResultSet row) throws SQLException {
        return new VotingPool(
                new VotingConfigurationId(Sql.uuid(row, "id")),
                new DirectoryId(Sql.uuid(row, "directory_id")),
                new Name(row.getString("name")),
                new VotingRules(
                        Strategies.of(row.getString("strategy"), row.getInt("percentage")),
                        row.getInt("quorum_size"),
                        Duration.ofNanos(row.getLong("time_limit")),
                        row.getInt("attempts")),
                ids(row, "profiles", ProfileId::new),
                ids(row, "devices", DeviceId::new),
                row.getBoolean("removed"),
                requireNonNull(Sql.instant(row, "created_at")),
                row.getLong("revision"));
    }

    private static <T> List<UUID> values(Set<T> ids, Function<T, UUID> value) {
        return ids.stream().map(value).toList();
    }

    private static <T> Set<T> ids(ResultSet row, String column, Function<UUID, T> id) throws SQLException {
        return Arrays.stream((UUID[]) row.getArray(column).getArray()).map(id).collect(Collectors.toSet());
    }
}
