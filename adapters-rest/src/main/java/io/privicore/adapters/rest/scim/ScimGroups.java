package io.privicore.adapters.rest.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.privicore.adapters.rest.scim.GroupJson.Attribute;
import io.privicore.adapters.rest.scim.GroupJson.Entry;
import io.privicore.application.command.ProvisioningCommand;
import io.privicore.application.command.ProvisioningCommand.AssignRoles;
import io.privicore.application.query.Match;
import io.privicore.application.query.ProvisioningQuery.FindGroup;
import io.privicore.application.query.ProvisioningQuery.FindUsers;
import io.privicore.application.query.ProvisioningQuery.GroupMember;
import io.privicore.application.query.ProvisioningQuery.GroupMembers;
import io.privicore.application.query.ProvisioningQuery.GroupsOfUsers;
import io.privicore.application.query.ProvisioningQuery.ListGroups;
import io.privicore.application.query.ProvisioningQuery.MembersOfGroups;
import io.privicore.application.query.ProvisioningQuery.ProvisionedGroup;
import io.privicore.application.query.ProvisioningQuery.UserAttribute;
import io.privicore.application.query.ProvisioningQuery.UserOrder;
import io.privicore.application.query.ProvisioningQuery.UserSearch;
import io.privicore.application.query.ProvisioningQuery.Window;
import io.privicore.domain.directory.GroupId;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What can be done with groups by SCIM. The roles of the directory are groups too, whose members are those who have them. */
@Singleton
final class ScimGroups implements ResourceType {

    private static final int ATTEMPTS = 5;
    private static final long FIRST = 1;

    private final Cursors cursors;

    ScimGroups(Cursors cursors) {
        this.cursors = cursors;
    }

    @Override
    public Answer get(ScimCall call, String id, Projection projection) {
        var entry = find(call, id);
        return Answer.ok(
                shown(call, List.of(entry), projection, projection.shows("members"))
                        .getFirst(),
                GroupJson.location(call.base(), id),
                versionOf(entry));
    }

    @Override
    public Answer create(ScimCall call, ObjectNode body, Optional<Projection> show) {
        var said = GroupJson.read(body);
        try {
            var command = call.carryOut(new ProvisioningCommand.CreateGroup(
                    call.directory(), said.name(), said.externalId(), bounded(said.members())));
            var id = command.toString();
            var location = GroupJson.location(call.base(), id);
            return show.map(projection -> {
                        var shown = get(call, id, projection);
                        return Answer.created(shown.body(), location, shown.version());
                    })
                    .orElseGet(() -> Answer.created(Optional.empty(), location, Optional.of(Version.tag(FIRST))));
        } catch (ScimCall.Rejected rejected) {
            throw failure(rejected);
        }
    }

    @Override
    public Answer replace(
            ScimCall call, String id, ObjectNode body, Optional<Version> wanted, Optional<Projection> show) {
        var membership = Membership.of(GroupJson.read(body));
        return change(call, id, wanted, show, _ -> membership);
    }

    @Override
    public Answer modify(
            ScimCall call, String id, ObjectNode body, Optional<Version> wanted, Optional<Projection> show) {
        var patch = Patch.of(body, GroupJson.SCHEMA);
        return change(call, id, wanted, show, entry -> Membership.of(patch, nameOf(entry), externalIdOf(entry)));
    }

    @Override
    public Answer remove(ScimCall call, String id, Optional<Version> wanted) {
        return switch (find(call, id)) {
            case Entry.OfRole _ ->
                throw ScimFailure.mutability("Expected a group that can be removed, but it is a role");
            case Entry.Free(var group) -> {
                Version.require(wanted, group.revision());
                var revision = wanted.filter(version -> !version.any()).map(_ -> group.revision());
                try {
                    call.carryOut(new ProvisioningCommand.RemoveGroup(call.directory(), group.group(), revision));
                } catch (ScimCall.Rejected rejected) {
                    throw rejected.failure();
                }
                yield Answer.gone();
            }
        };
    }

