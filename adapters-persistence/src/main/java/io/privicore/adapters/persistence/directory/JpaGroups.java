package io.privicore.adapters.persistence.directory;

import static java.util.Objects.requireNonNull;

import io.privicore.adapters.persistence.tx.JpaUnitOfWork;
import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.port.Groups;
import io.privicore.application.port.UnitOfWork.Stale;
import io.privicore.domain.directory.DirectoryEvent;
import io.privicore.domain.directory.Group;
import io.privicore.domain.directory.GroupId;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Event;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Groups in PostgreSQL. Members come and go by statements over many, never by rewriting a group. */
@ApplicationScoped
public class JpaGroups implements Groups {

    private static final String INSERT = """
            insert into directory_group (directory_id, id, name, name_key, external_id, created_at, updated_at, revision)
            values (?, ?, ?, ?, ?, ?, ?, 1) on conflict do nothing
            """;

    private static final String UPDATE = """
            update directory_group set name = ?, name_key = ?, external_id = ?, updated_at = ?, revision = revision + 1
            where directory_id = ? and id = ? and revision = ?
            """;

    /** Members are locked, so that none of them leaves the directory meanwhile without leaving the group. */
    private static final String JOIN = """
            insert into group_member (directory_id, group_id, profile_id)
            select m.directory_id, ?::uuid, m.profile_id from member m
            where m.directory_id = ? and m.profile_id = any(?) order by m.profile_id for share
            on conflict do nothing
            """;

    private static final String STRANGER = """
            select w.id from unnest(?) as w (id)
            where not exists (select 1 from member m where m.directory_id = ? and m.profile_id = w.id) limit 1
            """;

    /** In the order of their ids, so that two who leave at once do not wait for each other. */
    private static final String TOUCH = """
            with touched as (
                select directory_id, id from directory_group where directory_id = ? and id = any(?) order by id for update)
            update directory_group g set updated_at = ?, revision = g.revision + 1
            from touched t where g.directory_id = t.directory_id and g.id = t.id
            """;

    private final JpaUnitOfWork unit;
    private final Sql sql;
    private final InstantSource clock;

    JpaGroups(JpaUnitOfWork unit, Sql sql, InstantSource clock) {
        this.unit = unit;
        this.sql = sql;
        this.clock = clock;
    }

    @Override
    public Group get(DirectoryId directory, GroupId id) {
        return sql.first(
                        "select * from directory_group where directory_id = ? and id = ?",
                        JpaGroups::group,
                        directory.value(),
                        id.value())
                .orElseThrow(() ->
                        new Refusal(Reason.GROUP_NOT_FOUND, "Expected group %s, but there is none".formatted(id)));
    }

    @Override
    public int count(DirectoryId directory) {
        return sql.first(
                        "select count(*) as groups from directory_group where directory_id = ?",
                        row -> row.getInt("groups"),
                        directory.value())
                .orElse(0);
    }

    @Override
    public Set<ProfileId> members(Group group) {
        return new HashSet<>(sql.list(
                "select profile_id from group_member where directory_id = ? and group_id = ?",
                JpaGroups::profile,
                group.directory().value(),
                group.id().value()));
    }

    @Override
    public Set<ProfileId> among(Group group, Collection<ProfileId> profiles) {
        return profiles.isEmpty()
                ? Set.of()
                : new HashSet<>(sql.list(
                        "select profile_id from group_member where directory_id = ? and group_id = ? and profile_id = any(?)",
                        JpaGroups::profile,
                        group.directory().value(),
                        group.id().value(),
                        ids(profiles)));
    }

    @Override
    public void save(Change<Group> change) {
        unit.append(change.events());
        var group = change.after();
        requireFreeName(group);
        int saved = group.revision() == 0 ? insert(group) : update(group);
        if (saved == 0) {
            throw stale(group);
        }
    }

