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
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Members in PostgreSQL. The role of somebody is on the path of every operation on a directory: one row by its key. */
@ApplicationScoped
public class JpaMembers implements Members {

    private static final String BY_PROFILE = "select * from member where directory_id = ? and profile_id = ?";

    private static final String BY_EXTERNAL_ID = "select * from member where directory_id = ? and external_id = ?";

    /** By its key alone, so that no plan looks for it in another way. */
    private static final String ROLE = "select role, state from member where directory_id = ? and profile_id = ?";

    private static final String SHARE = """
            select 1 as shared from member a
            join member b on b.directory_id = a.directory_id and b.profile_id = ? and b.state = 'ACTIVE'
            where a.profile_id = ? and a.state = 'ACTIVE' limit 1
            """;

    /** The profile is locked, so that it is not renamed meanwhile: both are changed together or one after the other. */
    private static final String INSERT = """
            insert into member (directory_id, profile_id, role, managed, state, given_name, family_name, email, external_id,
                meta, joined_at, updated_at, username_key, given_name_key, family_name_key, email_key, external_id_key,
                joined_key, revision)
            select ?, p.id, ?, ?, ?, ?::text, ?::text, ?::text, ?::text, ?::jsonb, ?, ?, p.username_key, ?, ?, ?, ?, ?, 1
            from profile p where p.id = ? for share
            on conflict do nothing
            """;

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

    private void insert(Member member) {
        var person = member.person();
        var keys = UserKeys.of(person);
        int inserted = sql.update(
                INSERT,
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
        if (inserted == 0) {
            if (find(member.directory(), member.profile()).isPresent()) {
                throw new Refusal(
                        Reason.DIRECTORY_ALREADY_MEMBER,
                        "Expected a profile that is not in directory %s, but it is".formatted(member.directory()));
            }
            requireFreeExternalId(member);
            throw stale(member);
        }
    }

    private void update(Member member) {
        requireFreeExternalId(member);
        var person = member.person();
        var keys = UserKeys.of(person);
        int updated = sql.update(
                UPDATE,
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
        if (updated == 0) {
            throw stale(member);
        }
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

    private static Member member(ResultSet row) throws SQLException {
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
