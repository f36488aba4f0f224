package io.privicore.application.directory;

import static io.privicore.application.directory.DirectorySituation.STRANGER;
import static io.privicore.application.directory.DirectorySituation.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.Caller;
import io.privicore.application.PlatformInMemory;
import io.privicore.application.command.AuthenticatorCommand.SetQuorumSize;
import io.privicore.application.command.DeviceCommand;
import io.privicore.application.command.DirectoryCommand.CreateUser;
import io.privicore.application.command.DirectoryCommand.RemoveUser;
import io.privicore.application.command.PolicyCommand;
import io.privicore.application.directory.DirectorySituation.User;
import io.privicore.application.port.ChannelMessage.TokenEnded;
import io.privicore.application.query.CommandState;
import io.privicore.application.query.DeviceQuery.OfProfile;
import io.privicore.application.query.DirectoryQuery.ListAssigned;
import io.privicore.application.query.DirectoryQuery.Retrieve;
import io.privicore.application.query.ProfileQuery.Authenticate;
import io.privicore.application.query.ProfileQuery.RetrieveId;
import io.privicore.domain.directory.MemberState;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.policy.Conditions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class ASuspendedUserTest {

    private final DirectorySituation situation = new DirectorySituation();
    private final PlatformInMemory platform = situation.platform;
    private final Caller owner = situation.owner;

    @Nested
    final class ThatIsManaged {

        private final User user = situation.aUser(Role.ADMINISTRATOR);

        @Test
        void losesEveryTokenAtOnce() {
            var second = platform.signIn(user.name());

            situation.suspend(user.id());

            assertRefused(Reason.UNAUTHENTICATED, () -> platform.ask(user.caller(), new RetrieveId()));
            assertRefused(Reason.UNAUTHENTICATED, () -> platform.ask(second, new RetrieveId()));
            assertThat(platform.channels.told(TokenEnded.class)).hasSize(2);
        }

        @Test
        void cannotSignInUntilItIsReactivated() {
            situation.suspend(user.id());
            assertRefused(
                    Reason.PROFILE_SUSPENDED,
                    () -> platform.ask(STRANGER, new Authenticate(user.name(), PlatformInMemory.PASSWORD)));

            situation.reactivate(user.id());

            var again = platform.signIn(user.name());
            assertThat(platform.ask(again, new Retrieve(situation.directory)).role())
                    .isEqualTo(Role.ADMINISTRATOR);
            assertRefused(Reason.UNAUTHENTICATED, () -> platform.ask(user.caller(), new RetrieveId()));
        }

        @Test
        void shutsItsDevicesOutAndLetsThemInAgain() {
            var device = platform.aStorageDevice(user.caller());

            situation.suspend(user.id());
            assertThat(platform.accounts.isSuspended(device)).isTrue();
            assertThat(platform.accounts.passwordOf(device)).isPresent();

            situation.reactivate(user.id());
            assertThat(platform.accounts.isSuspended(device)).isFalse();
            assertThat(platform.ask(platform.signIn(user.name()), new OfProfile()))
                    .hasSize(1);
        }

        @Test
        void shutsItsDevicesOutOnceTheBrokerIsBack() {
            var device = platform.aStorageDevice(user.caller());
            platform.accounts.setDown(true);
            situation.suspend(user.id());
            assertThat(platform.accounts.isSuspended(device)).isFalse();

            platform.accounts.setDown(false);
            platform.clock.advance(Duration.ofMinutes(5));
            platform.settle();

            assertThat(platform.accounts.isSuspended(device)).isTrue();
        }

        @Test
        void abandonsWhatWaitsForVotes() {
            var device = platform.anAuthenticator(user.caller());
            platform.submit(user.caller(), new SetQuorumSize(1));
            platform.submit(
                    user.caller(),
                    new PolicyCommand.Register(
                            "device-governance",
                            Set.of("device.request"),
                            Optional.of(new Name("gate")),
                            Conditions.NONE,
                            Optional.empty(),
                            Optional.empty()));
            platform.submit(user.caller(), new PolicyCommand.Activate("gate"));
            var held = platform.submit(user.caller(), new DeviceCommand.Request(new Name("a device")));
            assertThat(platform.outcome(user.caller(), held).state()).isEqualTo(CommandState.STARTED);

            situation.suspend(user.id());

            assertThat(platform.outcome(STRANGER, held).state()).isEqualTo(CommandState.REJECTED);
            assertThat(platform.links.ballots.openOf(device)).isEmpty();
        }

        @Test
        void keepsItsPlaceAndCanBeRemoved() {
            situation.suspend(user.id());

            assertThat(situation.view(user.id()).orElseThrow().state()).isEqualTo(MemberState.SUSPENDED);
            assertThat(situation.result(owner, new RemoveUser(situation.directory, user.id())))
                    .isEqualTo("done");
            assertThat(situation.view(user.id())).isEmpty();
        }

        @Test
        void mayBeSuspendedFromTheBeginning() {
            var name = platform.aName();
            var creation = situation.aCreation(name, Role.MEMBER);

            var id = ProfileId.of(situation.result(
                    owner,
                    new CreateUser(
                            situation.directory,
                            creation.username(),
                            creation.password(),
                            creation.role(),
                            creation.person(),
                            Optional.of(MemberState.SUSPENDED))));

            assertThat(situation.view(id).orElseThrow().state()).isEqualTo(MemberState.SUSPENDED);
            assertRefused(
                    Reason.PROFILE_SUSPENDED,
                    () -> platform.ask(STRANGER, new Authenticate(name, PlatformInMemory.PASSWORD)));
            situation.reactivate(id);
            assertThat(platform.ask(platform.signIn(name), new RetrieveId())).isEqualTo(id);
        }

        @Test
        void isSuspendedHoweverOften() {
            situation.suspend(user.id());
            situation.suspend(user.id());
            situation.reactivate(user.id());
            situation.reactivate(user.id());

            assertThat(platform.outbox.types())
                    .filteredOn(type -> type.endsWith("suspended") || type.endsWith("reactivated"))
                    .containsExactlyInAnyOrder(
                            "directory.user.suspended",
                            "profile.suspended",
                            "directory.user.reactivated",
                            "profile.reactivated");
        }
    }

    @Nested
    final class ThatWasInvited {

        private final User user = situation.anInvited(Role.ADMINISTRATOR);

        @Test
        void losesItsRoleHereAndNothingElse() {
            var elsewhere = situation.anOutsider();
            var other = situation.register(elsewhere.caller(), "other");
            situation.join(elsewhere.caller(), other, user, Role.MEMBER);

            situation.suspend(user.id());

            assertRefused(
                    Reason.DIRECTORY_NOT_FOUND, () -> platform.ask(user.caller(), new Retrieve(situation.directory)));
            assertRefused(
                    Reason.DIRECTORY_NOT_FOUND,
                    () -> platform.submit(user.caller(), situation.aCreation(platform.aName(), Role.MEMBER)));
            assertThat(platform.ask(user.caller(), new ListAssigned()))
                    .singleElement()
                    .satisfies(view -> assertThat(view.directory()).isEqualTo(other));
        }

        @Test
        void hasItsRoleAgainOnceReactivated() {
            situation.suspend(user.id());

            situation.reactivate(user.id());

            assertThat(platform.ask(user.caller(), new Retrieve(situation.directory))
                            .role())
                    .isEqualTo(Role.ADMINISTRATOR);
        }
    }
}
