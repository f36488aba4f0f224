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
import java.util.Optional;

/** Profiles in PostgreSQL. */
@ApplicationScoped
public class JpaProfiles implements Profiles {

    /** A taken name is an answer here, not a failure: it leaves the transaction usable. */
    private static final String INSERT = """
            insert into profile (id, username, username_key, password, former_passwords, public_key, state, meta,
                created_at, revision)
            values (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, 1)
            on conflict do nothing
            """;

    private final ProfileRows profiles;
    private final JpaUnitOfWork unit;
    private final Rows rows;
    private final Sql sql;

    JpaProfiles(ProfileRows profiles, JpaUnitOfWork unit, Rows rows, Sql sql) {
        this.profiles = profiles;
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
        return unit.reading(() -> profiles.byId(id.value()).map(ProfileRow::toDomain));
    }

    @Override
    public Optional<Profile> find(Username username) {
        return unit.reading(() -> profiles.byUsername(username.key()).map(ProfileRow::toDomain));
    }

    @Override
    public void save(Change<Profile> change) {
        unit.append(change.events());
        var profile = change.after();
        var row = ProfileRow.from(profile);
        if (profile.revision() == 0) {
            insert(row);
        } else {
            rows.save(row, profile.revision());
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
                row.publicKey,
                row.state.name(),
                row.meta,
                row.createdAt);
        if (inserted == 0) {
            if (find(new ProfileId(row.id)).isPresent()) {
                throw new Stale("Expected a new profile %s, but it is there".formatted(row.id));
            }
            throw new Refusal(Reason.USERNAME_TAKEN, "Expected a username that nobody has, but it is taken");
        }
    }
}
