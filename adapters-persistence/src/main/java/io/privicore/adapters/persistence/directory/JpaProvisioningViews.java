package io.privicore.adapters.persistence.directory;

import static java.util.Objects.requireNonNull;

import io.privicore.adapters.persistence.tx.Json;
import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.port.ProvisioningViews;
import io.privicore.application.query.ProvisioningQuery.FoundUsers;
import io.privicore.application.query.ProvisioningQuery.GroupMember;
import io.privicore.application.query.ProvisioningQuery.GroupMembers;
import io.privicore.application.query.ProvisioningQuery.Position;
import io.privicore.application.query.ProvisioningQuery.ProvisionedGroup;
import io.privicore.application.query.ProvisioningQuery.ProvisionedUser;
import io.privicore.application.query.ProvisioningQuery.UserAttribute;
import io.privicore.application.query.ProvisioningQuery.UserOrder;
import io.privicore.application.query.ProvisioningQuery.UserSearch;
import io.privicore.application.query.ProvisioningQuery.Window;
import io.privicore.domain.directory.GroupId;
import io.privicore.domain.directory.MemberState;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Users and groups as provisioning clients see them, in PostgreSQL. */
@ApplicationScoped
public class JpaProvisioningViews implements ProvisioningViews {

    private static final String USER = """
            select m.profile_id, p.username, m.given_name, m.family_name, m.email, m.external_id, m.role, m.state, m.managed,
                m.meta, m.joined_at, m.updated_at, m.revision
            """;

    private static final String OF_GROUPS = """
            select g.group_id, g.profile_id, p.username
            from group_member g join profile p on p.id = g.profile_id
            where g.directory_id = ? and g.group_id = any(?)
            order by p.username_key, g.profile_id limit ?
            """;

    private static final String OF_ROLES = """
            select m.role, m.profile_id, p.username
            from member m join profile p on p.id = m.profile_id
            where m.directory_id = ? and m.role = any(?)
            order by m.username_key, m.profile_id limit ?
            """;

    private static final String GROUPS_OF = """
            select x.profile_id, g.* from group_member x
            join directory_group g on g.directory_id = x.directory_id and g.id = x.group_id
            where x.directory_id = ? and x.profile_id = any(?) order by g.name_key
            """;

    private final Sql sql;

