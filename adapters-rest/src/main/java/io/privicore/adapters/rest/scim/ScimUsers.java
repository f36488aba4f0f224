package io.privicore.adapters.rest.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.privicore.application.command.DirectoryCommand;
import io.privicore.application.query.Match;
import io.privicore.application.query.ProvisioningQuery.FindUser;
import io.privicore.application.query.ProvisioningQuery.FindUsers;
import io.privicore.application.query.ProvisioningQuery.GroupsOfUsers;
import io.privicore.application.query.ProvisioningQuery.Position;
import io.privicore.application.query.ProvisioningQuery.ProvisionedGroup;
import io.privicore.application.query.ProvisioningQuery.ProvisionedUser;
import io.privicore.application.query.ProvisioningQuery.UserAttribute;
import io.privicore.application.query.ProvisioningQuery.UserOrder;
import io.privicore.application.query.ProvisioningQuery.UserSearch;
import io.privicore.application.query.ProvisioningQuery.Window;
import io.privicore.domain.directory.MemberState;
import io.privicore.domain.directory.Person;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.profile.Password;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What can be done with users by SCIM. Every change is one command, as it would be by any other way. */
@Singleton
final class ScimUsers implements ResourceType {

    /** How often a change is begun anew where somebody else was faster. */
    private static final int ATTEMPTS = 5;

    private static final long FIRST = 1;

    private final Cursors cursors;

    ScimUsers(Cursors cursors) {
        this.cursors = cursors;
    }

    @Override
    public Answer get(ScimCall call, String id, Projection projection) {
        var user = find(call, id);
        return Answer.ok(
                shown(call, user, projection),
                UserJson.location(call.base(), id),
                Optional.of(Version.tag(user.revision())));
    }

    @Override
    public Answer create(ScimCall call, ObjectNode body, Optional<Projection> show) {
        var said = UserJson.read(body);
        var person = new Person(said.givenName(), said.familyName(), said.email(), said.externalId(), Metadata.EMPTY);
        var command = call.carryOut(new DirectoryCommand.CreateUser(
                call.directory(),
                said.username(),
                said.password(),
                said.role().orElse(Role.MEMBER),
                person,
                said.active().map(ScimUsers::state)));
        var profile = new ProfileId(command.value());
        var location = UserJson.location(call.base(), profile.toString());
        return show.map(projection -> {
                    var user = call.ask(new FindUser(call.directory(), profile));
                    return Answer.created(
                            Optional.of(shown(call, user, projection)),
                            location,
                            Optional.of(Version.tag(user.revision())));
                })
                .orElseGet(() -> Answer.created(Optional.empty(), location, Optional.of(Version.tag(FIRST))));
    }

    @Override
    public Answer replace(
            ScimCall call, String id, ObjectNode body, Optional<Version> wanted, Optional<Projection> show) {
        var said = UserJson.read(body);
        return change(call, id, wanted, show, _ -> said);
    }

    @Override
    public Answer modify(
            ScimCall call, String id, ObjectNode body, Optional<Version> wanted, Optional<Projection> show) {
        var patch = Patch.ofUser(body);
        return change(call, id, wanted, show, user -> {
            var groups = call.ask(new GroupsOfUsers(call.directory(), Set.of(user.profile())));
            var before = UserJson.withGroups(
                    UserJson.write(user, call.base()),
                    user.role(),
                    groups.getOrDefault(user.profile(), List.of()),
                    call.base());
            return UserJson.read(patch.apply(before));
        });
    }

    @Override
    public Answer remove(ScimCall call, String id, Optional<Version> wanted) {
        var profile = profile(id);
        Optional<Long> revision = Optional.empty();
        if (wanted.filter(version -> !version.any()).isPresent()) {
            var user = find(call, id);
            Version.require(wanted, user.revision());
            revision = Optional.of(user.revision());
        }
        try {
            call.carryOut(new DirectoryCommand.RemoveUser(call.directory(), profile, revision));
        } catch (ScimCall.Rejected rejected) {
            throw rejected.failure();
        }
        return Answer.gone();
    }

    @Override
    public Answer list(ScimCall call, Listing listing) {
        Match<UserAttribute> match = listing.filter()
                .map(filter -> Filters.match(filter, UserJson.SCHEMA, UserJson.FILTERS, UserJson.CONSTANTS))
                .map(ScimUsers::withRoles)
                .orElseGet(Match::all);
        var order = order(listing);
        var found = call.ask(new FindUsers(call.directory(), new UserSearch(match, order, window(call, listing))));
        var next = listing.cursor().isEmpty()
                ? Optional.<String>empty()
                : found.next()
                        .map(position -> cursors.seal(
                                call.directory(),
                                "Users",
                                listing,
                                new Cursors.Place(
                                        position.value(), position.profile().toString())));
        return Answer.ok(listing.page(shown(call, found.users(), listing.projection()), found.total(), next));
    }

    /** A role is a group, and everybody is in one of these. */
    private static Match<UserAttribute> withRoles(Match<UserAttribute> match) {
        return switch (match) {
            case Match.All<UserAttribute> all ->
                new Match.All<>(all.parts().stream().map(ScimUsers::withRoles).toList());
            case Match.Any<UserAttribute> any ->
                new Match.Any<>(any.parts().stream().map(ScimUsers::withRoles).toList());
            case Match.Not<UserAttribute> not -> new Match.Not<>(withRoles(not.part()));
            case Match.Has<UserAttribute> has -> has.attribute() == UserAttribute.GROUP ? Match.all() : has;
            case Match.Compare<UserAttribute> compare ->
                compare.attribute() == UserAttribute.GROUP
                        ? GroupJson.role(compare.value())
                                .<Match<UserAttribute>>map(role -> new Match.Compare<>(
                                        UserAttribute.ROLE, compare.comparison(), role.wire(), false))
                                .orElse(compare)
                        : compare;
        };
    }

