package io.privicore.adapters.persistence.directory;

import static java.util.Objects.requireNonNull;

import io.privicore.adapters.persistence.device.DeviceViewRow;
import io.privicore.adapters.persistence.tx.Json;
import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.port.DirectoryViews;
import io.privicore.application.query.DirectoryQuery.DirectoryDeviceView;
import io.privicore.application.query.DirectoryQuery.DirectoryView;
import io.privicore.application.query.DirectoryQuery.InvitationView;
import io.privicore.application.query.DirectoryQuery.ListUsers;
import io.privicore.application.query.DirectoryQuery.UserView;
import io.privicore.application.query.Page;
import io.privicore.domain.directory.InvitationId;
import io.privicore.domain.directory.InvitationState;
import io.privicore.domain.directory.MemberState;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.ProfileId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Lists of directories and of what is in them in PostgreSQL, each one statement, pages of users two: they are counted first,
 * since how many there are tells how their page is best found.
 */
@ApplicationScoped
public class JpaDirectoryViews implements DirectoryViews {

    private static final int MOST_INVITATIONS = 1_000;

    /** So many users are sorted in less time than it takes to walk past others to find them. */
    private static final int FEW = 1_000;

    /** Devices of managed users, those made for others, and those of others that store for users. */
    private static final String DIRECTORY = """
            select d.*, m.role as caller_role,
                (select count(*) from member u where u.directory_id = d.id) as users,
                (select count(*) from device v where v.managed_by = d.id and v.state <> 'REMOVED')
                    + (select count(*) from device v
                        where v.created_by = d.id and v.state <> 'REMOVED' and v.managed_by is distinct from d.id)
                    + (select count(*) from (select distinct device_id from shared_storage where directory_id = d.id) s
                        join device v on v.id = s.device_id and v.state <> 'REMOVED'
                            and v.managed_by is distinct from d.id and v.created_by is distinct from d.id
                        join member o on o.directory_id = d.id and o.profile_id = v.profile_id) as devices
            from member m join directory d on d.id = m.directory_id
            where m.profile_id = ? and m.state = 'ACTIVE'
            """;

    private static final String USER = """
            select m.*, p.username, p.public_key, p.last_seen_at,
                (select count(*) from device v where v.profile_id = m.profile_id and v.state <> 'REMOVED') as devices
            """;

    private static final String INVITATION = """
            select i.*, d.name as directory_name, p.username
            from invitation i join directory d on d.id = i.directory_id join profile p on p.id = i.profile_id
            """;

    private static final String DEVICES = "select " + DeviceViewRow.COLUMNS + """
                , d.profile_id as owner_id, d.created_by is not distinct from x.id as created,
                array(select s.profile_id from shared_storage s
                    where s.directory_id = x.id and s.device_id = d.id order by s.profile_id) as stored_for
            from (select ?::uuid as id) x
            join device d on d.state <> 'REMOVED' and d.id in (
                select v.id from device v where v.managed_by = x.id and v.state <> 'REMOVED'
                union select v.id from device v where v.created_by = x.id and v.state <> 'REMOVED'
                union select s.device_id from shared_storage s
                    join device v on v.id = s.device_id
                    join member o on o.directory_id = x.id and o.profile_id = v.profile_id
                    where s.directory_id = x.id)
            left join device_presence p on p.profile_id = d.profile_id and p.device_id = d.id
            order by d.created_at, d.id
            """;

    private final Sql sql;
    private final InstantSource clock;

    JpaDirectoryViews(Sql sql, InstantSource clock) {
        this.sql = sql;
        this.clock = clock;
    }

    @Override
    public List<DirectoryView> ofProfile(ProfileId profile, boolean owned) {
        return sql.list(
                DIRECTORY + "and (m.role = 'OWNER') = ? order by d.created_at, d.id",
                JpaDirectoryViews::directory,
                profile.value(),
                owned);
    }

    @Override
    public Optional<DirectoryView> find(DirectoryId directory, ProfileId caller) {
        return sql.first(
                DIRECTORY + "and m.directory_id = ?", JpaDirectoryViews::directory, caller.value(), directory.value());
    }

    @Override
    public Page<UserView> users(ListUsers query) {
        var condition = UserCondition.lookedUp(query.directory(), query.filter());
        long count = sql.first(
                        "select count(*) as users from member m where " + condition.sql(),
                        row -> row.getLong("users"),
                        condition.with())
                .orElse(0L);
        var paging = query.paging();
        if (paging.offset() >= count) {
            return new Page<>(List.of(), count, paging);
        }
        boolean few = count <= FEW && !query.filter().wanted().isEmpty();
        return new Page<>(few ? sorted(query, condition) : walked(query, count), count, paging);
    }

    /** Finds all that match, sorts them and cuts the page out. */
    private List<UserView> sorted(ListUsers query, UserCondition condition) {
        var order = order(query.sort().descending());
        var page = """
                with matching as materialized (
                    select m.directory_id, m.profile_id, %s as sort_key from member m where %s),
                page as (select * from matching order by %s limit ? offset ?)
                """.formatted(UserCondition.column(query.sort().field()), condition.sql(), order);
        return users(
                page,
                order,
                condition.with(query.paging().perPage(), query.paging().offset()));
    }