    JpaProvisioningViews(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<ProvisionedUser> user(DirectoryId directory, ProfileId profile) {
        return sql.first(USER + """
                from member m join profile p on p.id = m.profile_id
                where m.directory_id = ? and m.profile_id = ?
                """, JpaProvisioningViews::user, directory.value(), profile.value());
    }

    @Override
    public FoundUsers users(DirectoryId directory, UserSearch search) {
        long total = count(directory, search);
        var window = search.window();
        long skipped = window instanceof Window.Skipping skipping ? skipping.skipped() : 0;
        if (window.count() == 0 || skipped >= total) {
            return new FoundUsers(List.of(), total, Optional.empty());
        }
        var users = page(directory, search, skipped);
        boolean more = users.size() > window.count();
        var wanted = more ? users.subList(0, window.count()) : users;
        return new FoundUsers(
                List.copyOf(wanted),
                total,
                more ? Optional.of(position(search.order(), wanted.getLast())) : Optional.empty());
    }

    private long count(DirectoryId directory, UserSearch search) {
        var condition = matching(directory, search);
        return sql.first(
                        "select count(*) as users from member m where " + condition.sql(),
                        row -> row.getLong("users"),
                        condition.with())
                .orElse(0L);
    }

    /** The page is cut out before names are looked up; one more than wanted, to know whether there are others. */
    private List<ProvisionedUser> page(DirectoryId directory, UserSearch search, long skipped) {
        var condition = matching(directory, search);
        if (search.window() instanceof Window.Behind window) {
            window.position()
                    .ifPresent(behind -> condition.and(behind(search.order()), arguments(search.order(), behind)));
        }
        var order = order(search.order());
        var page = "with page as materialized (select m.* from member m where %s order by %s limit ? offset ?) "
                .formatted(condition.sql(), order);
        return sql.list(
                page + USER + " from page m join profile p on p.id = m.profile_id order by " + order,
                JpaProvisioningViews::user,
                condition.with(search.window().count() + 1L, skipped));
    }

    private static MatchCondition matching(DirectoryId directory, UserSearch search) {
        return new MatchCondition()
                .and("m.directory_id = ? and (", directory.value())
                .and(search.match())
                .and(")");
    }

    /** Those without a value come last, but for attributes that everybody has: these are walked along their index. */
    private static List<String> columns(UserOrder order) {
        var column = MatchCondition.column(order.attribute());
        return switch (order.attribute()) {
            case ID -> List.of(column);
            case GIVEN_NAME, FAMILY_NAME, EMAIL, EXTERNAL_ID ->
                List.of("(" + column + " = '')", column, "m.profile_id");
            case USERNAME, CREATED, MODIFIED, ROLE, ACTIVE, GROUP -> List.of(column, "m.profile_id");
        };
    }

    private static String order(UserOrder order) {
        var direction = order.descending() ? " desc" : " asc";
        return String.join(
                ", ", columns(order).stream().map(column -> column + direction).toList());
    }

    private static String behind(UserOrder order) {
        var columns = columns(order);
        var marks = String.join(", ", columns.stream().map(_ -> "?").toList());
        return " and (%s) %s (%s)".formatted(String.join(", ", columns), order.descending() ? "<" : ">", marks);
    }

    private static Object[] arguments(UserOrder order, Position behind) {
        var profile = behind.profile().value();
        return switch (order.attribute()) {
            case ID -> new Object[] {profile};
            case GIVEN_NAME, FAMILY_NAME, EMAIL, EXTERNAL_ID ->
                new Object[] {behind.value().isEmpty(), behind.value(), profile};
            case CREATED -> new Object[] {UserKeys.of(Instant.parse(behind.value())), profile};
            case MODIFIED -> new Object[] {Instant.parse(behind.value()), profile};
            case USERNAME, ROLE, ACTIVE, GROUP -> new Object[] {behind.value(), profile};
        };
    }

    private static Position position(UserOrder order, ProvisionedUser user) {
        var value =
                switch (order.attribute()) {
                    case USERNAME -> UserKeys.ofUsername(user.username());
                    case GIVEN_NAME -> UserKeys.of(user.givenName().orElse(""));
                    case FAMILY_NAME -> UserKeys.of(user.familyName().orElse(""));
                    case EMAIL -> UserKeys.of(user.email().orElse(""));
                    case EXTERNAL_ID -> UserKeys.of(user.externalId().orElse(""));
                    case CREATED -> UserAttribute.time(user.createdAt());
                    case MODIFIED -> UserAttribute.time(user.updatedAt());
                    case ID, ROLE, ACTIVE, GROUP -> "";
                };
        return new Position(value, user.profile());
    }

    @Override
    public List<ProvisionedGroup> groups(DirectoryId directory) {
        return sql.list(
                "select * from directory_group where directory_id = ? order by name_key",
                JpaProvisioningViews::group,
                directory.value());
    }

    @Override
    public Optional<ProvisionedGroup> group(DirectoryId directory, GroupId group) {
        return sql.first(
                "select * from directory_group where directory_id = ? and id = ?",
                JpaProvisioningViews::group,
                directory.value(),
                group.value());
    }

    @Override
    public Map<ProfileId, List<ProvisionedGroup>> groupsOf(DirectoryId directory, Set<ProfileId> profiles) {
        Map<ProfileId, List<ProvisionedGroup>> groups = new HashMap<>();
        sql.list(
                        GROUPS_OF,
                        row -> Map.entry(new ProfileId(Sql.uuid(row, "profile_id")), group(row)),
                        directory.value(),
                        Sql.ids(profiles.stream().map(ProfileId::value).toList()))
                .forEach(found -> groups.computeIfAbsent(found.getKey(), _ -> new ArrayList<>())
                        .add(found.getValue()));
        return groups;
    }

    @Override
    public GroupMembers members(DirectoryId directory, Set<GroupId> groups, Set<Role> roles, int limit) {
        Map<GroupId, List<GroupMember>> ofGroups = new HashMap<>();
        Map<Role, List<GroupMember>> ofRoles = new HashMap<>();
        int found = 0;
        if (!groups.isEmpty()) {
            var members = sql.list(
                    OF_GROUPS,
                    row -> Map.entry(new GroupId(Sql.uuid(row, "group_id")), member(row)),
                    directory.value(),
                    Sql.ids(groups.stream().map(GroupId::value).toList()),
                    limit + 1);
            found += members.size();
            members.forEach(entry -> ofGroups.computeIfAbsent(entry.getKey(), _ -> new ArrayList<>())
                    .add(entry.getValue()));
        }
        if (!roles.isEmpty()) {
            var members = sql.list(
                    OF_ROLES,
                    row -> Map.entry(Role.valueOf(row.getString("role")), member(row)),
                    directory.value(),
                    roles.stream().map(Role::name).toArray(String[]::new),
                    limit + 1);
            found += members.size();
            members.forEach(entry -> ofRoles.computeIfAbsent(entry.getKey(), _ -> new ArrayList<>())
                    .add(entry.getValue()));
        }
        if (found > limit) {
            throw new Refusal(
                    Reason.DIRECTORY_TOO_MANY, "Expected at most %d members, but there are more".formatted(limit));
        }
        return new GroupMembers(ofGroups, ofRoles);
    }

    private static GroupMember member(ResultSet row) throws SQLException {
        return new GroupMember(new ProfileId(Sql.uuid(row, "profile_id")), row.getString("username"));
    }

    private static ProvisionedGroup group(ResultSet row) throws SQLException {
        return new ProvisionedGroup(
                new GroupId(Sql.uuid(row, "id")),
                row.getString("name"),
                Optional.ofNullable(row.getString("external_id")),
                requireNonNull(Sql.instant(row, "created_at")),
                requireNonNull(Sql.instant(row, "updated_at")),
                row.getLong("revision"));
    }

    private static ProvisionedUser user(ResultSet row) throws SQLException {
        return new ProvisionedUser(
                new ProfileId(Sql.uuid(row, "profile_id")),
                row.getString("username"),
                Optional.ofNullable(row.getString("given_name")),
                Optional.ofNullable(row.getString("family_name")),
                Optional.ofNullable(row.getString("email")),
                Optional.ofNullable(row.getString("external_id")),
                Role.valueOf(row.getString("role")),
                MemberState.valueOf(row.getString("state")),
                row.getBoolean("managed"),
                Json.metadata(row.getString("meta")),
                requireNonNull(Sql.instant(row, "joined_at")),
                requireNonNull(Sql.instant(row, "updated_at")),
                row.getLong("revision"));
    }
}
