package io.privicore.application.directory;

import static io.privicore.application.directory.DirectorySituation.STRANGER;
import static io.privicore.application.directory.DirectorySituation.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.Caller;
import io.privicore.application.PlatformInMemory;
import io.privicore.application.command.DirectoryCommand.CreateDevice;
import io.privicore.application.command.DirectoryCommand.CreateUser;
import io.privicore.application.command.DirectoryCommand.RemoveStorage;
import io.privicore.application.command.DirectoryCommand.RemoveUser;
import io.privicore.application.command.DirectoryCommand.RenewEnrolment;
import io.privicore.application.command.DirectoryCommand.ReplaceUser;
import io.privicore.application.command.DirectoryCommand.SetPassword;
import io.privicore.application.command.OauthCommand;
import io.privicore.application.command.OauthCommand.RequestCode;
import io.privicore.application.directory.DirectorySituation.User;
import io.privicore.application.port.ChannelMessage.TokenEnded;
import io.privicore.application.query.DeviceQuery.OfProfile;
import io.privicore.application.query.DirectoryQuery.ListAssigned;
import io.privicore.application.query.DirectoryQuery.Retrieve;
import io.privicore.application.query.OauthQuery;
import io.privicore.application.query.OauthQuery.ClientSecret;
import io.privicore.application.query.ProfileQuery.Authenticate;
import io.privicore.application.query.ProfileQuery.RetrieveId;
import io.privicore.domain.access.Scopes;
import io.privicore.domain.device.DeviceState;
import io.privicore.domain.directory.Email;
import io.privicore.domain.directory.MemberState;
import io.privicore.domain.directory.Person;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.oauth.Nonce;
import io.privicore.domain.oauth.RedirectUri;
import io.privicore.domain.profile.Password;
import io.privicore.domain.profile.Username;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class AManagedUserTest {

    private static final String NEXT = "an entirely new passphrase";

    private final DirectorySituation situation = new DirectorySituation();
    private final PlatformInMemory platform = situation.platform;
    private final Caller owner = situation.owner;
    private final DirectoryId directory = situation.directory;

    private CreateUser aCreation(String name, String externalId) {
        return new CreateUser(
                directory,
                new Username(name),
                Optional.empty(),
                Role.MEMBER,
                new Person(
                        Optional.of(new Name("Ada")),
                        Optional.of(new Name("Lovelace")),
                        Optional.of(new Email("ada@acme.example")),
                        Optional.of(new Name(externalId)),
                        new Metadata(Map.of("floor", 3))));
    }

    /** */
    @Test
    void isChangedAtTheVersionThatWasSeenOrNotAtAll() {
        var user = situation.aUser(Role.MEMBER);
        var seen = situation.view(user.id()).orElseThrow().revision();
        var described = new ReplaceUser(
                situation.directory,
                user.id(),
                new Username(user.name()),
                Role.AUDITOR,
                MemberState.ACTIVE,
                Person.UNKNOWN,
                Optional.of(seen));
        assertThat(situation.result(situation.owner, described)).isEqualTo("done");

        assertThat(situation.result(situation.owner, described)).isEqualTo(Reason.DIRECTORY_VERSION_MISMATCH.key());
        assertThat(situation.result(situation.owner, new RemoveUser(situation.directory, user.id(), Optional.of(seen))))
                .isEqualTo(Reason.DIRECTORY_VERSION_MISMATCH.key());
    }

    @Nested
    final class ThatIsCreated {

        @Test
        void hasTheCommandsIdAndSignsInWithItsPassword() {
            var name = platform.aName();
            var command = platform.submit(owner, situation.aCreation(name, Role.MEMBER));

            assertThat(platform.outcome(owner, command).body()).contains(command.toString());
            assertThat(platform.ask(platform.signIn(name), new RetrieveId()).value())
                    .isEqualTo(command.value());
        }

        @Test
        void takesNoNameThatSomebodyHas() {
            var outsider = situation.anOutsider();

            assertThat(situation.result(owner, situation.aCreation(outsider.name(), Role.MEMBER)))
                    .isEqualTo("profile.username_taken");
        }

        @Test
        void isKnownToOtherSystemsUnderOneNameOnly() {
            situation.result(owner, aCreation("ada", "E-1815"));

            assertThat(situation.result(owner, aCreation("grace", "E-1815"))).isEqualTo("directory.external_id_taken");
            assertRefused(
                    Reason.INVALID_CREDENTIALS,
                    () -> platform.ask(STRANGER, new Authenticate("grace", PlatformInMemory.PASSWORD)));
        }

        @Test
        void needsAStrongPasswordIfAny() {
            var weak = new CreateUser(
                    directory,
                    new Username("ada"),
                    Optional.of(new Password("password-password")),
                    Role.MEMBER,
                    Person.UNKNOWN);

            assertRefused(Reason.PASSWORD_WEAK, () -> platform.submit(owner, weak));
        }

        @Test
        void becomesAnAdministratorByTheOwnerAlone() {
            var administrator = situation.aUser(Role.ADMINISTRATOR);
            var byAdministrator = situation.aCreation(platform.aName(), Role.ADMINISTRATOR);

            assertThat(situation.result(administrator.caller(), byAdministrator))
                    .isEqualTo("directory.forbidden");
            assertThat(situation.result(owner, situation.aCreation(platform.aName(), Role.OWNER)))
                    .isEqualTo("directory.forbidden");
            assertThat(situation.result(administrator.caller(), situation.aCreation(platform.aName(), Role.AUDITOR)))
                    .isNotEqualTo("directory.forbidden");
        }
    }

    @Nested
    final class ThatIsChanged {

        private final User user = situation.aUser(Role.MEMBER);

        @Test
        void keepsWhatIsNotSaid() {
            var id = platform.submit(owner, aCreation("ada", "E-1815")).value();

            situation.result(owner, situation.named(new ProfileId(id), "ada.king"));

            assertThat(situation.view(new ProfileId(id)).orElseThrow()).satisfies(view -> {
                assertThat(view.username()).isEqualTo("ada.king");
                assertThat(view.familyName()).contains("Lovelace");
                assertThat(view.externalId()).contains("E-1815");
                assertThat(view.meta().fields()).isEqualTo(Map.of("floor", 3));
            });
        }

        @Test
        void losesWhatIsNotSaidWhereItIsReplaced() {
            var id = new ProfileId(
                    platform.submit(owner, aCreation("ada", "E-1815")).value());

            situation.result(
                    owner,
                    new ReplaceUser(
                            directory, id, new Username("ada"), Role.AUDITOR, MemberState.ACTIVE, Person.UNKNOWN));

            assertThat(situation.view(id).orElseThrow()).satisfies(view -> {
                assertThat(view.role()).isEqualTo(Role.AUDITOR);
                assertThat(view.familyName()).isEmpty();
                assertThat(view.externalId()).isEmpty();
            });
        }

        @Test
        void isNotRenamedWhereItWasInvited() {
            var invited = situation.anInvited(Role.MEMBER);

            assertThat(situation.result(owner, situation.named(invited.id(), "another")))
                    .isEqualTo("directory.not_managed");
        }

        @Test
        void cannotRaiseItself() {
            var administrator = situation.aUser(Role.ADMINISTRATOR);

            assertThat(situation.result(administrator.caller(), situation.inRole(administrator.id(), Role.OWNER)))
                    .isEqualTo("directory.forbidden");
            assertThat(situation.result(administrator.caller(), situation.inRole(user.id(), Role.ADMINISTRATOR)))
                    .isEqualTo("directory.forbidden");
            assertRefused(
                    Reason.DIRECTORY_FORBIDDEN,
                    () -> platform.submit(user.caller(), situation.inRole(user.id(), Role.ADMINISTRATOR)));
        }

        @Test
        void isOutOfReachOfAdministratorsWhereItIsOneItselfOrTheOwner() {
            var one = situation.aUser(Role.ADMINISTRATOR);
            var other = situation.aUser(Role.ADMINISTRATOR);
            var ownersId = platform.ask(owner, new RetrieveId());
            var device = platform.aStorageDevice(owner);

            for (var target : new ProfileId[] {other.id(), ownersId}) {
                assertThat(situation.result(one.caller(), situation.inState(target, MemberState.SUSPENDED)))
                        .isEqualTo("directory.forbidden");
                assertThat(situation.result(one.caller(), situation.inRole(target, Role.MEMBER)))
                        .isEqualTo("directory.forbidden");
                assertThat(situation.result(one.caller(), new RemoveUser(directory, target)))
                        .isEqualTo("directory.forbidden");
                assertThat(situation.result(one.caller(), new SetPassword(directory, target, new Password(NEXT))))
                        .isEqualTo("directory.forbidden");
                assertThat(situation.result(one.caller(), new RenewEnrolment(directory, target)))
                        .isEqualTo("directory.forbidden");
                assertThat(situation.result(one.caller(), new CreateDevice(directory, target, new Name("a device"))))
                        .isEqualTo("directory.forbidden");
                assertThat(situation.result(one.caller(), new RemoveStorage(directory, target, device, true)))
                        .isEqualTo("directory.forbidden");
            }
        }

        @Test
        void isNeverTheOwnerGone() {
            var ownersId = platform.ask(owner, new RetrieveId());

            assertThat(situation.result(owner, situation.inState(ownersId, MemberState.SUSPENDED)))
                    .isEqualTo("directory.owner_stays");
            assertThat(situation.result(owner, new RemoveUser(directory, ownersId)))
                    .isEqualTo("directory.owner_stays");
            assertThat(situation.result(owner, situation.inRole(ownersId, Role.MEMBER)))
                    .isEqualTo("directory.forbidden");
        }
    }

    @Nested
    final class WhosePasswordIsSet {

        private final User user = situation.aUser(Role.MEMBER);

        private String set(Caller caller, User target, String password) {
            return situation.result(caller, new SetPassword(directory, target.id(), new Password(password)));
        }

        @Test
        void losesItsTokensAndItsOldPassword() {
            assertThat(set(owner, user, NEXT)).isEqualTo("done");

            assertRefused(Reason.UNAUTHENTICATED, () -> platform.ask(user.caller(), new RetrieveId()));
            assertRefused(
                    Reason.INVALID_CREDENTIALS,
                    () -> platform.ask(STRANGER, new Authenticate(user.name(), PlatformInMemory.PASSWORD)));
            assertThat(platform.ask(STRANGER, new Authenticate(user.name(), NEXT)))
                    .isNotNull();
            assertThat(platform.channels.told(TokenEnded.class)).hasSize(1);
        }

        @Test
        void neverHadThePasswordThatIsSet() {
            assertThat(set(owner, user, PlatformInMemory.PASSWORD)).isEqualTo("profile.password_reused");
        }

        @Test
        void isManaged() {
            assertThat(set(owner, situation.anInvited(Role.MEMBER), NEXT)).isEqualTo("directory.not_managed");
        }

        /** Else an administrator could try passwords of people who only joined. */
        @Test
        void learnsNobodyWhetherAnInvitedProfileHadAPassword() {
            assertThat(set(owner, situation.anInvited(Role.MEMBER), PlatformInMemory.PASSWORD))
                    .isEqualTo("directory.not_managed");
        }

        /** A token that got into other hands would do for the whole profile else. */
        @Test
        void isNotTheAdministratorsOwn() {
            var administrator = situation.aUser(Role.ADMINISTRATOR);

            assertThat(set(administrator.caller(), administrator, NEXT)).isEqualTo("directory.forbidden");
            assertThat(situation.result(administrator.caller(), new RenewEnrolment(directory, administrator.id())))
                    .isEqualTo("directory.forbidden");
        }
    }

    @Nested
    final class ThatIsRemoved {

        private final User user = situation.aUser(Role.MEMBER);

        @Test
        void endsWithItsTokensItsDevicesAndItsName() {
            var device = platform.aStorageDevice(user.caller());

            assertThat(situation.result(owner, new RemoveUser(directory, user.id())))
                    .isEqualTo("done");
            platform.settle();

            assertThat(situation.view(user.id())).isEmpty();
            assertRefused(Reason.UNAUTHENTICATED, () -> platform.ask(user.caller(), new RetrieveId()));
            assertRefused(
                    Reason.INVALID_CREDENTIALS,
                    () -> platform.ask(STRANGER, new Authenticate(user.name(), PlatformInMemory.PASSWORD)));
            assertThat(platform.devices.find(device)).isEmpty();
            assertThat(platform.accounts.passwordOf(device)).isEmpty();
            assertThat(situation.result(owner, situation.aCreation(user.name(), Role.MEMBER)))
                    .isNotEqualTo("profile.username_taken");
        }

        @Test
        void endsWithTheApplicationsThatItRegistered() {
            var registered = platform.submit(
                    user.caller(),
                    new OauthCommand.Register(
                            new Name("Invoices"), new RedirectUri("https://example.com/callback"), Scopes.ALL));
            var application = platform.ask(
                    user.caller(), new OauthQuery.RetrieveConfiguration(new ApplicationId(registered.value())));
            var client = new ClientSecret(application.clientId(), application.clientSecret());
            var nonce = new Nonce("n-1");
            var request = platform.submit(
                    owner, new RequestCode(application.clientId(), nonce, Scopes.ALL, Optional.empty()));
            var code = platform.ask(STRANGER, new OauthQuery.RetrieveCode(client, request, nonce))
                    .code();
            var pair = platform.ask(
                    STRANGER, new OauthQuery.ObtainToken(client, code, Optional.empty(), Optional.empty()));
            var granted = Caller.with(pair.token().value(), "10.0.0.9");
            assertThat(platform.ask(granted, new RetrieveId())).isEqualTo(platform.ask(owner, new RetrieveId()));

            situation.result(owner, new RemoveUser(directory, user.id()));

            assertRefused(Reason.UNAUTHENTICATED, () -> platform.ask(granted, new RetrieveId()));
            assertThat(situation.result(
                            owner,
                            new RequestCode(application.clientId(), new Nonce("n-2"), Scopes.ALL, Optional.empty())))
                    .isEqualTo("oauth.unknown_client");
            assertThat(platform.outbox.types()).contains("oauth.removed", "oauth.revoked");
        }

        @Test
        void leavesEveryOtherDirectoryToo() {
            var elsewhere = situation.anOutsider();
            var other = situation.register(elsewhere.caller(), "other");
            situation.join(elsewhere.caller(), other, user, Role.ADMINISTRATOR);

            situation.result(owner, new RemoveUser(directory, user.id()));

            assertThat(platform.ports.members().of(user.id())).isEmpty();
            assertThat(platform.outbox.waiting())
                    .filteredOn(event -> event.type().equals("directory.user.removed"))
                    .extracting(event -> event.data().get("directory"))
                    .containsExactlyInAnyOrder(directory.toString(), other.toString());
        }

        @Test
        void mayAlsoLeaveByItself() {
            assertThat(situation.result(user.caller(), new RemoveUser(directory, user.id())))
                    .isEqualTo("done");

            assertThat(situation.view(user.id())).isEmpty();
        }

        @Test
        void isNotFoundTheSecondTime() {
            platform.submit(owner, new RemoveUser(directory, user.id()));

            assertThat(situation.result(owner, new RemoveUser(directory, user.id())))
                    .isEqualTo("profile.not_found");
        }
    }

    @Nested
    final class ThatWasInvitedAndLeaves {

        private final User user = situation.anInvited(Role.MEMBER);

        @Test
        void losesExactlyWhatTheDirectoryGave() {
            var own = platform.aStorageDevice(user.caller());
            var given = DeviceId.of(
                    situation.result(owner, new CreateDevice(directory, user.id(), new Name("a given device"))));
            var shared = situation.aSharedDevice(user.id());

            assertThat(situation.result(user.caller(), new RemoveUser(directory, user.id())))
                    .isEqualTo("done");
            platform.settle();

            assertThat(platform.ask(user.caller(), new RetrieveId())).isEqualTo(user.id());
            assertThat(platform.ask(user.caller(), new OfProfile()))
                    .extracting(view -> view.device())
                    .containsExactly(own);
            assertThat(platform.devices.find(given)).isEmpty();
            assertThat(platform.ports.directoryDevices().sharedWith(directory, user.id()))
                    .isEmpty();
            assertThat(platform.devices.find(shared).orElseThrow().state()).isEqualTo(DeviceState.ACTIVE);
            assertRefused(Reason.DIRECTORY_NOT_FOUND, () -> platform.ask(user.caller(), new Retrieve(directory)));
        }

        @Test
        void staysInItsOtherDirectories() {
            var elsewhere = situation.anOutsider();
            var other = situation.register(elsewhere.caller(), "other");
            situation.join(elsewhere.caller(), other, user, Role.AUDITOR);

            situation.result(owner, new RemoveUser(directory, user.id()));

            assertThat(platform.ask(user.caller(), new ListAssigned()))
                    .singleElement()
                    .satisfies(view -> assertThat(view.directory()).isEqualTo(other));
        }
    }
}
