package io.privicore.application.port;

import io.privicore.application.query.DirectoryQuery.DirectoryDeviceView;
import io.privicore.application.query.DirectoryQuery.DirectoryView;
import io.privicore.application.query.DirectoryQuery.InvitationView;
import io.privicore.application.query.DirectoryQuery.ListUsers;
import io.privicore.application.query.DirectoryQuery.UserField;
import io.privicore.application.query.DirectoryQuery.UserView;
import io.privicore.application.query.Page;
import io.privicore.domain.directory.Directory;
import io.privicore.domain.directory.Email;
import io.privicore.domain.directory.Invitation;
import io.privicore.domain.directory.InvitationState;
import io.privicore.domain.directory.Member;
import io.privicore.domain.directory.MemberState;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.profile.Profile;
import io.privicore.domain.profile.PublicKey;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Lists of directories, users, invitations and devices in memory. */
public final class InMemoryDirectoryViews implements DirectoryViews {

    private static final int MOST_INVITATIONS = 1_000;

    private final InMemoryDatabase database;
    private final InstantSource clock;

    public InMemoryDirectoryViews(InMemoryDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public List<DirectoryView> ofProfile(ProfileId profile, boolean owned) {
        return database.locked(() -> database.members.all().stream()
                .filter(member -> member.profile().equals(profile)
                        && member.state() == MemberState.ACTIVE
                        && (member.role() == Role.OWNER) == owned)
                .map(this::view)
                .sorted(Comparator.comparing(DirectoryView::createdAt))
                .toList());
    }

    @Override
    public Optional<DirectoryView> find(DirectoryId directory, ProfileId caller) {
        return database.locked(() -> database.members
                .find(new InMemoryMembers.Key(directory, caller))
                .filter(member -> member.state() == MemberState.ACTIVE)
                .map(this::view));
    }

    @Override
    public Page<UserView> users(ListUsers query) {
        return database.locked(() -> {
            var matching = membersOf(query.directory()).stream()
                    .map(this::user)
                    .filter(user -> query.filter().wanted().entrySet().stream()
                            .allMatch(wanted -> fits(wanted.getValue(), field(user, wanted.getKey()))))
                    .sorted(order(query))
                    .toList();
            return new Page<>(
                    matching.stream()
                            .skip(query.paging().offset())
                            .limit(query.paging().perPage())
                            .toList(),
                    matching.size(),
                    query.paging());
        });
    }

    @Override
    public List<UserView> users(DirectoryId directory, List<ProfileId> profiles) {
        return database.locked(() -> profiles.stream()
                .map(profile -> database.members.find(new InMemoryMembers.Key(directory, profile)))
                .flatMap(Optional::stream)
                .map(this::user)
                .toList());
    }

    @Override
    public List<InvitationView> invitationsTo(ProfileId profile) {
        return database.locked(() -> database.invitations.all().stream()
                .filter(invitation -> invitation.profile().equals(profile)
                        && invitation.stateAt(clock.instant()) == InvitationState.PENDING)
                .map(this::view)
                .sorted(Comparator.comparing(InvitationView::sentAt))
                .toList());
    }

    @Override
    public List<InvitationView> invitationsOf(DirectoryId directory) {
        return database.locked(() -> database.invitations.all().stream()
                .filter(invitation -> invitation.directory().equals(directory))
                .map(this::view)
                .sorted(Comparator.comparing(InvitationView::sentAt).reversed())
                .limit(MOST_INVITATIONS)
                .toList());
    }

    @Override
    public List<DirectoryDeviceView> devices(DirectoryId directory) {
        return database.locked(() -> {
            var views = new InMemoryDeviceViews(database);
            var created = devices(database.createdDevices, directory);
            var shared = devices(database.sharedStorage, directory);
            return membersOf(directory).stream()
                    .flatMap(member -> views.ofProfile(member.profile()).stream()
                            .filter(device -> member.managed()
                                    || created.contains(device.device())
                                    || shared.contains(device.device()))
                            .map(device -> new DirectoryDeviceView(
                                    device,
                                    member.profile(),
                                    created.contains(device.device()),
                                    storingFor(directory, device.device()))))
                    .toList();
        });
    }

    private List<ProfileId> storingFor(DirectoryId directory, DeviceId device) {
        return database.sharedStorage.entries().stream()
                .map(java.util.Map.Entry::getKey)
                .filter(given ->
                        given.directory().equals(directory) && given.device().equals(device))
                .map(InMemoryDirectoryDevices.Given::profile)
                .toList();
    }

    private static List<DeviceId> devices(
            InMemoryTable<InMemoryDirectoryDevices.Given, Boolean> table, DirectoryId directory) {
        return table.entries().stream()
                .map(java.util.Map.Entry::getKey)
                .filter(given -> given.directory().equals(directory))
                .map(InMemoryDirectoryDevices.Given::device)
                .toList();
    }

    private List<Member> membersOf(DirectoryId directory) {
        return database.members.all().stream()
                .filter(member -> member.directory().equals(directory))
                .toList();
    }

    private DirectoryView view(Member caller) {
        Directory directory = database.directories.find(caller.directory()).orElseThrow();
        return new DirectoryView(
                directory.id(),
                directory.name().value(),
                directory.shortName().value(),
                directory.owner(),
                caller.role(),
                membersOf(directory.id()).size(),
                devices(directory.id()).size(),
                directory.meta(),
                directory.createdAt());
    }

    private UserView user(Member member) {
        Profile profile = database.profiles.find(member.profile()).orElseThrow();
        var person = member.person();
        return new UserView(
                profile.id(),
                profile.username().value(),
                person.givenName().map(Name::value),
                person.familyName().map(Name::value),
                person.email().map(Email::value),
                person.externalId().map(Name::value),
                member.role(),
                member.state(),
                member.managed(),
                profile.publicKey().map(PublicKey::hex),
                new InMemoryDeviceViews(database).ofProfile(profile.id()).size(),
                person.meta(),
                member.joinedAt(),
                member.joinedAt(),
                member.revision(),
                database.lastSeen.find(profile.id()));
    }

    private InvitationView view(Invitation invitation) {
        var directory = database.directories.find(invitation.directory()).orElseThrow();
        var profile = database.profiles.find(invitation.profile()).orElseThrow();
        return new InvitationView(
                invitation.id(),
                directory.id(),
                directory.name().value(),
                profile.id(),
                profile.username().value(),
                invitation.inviter(),
                invitation.role(),
                invitation.stateAt(clock.instant()),
                invitation.sentAt(),
                invitation.expiresAt());
    }

    private static Comparator<UserView> order(ListUsers query) {
        var field = query.sort().field();
        Comparator<UserView> byField = field == UserField.CREATED_AT
                ? Comparator.comparing(UserView::createdAt)
                : Comparator.comparing(user -> field(user, field));
        var order = byField.thenComparing(user -> user.profile().value());
        return query.sort().descending() ? order.reversed() : order;
    }

    private static boolean fits(String wanted, String value) {
        var pattern = wanted.toLowerCase(Locale.ROOT);
        return pattern.endsWith("*")
                ? value.startsWith(pattern.substring(0, pattern.length() - 1))
                : value.equals(pattern);
    }

    private static String field(UserView user, UserField field) {
        var text =
                switch (field) {
                    case USERNAME -> user.username();
                    case GIVEN_NAME -> user.givenName().orElse("");
                    case FAMILY_NAME -> user.familyName().orElse("");
                    case EMAIL -> user.email().orElse("");
                    case EXTERNAL_ID -> user.externalId().orElse("");
                    case ROLE -> user.role().wire();
                    case STATE -> user.state().name();
                    case CREATED_AT -> user.createdAt().toString();
                };
        return text.toLowerCase(Locale.ROOT);
    }
}
