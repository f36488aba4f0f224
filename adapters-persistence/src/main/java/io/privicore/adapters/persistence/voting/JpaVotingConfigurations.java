package io.privicore.adapters.persistence.voting;

import static java.util.Objects.requireNonNull;

import io.privicore.adapters.persistence.tx.JpaUnitOfWork;
import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.port.UnitOfWork.Stale;
import io.privicore.application.port.VotingConfigurations;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.voting.VotingConfiguration;
import io.privicore.domain.voting.VotingConfigurationId;
import io.privicore.domain.voting.VotingRules;
import io.privicore.domain.voting.VotingSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Voting configurations and settings in PostgreSQL. */
@ApplicationScoped
public class JpaVotingConfigurations implements VotingConfigurations {

    private static final String SELECT = "select * from voting_configuration where not deleted and ";

    private static final String INSERT = """
            insert into voting_configuration (name, strategy, percentage, time_limit, voters, quorum_size, attempts, deleted,
                profile_id, id, created_at, revision)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1) on conflict do nothing
            """;

    private static final String UPDATE = """
            update voting_configuration set name = ?, strategy = ?, percentage = ?, time_limit = ?, voters = ?,
                quorum_size = ?, attempts = ?, deleted = ?, revision = revision + 1
            where profile_id = ? and id = ? and revision = ?
            """;

    private static final String NAMESAKE = """
            select id from voting_configuration where profile_id = ? and name = ? and not deleted and id <> ?
            """;

    private static final String SETTINGS = "select * from voting_settings where profile_id = ?";

    private static final String INSERT_SETTINGS = """
            insert into voting_settings (strategy, percentage, quorum_size, time_limit, attempts, profile_id, revision)
            values (?, ?, ?, ?, ?, ?, 1) on conflict do nothing
            """;

    private static final String UPDATE_SETTINGS = """
            update voting_settings set strategy = ?, percentage = ?, quorum_size = ?, time_limit = ?, attempts = ?,
                revision = revision + 1
            where profile_id = ? and revision = ?
            """;

    private final JpaUnitOfWork unit;
    private final Sql sql;

    JpaVotingConfigurations(JpaUnitOfWork unit, Sql sql) {
        this.unit = unit;
        this.sql = sql;
    }

    @Override
    public VotingConfiguration get(ProfileId owner, String nameOrId) {
        return Sql.id(nameOrId)
                .flatMap(id -> first("profile_id = ? and id = ?", owner.value(), id))
                .or(() -> first("profile_id = ? and name = ?", owner.value(), nameOrId))
                .orElseThrow(() -> new Refusal(
                        Reason.VOTING_CONFIGURATION_NOT_FOUND,
                        "Expected voting configuration %s, but there is none".formatted(nameOrId)));
    }

    @Override
    public Optional<VotingConfiguration> find(VotingConfigurationId id) {
        return first("id = ?", id.value());
    }

    @Override
    public List<VotingConfiguration> list(ProfileId owner) {
        return sql.list(
                SELECT + "profile_id = ? order by name collate \"C\"",
                JpaVotingConfigurations::configuration,
                owner.value());
    }

    @Override
    public void save(Change<VotingConfiguration> change) {
        unit.append(change.events());
        var configuration = change.after();
        boolean fresh = configuration.revision() == 0;
        if (!fresh) {
            requireFreeName(configuration);
        }
        int saved = sql.update(
                fresh ? INSERT : UPDATE,
                configuration.name().value(),
                Strategies.name(configuration.strategy()),
                Strategies.percentage(configuration.strategy()),
                configuration.timeLimit().toNanos(),
                Sql.ids(configuration.voters().stream().map(DeviceId::value).toList()),
                configuration.quorumSize().orElse(null),
                configuration.attempts().orElse(null),
                configuration.deleted(),
                configuration.owner().value(),
                configuration.id().value(),
                fresh ? configuration.createdAt() : configuration.revision());
        if (saved == 0) {
            requireFreeName(configuration);
            throw new Stale("Expected voting configuration %s at revision %d, but it is at another"
                    .formatted(configuration.id(), configuration.revision()));
        }
    }

    @Override
    public VotingSettings settings(ProfileId owner) {
        return sql.first(
                        SETTINGS,
                        row -> new VotingSettings(
                                owner,
                                new VotingRules(
                                        Strategies.of(row.getString("strategy"), row.getInt("percentage")),
                                        row.getInt("quorum_size"),
                                        Duration.ofNanos(row.getLong("time_limit")),
                                        row.getInt("attempts")),
                                row.getLong("revision")),
                        owner.value())
                .orElseGet(() -> VotingSettings.defaultOf(owner));
    }

    @Override
    public void saveSettings(Change<VotingSettings> change) {
        unit.append(change.events());
        var settings = change.after();
        var rules = settings.rules();
        Object[] values = {
            rules.strategy().wire(),
            Strategies.percentage(rules.strategy()),
            rules.quorumSize(),
            rules.timeLimit().toNanos(),
            rules.attempts(),
            settings.owner().value(),
            settings.revision()
        };
        int saved = settings.revision() == 0
                ? sql.update(INSERT_SETTINGS, Arrays.copyOf(values, values.length - 1))
                : sql.update(UPDATE_SETTINGS, values);
        if (saved == 0) {
            throw new Stale("Expected voting settings of %s at revision %d, but they are at another"
                    .formatted(settings.owner(), settings.revision()));
        }
    }

    private Optional<VotingConfiguration> first(String condition, Object... arguments) {
        return sql.first(SELECT + condition, JpaVotingConfigurations::configuration, arguments);
    }

    private void requireFreeName(VotingConfiguration configuration) {
        var name = configuration.name().value();
        var namesake = sql.first(
                NAMESAKE,
                row -> Sql.uuid(row, "id"),
                configuration.owner().value(),
                name,
                configuration.id().value());
        if (namesake.isPresent() && !configuration.deleted()) {
            throw new Refusal(
                    Reason.VOTING_CONFIGURATION_NAME_TAKEN,
                    "Expected a name that is free, but \"%s\" is taken".formatted(name));
        }
    }

    private static VotingConfiguration configuration(ResultSet row) throws SQLException {
        return new VotingConfiguration(
                new VotingConfigurationId(Sql.uuid(row, "id")),
                new ProfileId(Sql.uuid(row, "profile_id")),
                new Name(row.getString("name")),
                Strategies.of(row.getString("strategy"), row.getInt("percentage")),
                Duration.ofNanos(row.getLong("time_limit")),
                voters(row),
                Optional.ofNullable(row.getObject("quorum_size", Integer.class)),
                Optional.ofNullable(row.getObject("attempts", Integer.class)),
                row.getBoolean("deleted"),
                requireNonNull(Sql.instant(row, "created_at")),
                row.getLong("revision"));
    }

    private static Set<DeviceId> voters(ResultSet row) throws SQLException {
        return Arrays.stream((UUID[]) row.getArray("voters").getArray())
                .map(DeviceId::new)
                .collect(Collectors.toSet());
    }
}
