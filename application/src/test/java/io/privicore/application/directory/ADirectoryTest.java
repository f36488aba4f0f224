package io.privicore.application.directory;

import static io.privicore.application.directory.DirectorySituation.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.Caller;
import io.privicore.application.PlatformInMemory;
import io.privicore.application.command.Command;
import io.privicore.application.command.DirectoryCommand;
import io.privicore.application.command.DirectoryCommand.Register;
import io.privicore.application.command.DirectoryCommand.StoreMeta;
import io.privicore.application.directory.DirectorySituation.User;
import io.privicore.application.query.DirectoryQuery;
import io.privicore.application.query.DirectoryQuery.ListAssigned;
import io.privicore.application.query.DirectoryQuery.ListOwned;
import io.privicore.application.query.DirectoryQuery.ListUsers;
import io.privicore.application.query.DirectoryQuery.Retrieve;
import io.privicore.application.query.DirectoryQuery.RetrieveProfile;
import io.privicore.application.query.DirectoryQuery.UserField;
import io.privicore.application.query.DirectoryQuery.UserFilter;
import io.privicore.application.query.DirectoryQuery.UserSort;
import io.privicore.application.query.DirectoryQuery.UserView;
import io.privicore.application.query.Paging;
import io.privicore.application.query.ProfileQuery.RetrievePublicKey;
import io.privicore.application.query.Query;
import io.privicore.domain.directory.InvitationId;
import io.privicore.domain.directory.MemberState;
import io.privicore.domain.directory.Person;
import io.privicore.domain.directory.Role;
import io.privicore.domain.directory.ShortName;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.profile.Password;
import io.privicore.domain.profile.Username;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class ADirectoryTest {

    private final DirectorySituation situation = new DirectorySituation();
    private final PlatformInMemory platform = situation.platform;
    private final Caller owner = situation.owner;
    private final DirectoryId directory = situation.directory;

    @Test
    void isOwnedByWhoeverRegisteredIt() {
        assertThat(platform.ask(owner, new ListOwned())).singleElement().satisfies(view -> {
            assertThat(view.directory()).isEqualTo(directory);
            assertThat(view.role()).isEqualTo(Role.OWNER);
            assertThat(view.users()).isOne();
        });
        assertThat(platform.ask(owner, new ListAssigned())).isEmpty();
    }

    @Test
    void isAssignedToWhoeverIsInIt() {
        var auditor = situation.anInvited(Role.AUDITOR);

        assertThat(platform.ask(auditor.caller(), new ListOwned())).isEmpty();
        assertThat(platform.ask(auditor.caller(), new ListAssigned()))
                .singleElement()
                .satisfies(view -> assertThat(view.role()).isEqualTo(Role.AUDITOR));
    }

    @Test
    void keepsItsShortNameFromOthers() {
        var another = new Register(new Name("Another"), new ShortName("acme"), Metadata.EMPTY);

        assertThat(situation.result(situation.anOutsider().caller(), another)).isEqualTo("directory.short_name_taken");
    }

    @Test
    void isOneOfAtMostAThousandOfAnOwner() {
        for (int i = 1; i < DirectoryHandler.MOST_OWNED; i++) {
            platform.submit(owner, new Register(new Name("More"), new ShortName("more-" + i), Metadata.EMPTY));
        }

        assertThat(situation.result(owner, new Register(new Name("More"), new ShortName("more"), Metadata.EMPTY)))
                .isEqualTo("directory.too_many");
    }

    @Test
    void storesMetaAndRefusesSettingsThatCannotBeMeant() {
        platform.submit(owner, new StoreMeta(directory, new Metadata(Map.of("country", "CH"))));
        assertRefused(
                Reason.DIRECTORY_SETTINGS_MALFORMED,
                () -> platform.submit(owner, new StoreMeta(directory, new Metadata(Map.of("password", "none")))));

        assertThat(platform.ask(owner, new Retrieve(directory)).meta().fields()).isEqualTo(Map.of("country", "CH"));
    }

    @Nested
    final class ToWhomItIsNotOpen {

        private final ProfileId somebody = new ProfileId(new UUID(0, 1));
        private final DeviceId device = new DeviceId(new UUID(0, 2));
        private final InvitationId invitation = new InvitationId(new UUID(0, 3));

        private final List<Command> administering = List.of(
                new StoreMeta(directory, new Metadata(Map.of("a", 1))),
                situation.aCreation("somebody new", Role.MEMBER),
                situation.inState(somebody, MemberState.SUSPENDED),
                new DirectoryCommand.ReplaceUser(
                        directory, somebody, new Username("new"), Role.MEMBER, MemberState.ACTIVE, Person.UNKNOWN),
                new DirectoryCommand.RemoveUser(directory, somebody),
                new DirectoryCommand.SetPassword(directory, somebody, new Password(PlatformInMemory.PASSWORD)),
                new DirectoryCommand.RenewEnrolment(directory, somebody),
                situation.anInvitation(directory, somebody, Role.MEMBER),
                new DirectoryCommand.ResendInvitation(directory, invitation),
                new DirectoryCommand.RevokeInvitation(directory, invitation),
                new DirectoryCommand.CreateDevice(directory, somebody, new Name("a device")),
                new DirectoryCommand.AddStorage(directory, somebody, device),
                new DirectoryCommand.RemoveStorage(directory, somebody, device, true));

        private final List<Query<?>> inspecting = List.of(
                new RetrieveProfile(directory, somebody),
                new ListUsers(directory, UserFilter.ALL, UserSort.DEFAULT, Paging.FIRST),
                new DirectoryQuery.ProfilesInfo(directory, List.of(somebody)),
                new DirectoryQuery.ListDevices(directory));

        @Test
        void cannotBeToldFromNoneByStrangers() {
            var stranger = situation.anOutsider().caller();

            for (var command : administering) {
                assertRefused(Reason.DIRECTORY_NOT_FOUND, () -> platform.submit(stranger, command));
            }
            for (var query : inspecting) {
                assertRefused(Reason.DIRECTORY_NOT_FOUND, () -> platform.ask(stranger, query));
            }
            assertRefused(Reason.DIRECTORY_NOT_FOUND, () -> platform.ask(stranger, new Retrieve(directory)));
            assertRefused(
                    Reason.DIRECTORY_NOT_FOUND,
                    () -> platform.ask(stranger, new Retrieve(new DirectoryId(new UUID(0, 4)))));
        }

        @Test
        void isSeenButNotChangedByAuditors() {
            var auditor = situation.aUser(Role.AUDITOR).caller();

            for (var command : administering) {
                assertRefused(Reason.DIRECTORY_FORBIDDEN, () -> platform.submit(auditor, command));
            }
            assertRefused(
                    Reason.DIRECTORY_FORBIDDEN, () -> platform.ask(auditor, new DirectoryQuery.ListInvites(directory)));
            assertThat(platform.ask(auditor, new ListUsers(directory, UserFilter.ALL, UserSort.DEFAULT, Paging.FIRST))
                            .count())
                    .isEqualTo(2);
        }

        @Test
        void showsMembersThemselvesAlone() {
            var member = situation.aUser(Role.MEMBER);

            for (var command : administering) {
                assertRefused(Reason.DIRECTORY_FORBIDDEN, () -> platform.submit(member.caller(), command));
            }
            for (var query : inspecting) {
                assertRefused(Reason.DIRECTORY_FORBIDDEN, () -> platform.ask(member.caller(), query));
            }
            assertThat(platform.ask(member.caller(), new RetrieveProfile(directory, member.id()))
                            .username())
                    .isEqualTo(member.name());
            assertThat(platform.ask(member.caller(), new Retrieve(directory)).role())
                    .isEqualTo(Role.MEMBER);
        }

        @Test
        void showsPublicKeysToItsMembersAndToNobodyElse() {
            var one = situation.aUser(Role.MEMBER);
            var two = situation.anInvited(Role.MEMBER);
            var stranger = situation.anOutsider();

            assertThat(platform.ask(one.caller(), new RetrievePublicKey(Optional.of(two.id()))))
                    .isNotEmpty();
            assertRefused(
                    Reason.PROFILE_NOT_FOUND,
                    () -> platform.ask(stranger.caller(), new RetrievePublicKey(Optional.of(two.id()))));
            situation.suspend(two.id());
            assertRefused(
                    Reason.PROFILE_NOT_FOUND,
                    () -> platform.ask(two.caller(), new RetrievePublicKey(Optional.of(one.id()))));
        }
    }

    @Nested
    final class WithManyUsers {

        private void user(String username, String givenName, String familyName, Role role) {
            platform.submit(
                    owner,
                    new DirectoryCommand.CreateUser(
                            directory,
                            new Username(username),
                            Optional.empty(),
                            role,
                            new Person(
                                    Optional.of(new Name(givenName)),
                                    Optional.of(new Name(familyName)),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Metadata.EMPTY)));
        }

        WithManyUsers() {
            user("zoe", "Zoe", "Adams", Role.MEMBER);
            user("ada", "Ada", "Lovelace", Role.AUDITOR);
            user("bob", "Bob", "Lovett", Role.MEMBER);
        }

        private List<String> list(Map<UserField, String> filter, UserSort sort) {
            return platform
                    .ask(owner, new ListUsers(directory, new UserFilter(filter), sort, new Paging(1, 2)))
                    .items()
                    .stream()
                    .map(UserView::username)
                    .toList();
        }

        @Test
        void listsThoseThatMatchInTheOrderAskedFor() {
            var families = Map.of(UserField.FAMILY_NAME, "love*");

            assertThat(list(families, new UserSort(UserField.FAMILY_NAME, false)))
                    .containsExactly("ada", "bob");
            assertThat(list(families, new UserSort(UserField.GIVEN_NAME, true))).containsExactly("bob", "ada");
            assertThat(list(Map.of(UserField.ROLE, "auditor"), UserSort.DEFAULT))
                    .containsExactly("ada");
            assertThat(list(Map.of(UserField.FAMILY_NAME, "love"), UserSort.DEFAULT))
                    .isEmpty();
        }

        @Test
        void showsProfilesInTheOrderAskedForAndLeavesOthersOut() {
            User stranger = situation.anOutsider();
            var users = platform
                    .ask(
                            owner,
                            new ListUsers(
                                    directory,
                                    UserFilter.ALL,
                                    new UserSort(UserField.USERNAME, true),
                                    new Paging(1, 10)))
                    .items()
                    .stream()
                    .map(UserView::profile)
                    .toList();
            var asked = new ArrayList<>(users);
            asked.add(1, stranger.id());

            assertThat(platform.ask(owner, new DirectoryQuery.ProfilesInfo(directory, asked)))
                    .extracting(UserView::profile)
                    .isEqualTo(users);
        }
    }
}