    @Override
    public Answer list(ScimCall call, Listing listing) {
        var ids = new HashSet<String>();
        Match<Attribute> match = listing.filter()
                .map(filter -> Filters.match(filter, GroupJson.SCHEMA, GroupJson.FILTERS, GroupJson.CONSTANTS))
                .orElseGet(Match::all);
        collectMembers(match, ids);
        var groupsOfMembers = groupsOf(call, ids);
        var order = order(listing);
        var matching = all(call).stream()
                .filter(entry -> match.test(attribute -> GroupJson.values(entry, attribute, groupsOfMembers)))
                .sorted(order)
                .toList();
        var rest = rest(call, listing, matching, order);
        var page = rest.stream().limit(listing.count()).toList();
        boolean more = listing.cursor().isPresent() && !page.isEmpty() && rest.size() > page.size();
        var next = more
                ? Optional.of(cursors.seal(
                        call.directory(),
                        "Groups",
                        listing,
                        new Cursors.Place("", page.getLast().id())))
                : Optional.<String>empty();
        var shown = shown(call, page, listing.projection(), listing.projection().asksFor("members"));
        return Answer.ok(listing.page(shown, matching.size(), next));
    }

    private List<Entry> rest(ScimCall call, Listing listing, List<Entry> matching, Comparator<Entry> order) {
        if (listing.cursor().isEmpty()) {
            return matching.stream().skip(listing.startIndex() - 1L).toList();
        }
        var cursor = listing.cursor().get();
        if (cursor.isEmpty()) {
            return matching;
        }
        var last = find(
                call, cursors.open(call.directory(), "Groups", listing, cursor).id());
        return matching.stream().filter(entry -> order.compare(entry, last) > 0).toList();
    }

    private static Comparator<Entry> order(Listing listing) {
        var attribute = listing.sortBy().map(ScimGroups::sortable).orElse(Attribute.NAME);
        Comparator<Entry> byValue = Comparator.comparing(entry -> key(entry, attribute));
        var all = byValue.thenComparing(Entry::id);
        return listing.descending() ? all.reversed() : all;
    }

    /** Those that have no value come last. */
    private static String key(Entry entry, Attribute attribute) {
        return GroupJson.values(entry, attribute, Map.of()).stream()
                .findFirst()
                .map(value -> "0" + value.toLowerCase(Locale.ROOT))
                .orElse("1");
    }

    static Attribute sortable(String text) {
        var known =
                GroupJson.FILTERS.get(Filters.name(Filters.path(text), GroupJson.SCHEMA, ScimFailure::invalidValue));
        if (known != null && known.attribute() != Attribute.MEMBER) {
            return known.attribute();
        }
        throw new ScimFailure(400, "invalidPath", "Expected an attribute that groups can be sorted by");
    }

    private Answer change(
            ScimCall call,
            String id,
            Optional<Version> wanted,
            Optional<Projection> show,
            Function<Entry, Membership> next) {
        for (int i = 1; ; i++) {
            var entry = find(call, id);
            var membership = next.apply(entry);
            try {
                switch (entry) {
                    case Entry.OfRole(var role) -> assign(call, role, membership);
                    case Entry.Free(var group) -> {
                        Version.require(wanted, group.revision());
                        // Names come from what was read; who comes and goes does not.
                        boolean renamed = !nameOf(entry).equals(membership.name())
                                || !externalIdOf(entry).equals(membership.externalId());
                        change(
                                call,
                                group,
                                membership,
                                wanted.isPresent() || renamed ? Optional.of(group.revision()) : Optional.empty());
                    }
                }
            } catch (ScimCall.Rejected rejected) {
                if (rejected.reason() == Reason.DIRECTORY_VERSION_MISMATCH && wanted.isEmpty() && i < ATTEMPTS) {
                    continue;
                }
                throw failure(rejected);
            }
            return show.map(projection -> changed(call, id, projection))
                    .orElseGet(() -> Answer.done(200, GroupJson.location(call.base(), id), Optional.empty()));
        }
    }

    /** It was done: that there are more members than an answer shows does not make a refusal of it. */
    private Answer changed(ScimCall call, String id, Projection projection) {
        try {
            return get(call, id, projection);
        } catch (Refusal refusal) {
            if (refusal.reason() == Reason.DIRECTORY_TOO_MANY) {
                return Answer.done(204, GroupJson.location(call.base(), id), versionOf(find(call, id)));
            }
            throw refusal;
        }
    }