    private Window window(ScimCall call, Listing listing) {
        return listing.cursor()
                .<Window>map(cursor -> new Window.Behind(
                        cursor.isEmpty()
                                ? Optional.empty()
                                : Optional.of(position(cursors.open(call.directory(), "Users", listing, cursor))),
                        listing.count()))
                .orElseGet(() -> new Window.Skipping(listing.startIndex() - 1L, listing.count()));
    }

    private static Position position(Cursors.Place place) {
        return new Position(place.value(), ProfileId.of(place.id()));
    }

    private static UserOrder order(Listing listing) {
        return listing.sortBy()
                .map(text -> new UserOrder(sortable(text), listing.descending()))
                .orElseGet(() -> new UserOrder(UserAttribute.USERNAME, listing.descending()));
    }

    static UserAttribute sortable(String text) {
        var name = Filters.name(Filters.path(text), UserJson.SCHEMA, ScimFailure::invalidValue);
        var known = UserJson.FILTERS.get(name);
        if (known != null) {
            switch (known.attribute()) {
                case ID, USERNAME, GIVEN_NAME, FAMILY_NAME, EMAIL, EXTERNAL_ID, CREATED, MODIFIED -> {
                    return known.attribute();
                }
                case ROLE, ACTIVE, GROUP -> {}
            }
        }
        throw new ScimFailure(400, "invalidPath", "Expected an attribute that users can be sorted by");
    }

    /** Begins anew where somebody else changed it meanwhile, unless the client wants a version in particular. */
    private Answer change(
            ScimCall call,
            String id,
            Optional<Version> wanted,
            Optional<Projection> show,
            Function<ProvisionedUser, UserJson.Said> next) {
        for (int i = 1; ; i++) {
            var user = find(call, id);
            Version.require(wanted, user.revision());
            var said = next.apply(user);
            try {
                carryOut(call, replacement(call, user, said), said.password());
            } catch (ScimCall.Rejected rejected) {
                if (rejected.reason() == Reason.DIRECTORY_VERSION_MISMATCH && wanted.isEmpty() && i < ATTEMPTS) {
                    continue;
                }
                throw rejected.failure();
            }
            var location = UserJson.location(call.base(), id);
            return show.map(projection -> get(call, id, projection))
                    .orElseGet(() -> Answer.done(200, location, Optional.of(Version.tag(user.revision() + 1))));
        }
    }

    /** The password does not get lost where the rest waits for a vote: it is set, or waits for its own. */
    private static void carryOut(ScimCall call, DirectoryCommand.ReplaceUser replacement, Optional<Password> password) {
        try {
            call.carryOut(replacement);
        } catch (ScimCall.Waiting waiting) {
            try {
                setPassword(call, replacement.profile(), password);
            } catch (ScimCall.Waiting _) {
                // The answer names one of the two.
            }
            throw waiting;
        }
        setPassword(call, replacement.profile(), password);
    }

    private static void setPassword(ScimCall call, ProfileId profile, Optional<Password> password) {
        password.ifPresent(given -> call.carryOut(new DirectoryCommand.SetPassword(call.directory(), profile, given)));
    }

    /** What the directory knows beyond SCIM stays. */
    private static DirectoryCommand.ReplaceUser replacement(ScimCall call, ProvisionedUser user, UserJson.Said said) {
        var person = new Person(said.givenName(), said.familyName(), said.email(), said.externalId(), user.meta());
        var state = said.active().map(ScimUsers::state).orElse(user.state());
        return new DirectoryCommand.ReplaceUser(
                call.directory(),
                user.profile(),
                said.username(),
                said.role().orElse(user.role()),
                state,
                person,
                Optional.of(user.revision()));
    }

    private static MemberState state(boolean active) {
        return active ? MemberState.ACTIVE : MemberState.SUSPENDED;
    }

    private static ProvisionedUser find(ScimCall call, String id) {
        return call.ask(new FindUser(call.directory(), profile(id)));
    }

    private static ObjectNode shown(ScimCall call, ProvisionedUser user, Projection projection) {
        return projection.of(shown(call, List.of(user), projection).getFirst());
    }

    private static List<ObjectNode> shown(ScimCall call, List<ProvisionedUser> users, Projection projection) {
        boolean grouped = !users.isEmpty() && projection.shows("groups");
        var profiles = users.stream().map(ProvisionedUser::profile).collect(Collectors.toSet());
        Map<ProfileId, List<ProvisionedGroup>> groups =
                grouped ? call.ask(new GroupsOfUsers(call.directory(), profiles)) : Map.of();
        return users.stream()
                .map(user -> {
                    var json = UserJson.write(user, call.base());
                    return grouped
                            ? UserJson.withGroups(
                                    json, user.role(), groups.getOrDefault(user.profile(), List.of()), call.base())
                            : json;
                })
                .toList();
    }

    /** What is no id is nobody's. */
    static ProfileId profile(String id) {
        return find(id).orElseThrow(() -> ScimFailure.missing("a user with this id"));
    }

    static Optional<ProfileId> find(String id) {
        try {
            return Optional.of(new ProfileId(UUID.fromString(id)))
                    .filter(profile -> profile.toString().equalsIgnoreCase(id));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }
}
