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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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

    /** One by one, by the index: a plan for many would read everybody. */
    private static final String NAMED = """
            select p.* from unnest(?) as w (key) cross join lateral (
                select * from profile where username_key = w.key offset 0) p
            """;

    private static final String ALL = """
            select p.* from unnest(?) as w (id) cross join lateral (select * from profile where id = w.id offset 0) p
            """;

    /** As strong as what an update takes: two who shared it and then write would wait for each other. */
    private static final String LOCKED = "select * from profile where id = ? for no key update";

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
        return find(id).orElseThrow(() -> missing(id));
    }

    @Override
    public Profile locked(ProfileId id) {
        return sql.first(LOCKED, JpaProfiles::profile, id.value()).orElseThrow(() -> missing(id));
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

    /** Those that have one of the names, by their keys. */
    public List<Profile> named(Collection<String> keys) {
        return keys.isEmpty() ? List.of() : sql.list(NAMED, JpaProfiles::profile, (Object) keys.toArray(String[]::new));
    }

    public List<Profile> all(Collection<UUID> ids) {
        return ids.isEmpty() ? List.of() : sql.list(ALL, JpaProfiles::profile, (Object) Sql.ids(ids));
    }

    /** Saves many, new ones in one round trip; stale where a name was taken meanwhile. Those that change leave first. */
    public void saveAll(List<Change<Profile>> changes) {
        var added = new ArrayList<List<? extends @Nullable Object>>();
        for (var change : changes) {
            unit.append(change.events());
            var row = ProfileRow.from(change.after());
            if (change.after().revision() == 0) {
                added.add(inserted(row));
            } else {
                write(row, change.after().revision(), isRenamed(row));
            }
        }
        if (!added.isEmpty() && Arrays.stream(sql.updateAll(INSERT, added)).anyMatch(count -> count == 0)) {
            throw new Stale("Expected names that nobody has, but one was taken meanwhile");
        }
    }

    private static List<? extends @Nullable Object> inserted(ProfileRow row) {
        return Arrays.<@Nullable Object>asList(
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
    }

    private void insert(ProfileRow row) {
        int inserted = sql.update(INSERT, inserted(row).toArray());
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
        boolean renamed = isRenamed(row);
        if (renamed
                && sql.first(NAMESAKE, found -> Sql.uuid(found, "id"), row.usernameKey, row.id)
                        .isPresent()) {
            throw taken();
        }
        write(row, revision, renamed);
    }

    private boolean isRenamed(ProfileRow row) {
        return sql.first(RENAMED, found -> Sql.uuid(found, "id"), row.id, row.usernameKey)
                .isPresent();
    }

    private void write(ProfileRow row, long revision, boolean renamed) {
        rows.save(row, revision);
        if (renamed) {
            sql.update("update member set username_key = ? where profile_id = ?", row.usernameKey, row.id);
        }
    }

    private static Refusal missing(ProfileId id) {
        return new Refusal(Reason.PROFILE_NOT_FOUND, "Expected profile %s, but there is none".formatted(id));
    }

    private static Refusal taken() {
        return new Refusal(Reason.USERNAME_TAKEN, "Expected a username that nobody has, but it is taken");
    }
}