    @Override
    public void join(Group group, Collection<ProfileId> profiles) {
        if (profiles.isEmpty()) {
            return;
        }
        var ids = ids(profiles);
        int joined = sql.update(JOIN, group.id().value(), group.directory().value(), ids);
        if (joined < ids.length) {
            sql.first(
                            STRANGER,
                            row -> Sql.uuid(row, "id"),
                            ids,
                            group.directory().value())
                    .ifPresent(stranger -> {
                        throw new Refusal(
                                Reason.PROFILE_NOT_FOUND,
                                "Expected profile %s in directory %s, but it is not"
                                        .formatted(stranger, group.directory()));
                    });
        }
    }

    @Override
    public void leave(Group group, Collection<ProfileId> profiles) {
        if (!profiles.isEmpty()) {
            sql.update(
                    "delete from group_member where directory_id = ? and group_id = ? and profile_id = any(?)",
                    group.directory().value(),
                    group.id().value(),
                    ids(profiles));
        }
    }

    @Override
    public List<GroupId> leaveAll(DirectoryId directory, ProfileId profile) {
        var left = sql.list(
                "delete from group_member where directory_id = ? and profile_id = ? returning group_id",
                row -> new GroupId(Sql.uuid(row, "group_id")),
                directory.value(),
                profile.value());
        if (!left.isEmpty()) {
            unit.append(left.stream()
                    .<Event>map(group -> new DirectoryEvent.GroupLeft(profile, directory, group))
                    .toList());
            sql.update(
                    TOUCH,
                    directory.value(),
                    Sql.ids(left.stream().map(GroupId::value).toList()),
                    clock.instant());
        }
        return left;
    }

    @Override
    public void end(Group group, Change<Optional<Group>> change) {
        unit.append(change.events());
        int ended = sql.update(
                "delete from directory_group where directory_id = ? and id = ? and revision = ?",
                group.directory().value(),
                group.id().value(),
                group.revision());
        if (ended == 0) {
            throw stale(group);
        }
        sql.update(
                "delete from group_member where directory_id = ? and group_id = ?",
                group.directory().value(),
                group.id().value());
    }

    private int insert(Group group) {
        return sql.update(
                INSERT,
                group.directory().value(),
                group.id().value(),
                group.name().value(),
                UserKeys.of(group.name().value()),
                group.externalId().map(Name::value).orElse(null),
                group.createdAt(),
                group.updatedAt());
    }

    private int update(Group group) {
        return sql.update(
                UPDATE,
                group.name().value(),
                UserKeys.of(group.name().value()),
                group.externalId().map(Name::value).orElse(null),
                group.updatedAt(),
                group.directory().value(),
                group.id().value(),
                group.revision());
    }

    private void requireFreeName(Group group) {
        var namesake = sql.first(
                "select id from directory_group where directory_id = ? and name_key = ? and id <> ?",
                row -> Sql.uuid(row, "id"),
                group.directory().value(),
                UserKeys.of(group.name().value()),
                group.id().value());
        if (namesake.isPresent()) {
            throw new Refusal(
                    Reason.GROUP_NAME_TAKEN,
                    "Expected a name that no other group has, but \"%s\" is taken"
                            .formatted(group.name().value()));
        }
    }

    private static Stale stale(Group group) {
        return new Stale("Expected group %s of directory %s at revision %d, but it is at another or gone"
                .formatted(group.id(), group.directory(), group.revision()));
    }

    private static UUID[] ids(Collection<ProfileId> profiles) {
        return Sql.ids(profiles.stream().map(ProfileId::value).toList());
    }

    private static ProfileId profile(ResultSet row) throws SQLException {
        return new ProfileId(Sql.uuid(row, "profile_id"));
    }

    private static Group group(ResultSet row) throws SQLException {
        return new Group(
                new DirectoryId(Sql.uuid(row, "directory_id")),
                new GroupId(Sql.uuid(row, "id")),
                new Name(row.getString("name")),
                Optional.ofNullable(row.getString("external_id")).map(Name::new),
                requireNonNull(Sql.instant(row, "created_at")),
                requireNonNull(Sql.instant(row, "updated_at")),
                row.getLong("revision"));
    }
}
