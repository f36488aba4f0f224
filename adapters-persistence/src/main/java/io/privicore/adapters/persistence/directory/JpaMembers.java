package io.privicore.adapters.persistence.directory;

import static java.util.Objects.requireNonNull;

import io.privicore.adapters.persistence.tx.JpaUnitOfWork;
import io.privicore.adapters.persistence.tx.Json;
import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.port.Members;
import io.privicore.application.port.UnitOfWork.Stale;
import io.privicore.domain.directory.Email;
import io.privicore.domain.directory.Member;
import io.privicore.domain.directory.MemberState;
import io.privicore.domain.directory.Person;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Members in PostgreSQL. The role of somebody is on the path of every operation on a directory: one row by its key. */
@ApplicationScoped
public class JpaMembers implements Members {

    private static final String BY_PROFILE = "select * from member where directory_id = ? and profile_id = ?";

    private static final String BY_EXTERNAL_ID = "select * from member where directory_id = ? and external_id = ?";

    /** By its key alone, so that no plan looks for it in another way. */
    private static final String ROLE = "select role, state from member where directory_id = ? and profile_id = ?";

    /** One by one, by the index: a plan for many would read everybody. */
    private static final String CALLED = """
            select m.* from unnest(?) as w (external_id) cross join lateral (
                select * from member where directory_id = ? and external_id = w.external_id offset 0) m
            """;

    private static final String ALL = """
            select m.* from unnest(?) as w (profile_id) cross join lateral (
                select * from member where directory_id = ? and profile_id = w.profile_id offset 0) m
            """;

    private static final String SHARE = """
            select 1 as shared from member a
            join member b on b.directory_id = a.directory_id and b.profile_id = ? and b.state = 'ACTIVE'
            where a.profile_id = ? and a.state = 'ACTIVE' limit 1
            """;

    /** The profile is locked, so that it is not renamed or removed meanwhile: both change together or one after the other. */
    private static final String INSERT = """
            insert into member (directory_id, profile_id, role, managed, state, given_name, family_name, email, external_id,
                meta, joined_at, updated_at, username_key, given_name_key, family_name_key, email_key, external_id_key,
                joined_key, revision)
            select ?, p.id, ?, ?, ?, ?::text, ?::text, ?::text, ?::text, ?::jsonb, ?, ?, p.username_key, ?, ?, ?, ?, ?, 1
            from profile p where p.id = ? and p.state <> 'REMOVED' for share
            on conflict do nothing
            """;

    private static final String KEEP = """
            select profile_id from member where directory_id = ? and profile_id = any(?) order by profile_id for share
            """;

    private static final String GONE = "select id from profile where id = ? and state = 'REMOVED'";

    private static final String UPDATE = """
            update member set role = ?, state = ?, given_name = ?, family_name = ?, email = ?, external_id = ?,
                meta = ?::jsonb, updated_at = ?, given_name_key = ?, family_name_key = ?, email_key = ?,
                external_id_key = ?, revision = revision + 1
            where directory_id = ? and profile_id = ? and revision = ?
            """;

    private final JpaUnitOfWork unit;
    private final Sql sql;
    private final InstantSource clock;

    JpaMembers(JpaUnitOfWork unit, Sql sql, InstantSource clock) {
        this.unit = unit;
        this.sql = sql;
        this.clock = clock;
    }

    @Override
    public Member get(DirectoryId directory, ProfileId profile) {
        return find(directory, profile)
                .orElseThrow(() -> new Refusal(
                        Reason.PROFILE_NOT_FOUND,
                        "Expected profile %s in directory %s, but it is not".formatted(profile, directory)));
    }

    @Override
    public Optional<Member> find(DirectoryId directory, ProfileId profile) {
        return sql.first(BY_PROFILE, JpaMembers::member, directory.value(), profile.value());
    }

    @Override
    public Optional<Member> find(DirectoryId directory, Name externalId) {
        return sql.first(BY_EXTERNAL_ID, JpaMembers::member, directory.value(), externalId.value());
    }

    @Override
    public Optional<Role> role(DirectoryId directory, ProfileId profile) {
        return sql.first(
                        ROLE,
                        row -> MemberState.valueOf(row.getString("state")) == MemberState.ACTIVE
                                ? Optional.of(Role.valueOf(row.getString("role")))
                                : Optional.<Role>empty(),
                        directory.value(),
                        profile.value())
                .flatMap(Function.identity());
    }

    @Override
    public List<Member> of(ProfileId profile) {
        return sql.list(
                "select * from member where profile_id = ? order by joined_at, directory_id",
                JpaMembers::member,
                profile.value());
    }

    @Override
    public boolean share(ProfileId one, ProfileId other) {
        return sql.first(SHARE, row -> row.getInt("shared"), other.value(), one.value())
                .isPresent();
    }

    @Override
    public void save(Change<Member> change) {
        unit.append(change.events());
        var member = change.after();
        if (member.revision() == 0) {
            insert(member);
        } else {
            update(member);
        }
    }

    @Override
    public void keep(DirectoryId directory, Set<ProfileId> profiles) {
        var ids = Sql.ids(profiles.stream().map(ProfileId::value).toList());
        if (sql.list(KEEP, row -> Sql.uuid(row, "profile_id"), directory.value(), ids)
                        .size()
                < ids.length) {
            throw new Stale("Expected %s to be in directory %s, but one has left".formatted(profiles, directory));
        }
    }