    /** Walks along the index from the end that is nearer to the page, at most over half of it. */
    private List<UserView> walked(ListUsers query, long count) {
        var field = query.sort().field();
        var condition = UserCondition.along(field, query.directory(), query.filter());
        long offset = query.paging().offset();
        long length = Math.min(query.paging().perPage(), count - offset);
        boolean backwards = offset > count / 2;
        var column = UserCondition.column(field);
        var direction = direction(query.sort().descending() != backwards);
        var page = """
                with page as materialized (
                    select m.directory_id, m.profile_id, %s as sort_key from member m where %s
                    order by %s %s, m.profile_id %s limit ? offset ?)
                """.formatted(column, condition.sql(), column, direction, direction);
        return users(
                page,
                order(query.sort().descending()),
                condition.with(length, backwards ? count - offset - length : offset));
    }

    private List<UserView> users(String page, String order, Object[] arguments) {
        var details = """
                from page join member m on m.directory_id = page.directory_id and m.profile_id = page.profile_id
                join profile p on p.id = page.profile_id order by\s""";
        return sql.list(
                page + USER + details + order.replace("profile_id", "page.profile_id"),
                JpaDirectoryViews::user,
                arguments);
    }

    private static String order(boolean descending) {
        var direction = direction(descending);
        return "sort_key %s, profile_id %s".formatted(direction, direction);
    }

    private static String direction(boolean descending) {
        return descending ? "desc" : "asc";
    }

    /** Looked up one by one: among many small directories a planner takes a large one for small, and would read all of it. */
    @Override
    public List<UserView> users(DirectoryId directory, List<ProfileId> profiles) {
        return sql.list(
                USER + """
                from unnest(?) with ordinality as w (profile_id, nr)
                cross join lateral (
                    select * from member x where x.directory_id = ? and x.profile_id = w.profile_id limit 1) m
                join profile p on p.id = w.profile_id
                order by w.nr
                """,
                JpaDirectoryViews::user,
                Sql.ids(profiles.stream().map(ProfileId::value).toList()),
                directory.value());
    }

    @Override
    public List<InvitationView> invitationsTo(ProfileId profile) {
        var now = clock.instant();
        return sql.list(INVITATION + """
                where i.profile_id = ? and i.state = 'PENDING' and i.expires_at > ? order by i.sent_at, i.id
                """, row -> invitation(row, now), profile.value(), now);
    }

    @Override
    public List<InvitationView> invitationsOf(DirectoryId directory) {
        var now = clock.instant();
        return sql.list(
                INVITATION + "where i.directory_id = ? order by i.sent_at desc, i.id desc limit " + MOST_INVITATIONS,
                row -> invitation(row, now),
                directory.value());
    }

    @Override
    public List<DirectoryDeviceView> devices(DirectoryId directory) {
        return sql.list(DEVICES, JpaDirectoryViews::device, directory.value());
    }

    private static DirectoryView directory(ResultSet row) throws SQLException {
        return new DirectoryView(
                new DirectoryId(Sql.uuid(row, "id")),
                row.getString("name"),
                row.getString("short_name"),
                new ProfileId(Sql.uuid(row, "owner_id")),
                Role.valueOf(row.getString("caller_role")),
                row.getLong("users"),
                row.getLong("devices"),
                Json.metadata(row.getString("meta")),
                requireNonNull(Sql.instant(row, "created_at")));
    }

    private static UserView user(ResultSet row) throws SQLException {
        return new UserView(
                new ProfileId(Sql.uuid(row, "profile_id")),
                row.getString("username"),
                Optional.ofNullable(row.getString("given_name")),
                Optional.ofNullable(row.getString("family_name")),
                Optional.ofNullable(row.getString("email")),
                Optional.ofNullable(row.getString("external_id")),
                Role.valueOf(row.getString("role")),
                MemberState.valueOf(row.getString("state")),
                row.getBoolean("managed"),
                Optional.ofNullable(row.getString("public_key")),
                row.getLong("devices"),
                Json.metadata(row.getString("meta")),
                requireNonNull(Sql.instant(row, "joined_at")),
                requireNonNull(Sql.instant(row, "updated_at")),
                row.getLong("revision"),
                Optional.ofNullable(Sql.instant(row, "last_seen_at")));
    }

    private static InvitationView invitation(ResultSet row, Instant now) throws SQLException {
        var state = InvitationState.valueOf(row.getString("state"));
        var expiresAt = requireNonNull(Sql.instant(row, "expires_at"));
        return new InvitationView(
                new InvitationId(Sql.uuid(row, "id")),
                new DirectoryId(Sql.uuid(row, "directory_id")),
                row.getString("directory_name"),
                new ProfileId(Sql.uuid(row, "profile_id")),
                row.getString("username"),
                new ProfileId(Sql.uuid(row, "inviter_id")),
                Role.valueOf(row.getString("role")),
                state == InvitationState.PENDING && !now.isBefore(expiresAt) ? InvitationState.EXPIRED : state,
                requireNonNull(Sql.instant(row, "sent_at")),
                expiresAt);
    }

    private static DirectoryDeviceView device(ResultSet row) throws SQLException {
        return new DirectoryDeviceView(
                DeviceViewRow.view(row),
                new ProfileId(Sql.uuid(row, "owner_id")),
                row.getBoolean("created"),
                Arrays.stream((UUID[]) row.getArray("stored_for").getArray())
                        .map(ProfileId::new)
                        .toList());
    }
}