    private static void change(ScimCall call, ProvisionedGroup group, Membership membership, Optional<Long> revision) {
        call.carryOut(new ProvisioningCommand.ChangeGroup(
                call.directory(),
                group.group(),
                membership.name(),
                membership.externalId(),
                membership.only(),
                bounded(membership.joining()),
                bounded(membership.leaving()),
                revision));
    }

    /** To leave a role is to be a plain member; nobody leaves that. */
    private static void assign(ScimCall call, Role role, Membership membership) {
        if (!membership.name().value().equalsIgnoreCase(role.wire())
                || membership.externalId().isPresent()) {
            throw ScimFailure.mutability("Expected the name of a role to stay as it is");
        }
        var present = having(call, role, membership);
        Set<ProfileId> joining = new HashSet<>(membership.joining());
        joining.removeAll(present);
        Set<ProfileId> leaving = new HashSet<>(membership.only() ? present : membership.leaving());
        leaving.retainAll(present);
        leaving.removeAll(membership.joining());
        if (role == Role.OWNER && !(joining.isEmpty() && leaving.isEmpty())) {
            throw ScimFailure.mutability("Expected the owner to stay who it is");
        }
        if (role == Role.MEMBER && !leaving.isEmpty()) {
            throw ScimFailure.mutability("Expected members to be given another role, or to be removed");
        }
        if (!joining.isEmpty() && !leaving.isEmpty()) {
            throw ScimFailure.invalidValue("Expected members of a role to come or to go, and not both at once");
        }
        if (!joining.isEmpty()) {
            call.carryOut(new AssignRoles(call.directory(), bounded(joining), role));
        } else if (!leaving.isEmpty()) {
            call.carryOut(new AssignRoles(call.directory(), bounded(leaving), Role.MEMBER));
        }
    }

    /** Who has the role: of all, or of those that are meant. */
    private static Set<ProfileId> having(ScimCall call, Role role, Membership membership) {
        if (membership.only()) {
            var members = call.ask(new MembersOfGroups(call.directory(), Set.of(), Set.of(role)));
            return members.ofRoles().getOrDefault(role, List.of()).stream()
                    .map(GroupMember::profile)
                    .collect(Collectors.toSet());
        }
        Set<ProfileId> meant = new HashSet<>(membership.joining());
        meant.addAll(membership.leaving());
        Set<ProfileId> having = new HashSet<>();
        var left = new ArrayList<>(meant);
        for (int i = 0; i < left.size(); i += Window.MOST) {
            List<Match<UserAttribute>> ids = new ArrayList<>();
            left.subList(i, Math.min(left.size(), i + Window.MOST))
                    .forEach(profile -> ids.add(
                            new Match.Compare<>(UserAttribute.ID, Match.Comparison.EQUAL, profile.toString(), false)));
            var search = new UserSearch(
                    new Match.All<>(List.of(
                            new Match.Compare<>(UserAttribute.ROLE, Match.Comparison.EQUAL, role.wire(), false),
                            new Match.Any<>(ids))),
                    UserOrder.DEFAULT,
                    new Window.Skipping(0, Window.MOST));
            call.ask(new FindUsers(call.directory(), search)).users().forEach(user -> having.add(user.profile()));
        }
        return having;
    }

    private static Entry find(ScimCall call, String id) {
        var role = GroupJson.role(id);
        if (role.isPresent()) {
            return new Entry.OfRole(role.get());
        }
        var group = GroupJson.find(id).orElseThrow(() -> ScimFailure.missing("a group with this id"));
        return new Entry.Free(call.ask(new FindGroup(call.directory(), group)));
    }

    private static List<Entry> all(ScimCall call) {
        List<Entry> all = new ArrayList<>();
        Arrays.stream(Role.values()).forEach(role -> all.add(new Entry.OfRole(role)));
        call.ask(new ListGroups(call.directory())).forEach(group -> all.add(new Entry.Free(group)));
        return all;
    }

    /** Whom a filter asks about. */
    private static void collectMembers(Match<Attribute> match, Set<String> ids) {
        switch (match) {
            case Match.All<Attribute>(var parts) -> parts.forEach(part -> collectMembers(part, ids));
            case Match.Any<Attribute>(var parts) -> parts.forEach(part -> collectMembers(part, ids));
            case Match.Not<Attribute>(var part) -> collectMembers(part, ids);
            case Match.Has<Attribute>(var attribute) -> {
                if (attribute == Attribute.MEMBER) {
                    throw ScimFailure.invalidFilter("Expected members to be compared with eq");
                }
            }
            case Match.Compare<Attribute> compare -> {
                if (compare.attribute() == Attribute.MEMBER) {
                    ids.add(compare.value().toLowerCase(Locale.ROOT));
                }
            }
        }
    }

