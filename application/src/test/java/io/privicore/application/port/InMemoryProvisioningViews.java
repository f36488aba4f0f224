package io.privicore.application.port;

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
import io.privicore.domain.directory.Email;
import io.privicore.domain.directory.Group;
import io.privicore.domain.directory.GroupId;
import io.privicore.domain.directory.Member;
import io.privicore.domain.directory.MemberState;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Users and groups as provisioning clients see them, in memory. */
public final class InMemoryProvisioningViews implements ProvisioningViews {

    private static final Comparator<ProvisionedUser> BY_ID =
            Comparator.comparing(user -> user.profile().toString());

    private final InMemoryDatabase database;

    public InMemoryProvisioningViews(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public Optional<ProvisionedUser> user(DirectoryId directory, ProfileId profile) {
        return database.members
                .find(new InMemoryMembers.Key(directory, profile))
                .map(this::view);
    }

    @Override
    public FoundUsers users(DirectoryId directory, UserSearch search) {
        return database.locked(() -> {
            var order = order(search.order());
            var matching = membersOf(directory)
                    .map(this::view)
                    .filter(user -> search.match().test(attribute -> values(directory, user, attribute)))
                    .sorted(order)
                    .toList();
            var rest =
                    switch (search.window()) {
                        case Window.Skipping skipping ->
                            matching.stream().skip(skipping.skipped()).toList();
                        case Window.Behind behind ->
                            matching.stream()
                                    .filter(user -> behind.position()
                                            .filter(position -> !isBehind(user, position, search.order()))
                                            .isEmpty())
                                    .toList();
                    };
            int count = search.window().count();
            var page = rest.stream().limit(count).toList();
            boolean more = count > 0 && rest.size() > count;
            return new FoundUsers(
                    page,
                    matching.size(),
                    more
                            ? Optional.of(new Position(
                                    value(page.getLast(), search.order().attribute()),
                                    page.getLast().profile()))
                            : Optional.empty());
        });
    }

    @Override
    public List<ProvisionedGroup> groups(DirectoryId directory) {
        return database.groups.all().stream()
                .filter(group -> group.directory().equals(directory))
                .map(InMemoryProvisioningViews::view)
                .sorted(Comparator.comparing(group -> group.name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    @Override
    public Optional<ProvisionedGroup> group(DirectoryId directory, GroupId group) {
        return database.groups
                .find(group)
                .filter(found -> found.directory().equals(directory))
                .map(InMemoryProvisioningViews::view);
    }

    @Override
    public Map<ProfileId, List<ProvisionedGroup>> groupsOf(DirectoryId directory, Set<ProfileId> profiles) {
        Map<ProfileId, List<ProvisionedGroup>> groups = new HashMap<>();
        for (var profile : profiles) {
            var having = groups(directory).stream()
                    .filter(group -> isIn(directory, group.group(), profile))
                    .toList();
            if (!having.isEmpty()) {
                groups.put(profile, having);
            }
        }
        return groups;
    }

    @Override
    public GroupMembers members(DirectoryId directory, Set<GroupId> groups, Set<Role> roles, int limit) {
        Map<GroupId, List<GroupMember>> ofGroups = new HashMap<>();
        Map<Role, List<GroupMember>> ofRoles = new HashMap<>();
        groups.forEach(
                group -> putSome(ofGroups, group, directory, member -> isIn(directory, group, member.profile())));
        roles.forEach(role -> putSome(ofRoles, role, directory, member -> member.role() == role));
        if (Stream.concat(ofGroups.values().stream(), ofRoles.values().stream())
                        .mapToInt(List::size)
                        .sum()
                > limit) {
            throw new Refusal(
                    Reason.DIRECTORY_TOO_MANY, "Expected at most %d members, but there are more".formatted(limit));
        }
        return new GroupMembers(ofGroups, ofRoles);
    }

    private <K> void putSome(
            Map<K, List<GroupMember>> all, K key, DirectoryId directory, Function<Member, Boolean> wanted) {
        var some = membersOf(directory)
                .filter(wanted::apply)
                .map(this::view)
                .sorted(order(UserOrder.DEFAULT))
                .map(user -> new GroupMember(user.profile(), user.username()))
                .toList();
        if (!some.isEmpty()) {
            all.put(key, some);
        }
    }

    private boolean isIn(DirectoryId directory, GroupId group, ProfileId profile) {
        return database.groupMembers
                .find(new InMemoryGroups.Membership(directory, group, profile))
                .isPresent();
    }

    private Stream<Member> membersOf(DirectoryId directory) {
        return database.members.all().stream()
                .filter(member -> member.directory().equals(directory));
    }

    private List<String> values(DirectoryId directory, ProvisionedUser user, UserAttribute attribute) {
        if (attribute == UserAttribute.GROUP) {
            return groupsOf(directory, Set.of(user.profile())).getOrDefault(user.profile(), List.of()).stream()
                    .map(group -> group.group().toString())
                    .toList();
        }
        return Optional.of(value(user, attribute)).filter(text -> !text.isEmpty()).stream()
                .toList();
    }

    private static String value(ProvisionedUser user, UserAttribute attribute) {
        return switch (attribute) {
            case ID -> user.profile().toString();
            case USERNAME -> user.username();
            case GIVEN_NAME -> user.givenName().orElse("");
            case FAMILY_NAME -> user.familyName().orElse("");
            case EMAIL -> user.email().orElse("");
            case EXTERNAL_ID -> user.externalId().orElse("");
            case ROLE -> user.role().wire();
            case ACTIVE -> String.valueOf(user.state() == MemberState.ACTIVE);
            case CREATED -> UserAttribute.time(user.createdAt());
            case MODIFIED -> UserAttribute.time(user.updatedAt());
            case GROUP -> "";
        };
    }

    private static Comparator<ProvisionedUser> order(UserOrder order) {
        Comparator<ProvisionedUser> byValue = Comparator.comparing(user -> key(user, order));
        var all = byValue.thenComparing(BY_ID);
        return order.descending() ? all.reversed() : all;
    }

    /** Those without a value come behind the others. */
    private static String key(ProvisionedUser user, UserOrder order) {
        return key(value(user, order.attribute()));
    }

    private static String key(String value) {
        return value.isEmpty() ? "1" : "0" + value.toLowerCase(Locale.ROOT);
    }

    private static boolean isBehind(ProvisionedUser user, Position position, UserOrder order) {
        var byValue = key(user, order).compareTo(key(position.value()));
        int compared = order.attribute() == UserAttribute.ID || byValue == 0
                ? user.profile().toString().compareTo(position.profile().toString())
                : byValue;
        return order.descending() ? compared < 0 : compared > 0;
    }

    private ProvisionedUser view(Member member) {
        var person = member.person();
        return new ProvisionedUser(
                member.profile(),
                database.profiles
                        .find(member.profile())
                        .orElseThrow()
                        .username()
                        .value(),
                person.givenName().map(Name::value),
                person.familyName().map(Name::value),
                person.email().map(Email::value),
                person.externalId().map(Name::value),
                member.role(),
                member.state(),
                member.managed(),
                person.meta(),
                member.joinedAt(),
                database.memberChanges
                        .find(new InMemoryMembers.Key(member.directory(), member.profile()))
                        .orElse(member.joinedAt()),
                member.revision());
    }

    private static ProvisionedGroup view(Group group) {
        return new ProvisionedGroup(
                group.id(),
                group.name().value(),
                group.externalId().map(Name::value),
                group.createdAt(),
                group.updatedAt(),
                group.revision());
    }
}