    @Override
    public void end(Member member, Change<Optional<Member>> change) {
        unit.append(change.events());
        int ended = sql.update(
                "delete from member where directory_id = ? and profile_id = ? and revision = ?",
                member.directory().value(),
                member.profile().value(),
                member.revision());
        if (ended == 0) {
            throw stale(member);
        }
    }

    /** Those that another system calls one of these. */
    List<Member> called(DirectoryId directory, Collection<String> externalIds) {
        return externalIds.isEmpty()
                ? List.of()
                : sql.list(CALLED, JpaMembers::member, externalIds.toArray(String[]::new), directory.value());
    }

    /** Those of the profiles that are in the directory. */
    List<Member> all(DirectoryId directory, Collection<UUID> profiles) {
        return profiles.isEmpty() ? List.of() : sql.list(ALL, JpaMembers::member, Sql.ids(profiles), directory.value());
    }

    /**
     * Saves many in two round trips; stale where one of them cannot be saved as it is. Changes go first: what one of them gives
     * up, such as an external id, somebody new may have.
     */
    void saveAll(List<Change<Member>> changes) {
        changes.forEach(change -> unit.append(change.events()));
        var byNewness = changes.stream()
                .map(Change::after)
                .collect(Collectors.partitioningBy(member -> member.revision() == 0));
        saveAll(UPDATE, byNewness.getOrDefault(false, List.of()), this::updated);
        saveAll(INSERT, byNewness.getOrDefault(true, List.of()), this::inserted);
    }

    private void saveAll(
            String statement, List<Member> members, Function<Member, List<? extends @Nullable Object>> arguments) {
        if (members.isEmpty()) {
            return;
        }
        int[] saved = sql.updateAll(statement, members.stream().map(arguments).toList());
        for (int i = 0; i < saved.length; i++) {
            if (saved[i] == 0) {
                throw stale(members.get(i));
            }
        }
    }

    private void insert(Member member) {
        if (sql.update(INSERT, inserted(member).toArray()) == 0) {
            if (find(member.directory(), member.profile()).isPresent()) {
                throw new Refusal(
                        Reason.DIRECTORY_ALREADY_MEMBER,
                        "Expected a profile that is not in directory %s, but it is".formatted(member.directory()));
            }
            requireFreeExternalId(member);
            requireThere(member.profile());
            throw stale(member);
        }
    }

    private void requireThere(ProfileId profile) {
        if (sql.first(GONE, row -> Sql.uuid(row, "id"), profile.value()).isPresent()) {
            throw new Refusal(
                    Reason.PROFILE_NOT_FOUND, "Expected profile %s, but there is none any more".formatted(profile));
        }
    }

    private List<? extends @Nullable Object> inserted(Member member) {
        var person = member.person();
        var keys = UserKeys.of(person);
        return Arrays.<@Nullable Object>asList(
                member.directory().value(),
                member.role().name(),
                member.managed(),
                member.state().name(),
                person.givenName().map(Name::value).orElse(null),
                person.familyName().map(Name::value).orElse(null),
                person.email().map(Email::value).orElse(null),
                person.externalId().map(Name::value).orElse(null),
                Json.write(person.meta()),
                member.joinedAt(),
                member.joinedAt(),
                keys.givenName(),
                keys.familyName(),
                keys.email(),
                keys.externalId(),
                UserKeys.of(member.joinedAt()),
                member.profile().value());
    }

    private void update(Member member) {
        requireFreeExternalId(member);
        if (sql.update(UPDATE, updated(member).toArray()) == 0) {
            throw stale(member);
        }
    }

    private List<? extends @Nullable Object> updated(Member member) {
        var person = member.person();
        var keys = UserKeys.of(person);
        return Arrays.<@Nullable Object>asList(
                member.role().name(),
                member.state().name(),
                person.givenName().map(Name::value).orElse(null),
                person.familyName().map(Name::value).orElse(null),
                person.email().map(Email::value).orElse(null),
                person.externalId().map(Name::value).orElse(null),
                Json.write(person.meta()),
                clock.instant(),
                keys.givenName(),
                keys.familyName(),
                keys.email(),
                keys.externalId(),
                member.directory().value(),
                member.profile().value(),
                member.revision());
    }

    private void requireFreeExternalId(Member member) {
        var externalId = member.person().externalId();
        var holder = externalId.flatMap(id -> find(member.directory(), id));
        if (holder.filter(other -> !other.profile().equals(member.profile())).isPresent()) {
            throw new Refusal(
                    Reason.DIRECTORY_EXTERNAL_ID_TAKEN,
                    "Expected an external id that no other member has, but it is taken");
        }
    }

    private static Stale stale(Member member) {
        return new Stale("Expected member %s of directory %s at revision %d, but it is at another or gone"
                .formatted(member.profile(), member.directory(), member.revision()));
    }

    static Member member(ResultSet row) throws SQLException {
        var person = new Person(
                Optional.ofNullable(row.getString("given_name")).map(Name::new),
                Optional.ofNullable(row.getString("family_name")).map(Name::new),
                Optional.ofNullable(row.getString("email")).map(Email::new),
                Optional.ofNullable(row.getString("external_id")).map(Name::new),
                Json.metadata(row.getString("meta")));
        return new Member(
                new DirectoryId(Sql.uuid(row, "directory_id")),
                new ProfileId(Sql.uuid(row, "profile_id")),
                Role.valueOf(row.getString("role")),
                row.getBoolean("managed"),
                MemberState.valueOf(row.getString("state")),
                person,
                requireNonNull(Sql.instant(row, "joined_at")),
                row.getLong("revision"));
    }
}
