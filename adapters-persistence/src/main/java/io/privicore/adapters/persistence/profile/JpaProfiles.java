package io.privicore.adapters.persistence.profile;

import io.privicore.adapters.persistence.tx.JpaUnitOfWork;
import io.privicore.adapters.persistence.tx.Rows;
import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.port.Profiles;
import io.privicore.application.port.UnitOfWork.Stale;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.profile.Profile;
import io.privicore.domain.profile.Username;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Profiles in PostgreSQL. */
@ApplicationScoped
public class JpaProfiles implements Profiles {

    /** A taken name is an answer here, not a failure: it leaves the transaction usable. */
    private static final String INSERT = """
            insert into profile (id, username, username_key, password, former_passwords, password_changed_at, public_key,
                state, managed_by, meta, created_at, revision)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?::uuid, ?::jsonb, ?, 1)
            on conflict do nothing
            """;

    private static final String USABLE =
            "select id from profile where id = any(?) and state in ('REGISTERED', 'ACTIVE')";

    private static final String RENAMED = "select id from profile where id = ? and username_key <> ?";

    /** Whoever takes the name meanwhile lets the unit begin again, and find it taken. */
    private static final String NAMESAKE = "select id from profile where username_key = ? and id <> ?";

    private final JpaUnitOfWork unit;
    private final Rows rows;
    private final Sql sql;

    JpaProfiles(JpaUnitOfWork unit, Rows rows, Sql sql) {
        this.unit = unit;
        this.rows = rows;
        this.sql = sql;
    }

    @Override
    public Profile get(ProfileId id) {
        return find(id).orElseThrow(() ->
                new Refusal(Reason.PROFILE_NOT_FOUND, "Expected profile %s, but there is none".formatted(id)));
    }

    @Override
    public Optional<Profile> find(ProfileId id) {
        return sql.first("select * from profile where id = ?", JpaProfiles::profile, id.value());
    }

    @Override
    public Optional<Profile> find(Username username) {
        return sql.first("select * from profile where username_key = ?", JpaProfiles::profile, username.key());
    }

    @Override
    public Set<ProfileId> usable(Set<ProfileId> profiles) {
        return Set.copyOf(sql.list(USABLE, row -> new ProfileId(Sql.uuid(row, "id")), (Object)
                profiles.stream().map(ProfileId::value).toArray(UUID[]::new)));
    }

    @Override
    public void save(Change<Profile> change) {
        unit.append(change.events());
        var profile = change.after();
        var row = ProfileRow.from(profile);
        if (profile.revision() == 0) {
            insert(row);
        } else {
            update(row, profile.revision());
        }
    }

    private void insert(ProfileRow row) {
        int inserted = sql.update(
                INSERT,
                row.id,
                row.username,
                row.usernameKey,
                row.password,
                row.formerPasswords,
                row.passwordChangedAt,
                row.publicKey,
                row.state.name(),
                row.managedBy,
                row.meta,
                row.createdAt);
        if (inserted == 0) {
            if (find(new ProfileId(row.id)).isPresent()) {
                throw new Stale("Expected a new profile %s, but it is there".formatted(row.id));
            }
            throw taken();
        }
    }

    private static Profile profile(ResultSet row) throws SQLException {
        return ProfileRow.read(row).toDomain();
    }

    /** Directories list their users by name: it changes everywhere or nowhere. */
    private void update(ProfileRow row, long revision) {
        boolean renamed = sql.first(RENAMED, found -> Sql.uuid(found, "id"), row.id, row.usernameKey)
                .isPresent();
        if (renamed
                && sql.first(NAMESAKE, found -> Sql.uuid(found, "id"), row.usernameKey, row.id)
                        .isPresent()) {
            throw taken();
        }
        rows.save(row, revision);
        if (renamed) {
            sql.update("update member set username_key = ? where profile_id = ?", row.usernameKey, row.id);
        }
    }

    private static Refusal taken() {
        return new Refusal(Reason.USERNAME_TAKEN, "Expected a username that nobody has, but it is taken");
    }
}
