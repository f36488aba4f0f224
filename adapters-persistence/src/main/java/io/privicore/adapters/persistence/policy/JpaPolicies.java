package io.privicore.adapters.persistence.policy;

import static java.util.Objects.requireNonNull;

import io.privicore.adapters.persistence.tx.JpaUnitOfWork;
import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.port.Policies;
import io.privicore.application.port.UnitOfWork.Stale;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.policy.Policy;
import io.privicore.domain.policy.PolicyId;
import io.privicore.domain.policy.PolicyState;
import io.privicore.domain.voting.VotingConfigurationId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Policies in PostgreSQL. */
@ApplicationScoped
public class JpaPolicies implements Policies {

    private static final String OLDEST = " order by created_at, id";

    private static final String BY_ID = "select * from policy where profile_id = ? and id = ? and state <> 'DELETED'";

    private static final String BY_NAME =
            "select * from policy where profile_id = ? and name = ? and state <> 'DELETED'";

    private static final String ACTIVE =
            "select * from policy where profile_id = ? and state = 'ACTIVE' and events && ?" + OLDEST;

    private static final String ALL = "select * from policy where profile_id = ? and state <> 'DELETED'" + OLDEST;

    private static final String IN_STATE =
            "select * from policy where profile_id = ? and state <> 'DELETED' and state = ?" + OLDEST;

    /** One row that every owner has, since new policies have none to lock; what refers to it need not wait. */
    private static final String LOCK = "select id from profile where id = ? for no key update";

    private static final String REFERS = """
            select id from policy where configuration_id = ? and state <> 'DELETED' limit 1
            """;

    private static final String INSERT = """
            insert into policy (profile_id, id, name, template, events, conditions, self_approval, configuration_id, state,
                created_at, revision)
            values (?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, 1) on conflict do nothing
            """;

    /** Nothing but its state changes in a policy. */
    private static final String UPDATE = """
            update policy set state = ?, revision = revision + 1 where profile_id = ? and id = ? and revision = ?
            """;

    private static final String NAMESAKE = """
            select id from policy where profile_id = ? and name = ? and state <> 'DELETED' and id <> ?
            """;

    private final JpaUnitOfWork unit;
    private final Sql sql;

    JpaPolicies(JpaUnitOfWork unit, Sql sql) {
        this.unit = unit;
        this.sql = sql;
    }

    @Override
    public Policy get(ProfileId owner, String nameOrId) {
        return Sql.id(nameOrId)
                .flatMap(id -> sql.first(BY_ID, JpaPolicies::policy, owner.value(), id))
                .or(() -> sql.first(BY_NAME, JpaPolicies::policy, owner.value(), nameOrId))
                .orElseThrow(() -> new Refusal(
                        Reason.POLICY_NOT_FOUND, "Expected policy %s, but there is none".formatted(nameOrId)));
    }

    @Override
    public List<Policy> active(ProfileId owner, Set<String> events) {
        return sql.list(ACTIVE, JpaPolicies::policy, owner.value(), events.toArray(String[]::new));
    }

    /** In two statements: one that both locks and reads would see policies as they were before it had to wait. */
    @Override
    public List<Policy> lock(ProfileId owner) {
        sql.first(LOCK, row -> Sql.uuid(row, "id"), owner.value());
        return list(owner, Optional.of(PolicyState.ACTIVE));
    }

    @Override
    public List<Policy> list(ProfileId owner, Optional<PolicyState> state) {
        return state.isPresent()
                ? sql.list(
                        IN_STATE,
                        JpaPolicies::policy,
                        owner.value(),
                        state.get().name())
                : sql.list(ALL, JpaPolicies::policy, owner.value());
    }

    @Override
    public boolean refersTo(VotingConfigurationId configuration) {
        return sql.first(REFERS, row -> Sql.uuid(row, "id"), configuration.value())
                .isPresent();
    }

    @Override
    public void save(Change<Policy> change) {
        unit.append(change.events());
        var policy = change.after();
        int saved = policy.revision() == 0 ? insert(policy) : update(policy);
        if (saved == 0) {
            requireFreeName(policy);
            throw new Stale("Expected policy %s at revision %d, but it is at another"
                    .formatted(policy.id(), policy.revision()));
        }
    }

    private int insert(Policy policy) {
        return sql.update(
                INSERT,
                policy.owner().value(),
                policy.id().value(),
                policy.name().value(),
                policy.template(),
                policy.events().stream().sorted().toArray(String[]::new),
                ConditionsJson.write(policy.conditions()),
                policy.selfApproval(),
                policy.configuration().map(VotingConfigurationId::value).orElse(null),
                policy.state().name(),
                policy.createdAt());
    }

    private int update(Policy policy) {
        return sql.update(
                UPDATE,
                policy.state().name(),
                policy.owner().value(),
                policy.id().value(),
                policy.revision());
    }

    private void requireFreeName(Policy policy) {
        var name = policy.name().value();
        var namesake = sql.first(
                NAMESAKE,
                row -> Sql.uuid(row, "id"),
                policy.owner().value(),
                name,
                policy.id().value());
        if (namesake.isPresent() && policy.revision() == 0) {
            throw new Refusal(
                    Reason.POLICY_NAME_TAKEN, "Expected a name that is free, but \"%s\" is taken".formatted(name));
        }
    }

    private static Policy policy(ResultSet row) throws SQLException {
        return new Policy(
                new PolicyId(Sql.uuid(row, "id")),
                new ProfileId(Sql.uuid(row, "profile_id")),
                new Name(row.getString("name")),
                row.getString("template"),
                Set.of((String[]) row.getArray("events").getArray()),
                ConditionsJson.read(row.getString("conditions")),
                row.getBoolean("self_approval"),
                Optional.ofNullable(row.getObject("configuration_id", UUID.class))
                        .map(VotingConfigurationId::new),
                PolicyState.valueOf(row.getString("state")),
                requireNonNull(Sql.instant(row, "created_at")),
                row.getLong("revision"));
    }
}