    private static Map<String, Set<String>> groupsOf(ScimCall call, Set<String> ids) {
        var profiles = ids.stream().flatMap(id -> ScimUsers.find(id).stream()).collect(Collectors.toSet());
        if (profiles.isEmpty()) {
            return Map.of();
        }
        Map<String, Set<String>> groups = new HashMap<>();
        call.ask(new GroupsOfUsers(call.directory(), profiles)).forEach((profile, of) -> groups.computeIfAbsent(
                        profile.toString(), _ -> new HashSet<>())
                .addAll(of.stream().map(group -> group.group().toString()).toList()));
        List<Match<UserAttribute>> any = new ArrayList<>();
        profiles.forEach(profile ->
                any.add(new Match.Compare<>(UserAttribute.ID, Match.Comparison.EQUAL, profile.toString(), false)));
        call.ask(new FindUsers(
                        call.directory(),
                        new UserSearch(new Match.Any<>(any), UserOrder.DEFAULT, new Window.Skipping(0, Window.MOST))))
                .users()
                .forEach(user -> groups.computeIfAbsent(user.profile().toString(), _ -> new HashSet<>())
                        .add(GroupJson.id(user.role())));
        return groups;
    }

    /** @param ofRoles whether to show who has a role: all there are have one, too many to be shown unasked in lists */
    private static List<ObjectNode> shown(ScimCall call, List<Entry> entries, Projection projection, boolean ofRoles) {
        Set<GroupId> groups = new HashSet<>();
        Set<Role> roles = new HashSet<>();
        for (var entry : entries) {
            switch (entry) {
                case Entry.Free(var group) -> groups.add(group.group());
                case Entry.OfRole(var role) -> {
                    if (ofRoles) {
                        roles.add(role);
                    }
                }
            }
        }
        var members = groups.isEmpty() && roles.isEmpty() || !projection.shows("members")
                ? Optional.<GroupMembers>empty()
                : Optional.of(call.ask(new MembersOfGroups(call.directory(), groups, roles)));
        List<ObjectNode> shown = new ArrayList<>();
        for (var entry : entries) {
            var json = GroupJson.write(entry, call.base());
            members.ifPresent(all -> {
                switch (entry) {
                    case Entry.Free(var group) ->
                        GroupJson.writeMembers(
                                json, all.ofGroups().getOrDefault(group.group(), List.of()), call.base());
                    case Entry.OfRole(var role) -> {
                        if (ofRoles) {
                            GroupJson.writeMembers(json, all.ofRoles().getOrDefault(role, List.of()), call.base());
                        }
                    }
                }
            });
            shown.add(projection.of(json));
        }
        return shown;
    }

    private static Optional<String> versionOf(Entry entry) {
        return switch (entry) {
            case Entry.Free(var group) -> Optional.of(Version.tag(group.revision()));
            case Entry.OfRole _ -> Optional.empty();
        };
    }

    private static Name nameOf(Entry entry) {
        return new Name(entry.name());
    }

    private static Optional<Name> externalIdOf(Entry entry) {
        return switch (entry) {
            case Entry.Free(var group) -> group.externalId().map(Name::new);
            case Entry.OfRole _ -> Optional.empty();
        };
    }

    private static Set<ProfileId> bounded(Set<ProfileId> members) {
        if (members.size() > ProvisioningCommand.MOST_MEMBERS) {
            throw new ScimFailure(
                    400, "tooMany", "Expected at most %d members at once".formatted(ProvisioningCommand.MOST_MEMBERS));
        }
        return Set.copyOf(members);
    }

    /** A member that is none is a wrong value here, and not a resource that is missing. */
    private static ScimFailure failure(ScimCall.Rejected rejected) {
        return rejected.reason() == Reason.PROFILE_NOT_FOUND
                ? ScimFailure.invalidValue(String.valueOf(rejected.getMessage()))
                : rejected.failure();
    }
}
