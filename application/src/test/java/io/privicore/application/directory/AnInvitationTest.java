package io.privicore.application.directory;

import static io.privicore.application.directory.DirectorySituation.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.Caller;
import io.privicore.application.PlatformInMemory;
import io.privicore.application.command.DirectoryCommand.Invite;
import io.privicore.application.command.DirectoryCommand.ProcessInvitation;
import io.privicore.application.command.DirectoryCommand.RemoveUser;
import io.privicore.application.command.DirectoryCommand.ResendInvitation;
import io.privicore.application.command.DirectoryCommand.RevokeInvitation;
import io.privicore.application.directory.DirectorySituation.User;
import io.privicore.application.query.DirectoryQuery.InvitationView;
import io.privicore.application.query.DirectoryQuery.ListInvites;
import io.privicore.application.query.DirectoryQuery.ListOwnInvites;
import io.privicore.application.query.DirectoryQuery.Retrieve;
import io.privicore.domain.directory.Invitation;
import io.privicore.domain.directory.InvitationId;
import io.privicore.domain.directory.InvitationState;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.profile.Username;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class AnInvitationTest {

    private final DirectorySituation situation = new DirectorySituation();
    private final PlatformInMemory platform = situation.platform;
    private final DirectoryId directory = situation.directory;
    private final User guest = situation.anOutsider();

    private InvitationId invite(Caller inviter, Role role) {
        return InvitationId.of(situation.result(inviter, situation.anInvitation(directory, guest.id(), role)));
    }

    private String accept(InvitationId invitation) {
        return situation.result(platform.signIn(guest.name()), new ProcessInvitation(invitation, true));
    }

    @Test
    void isForAProfileThatIsThereByNameOrById() {
        var byName = new Invite(
                directory,
                Optional.empty(),
                Optional.of(new Username(guest.name())),
                Role.AUDITOR,
                Invitation.DEFAULT_LIFETIME);

        var invitation = InvitationId.of(situation.result(situation.owner, byName));

        assertThat(platform.ask(guest.caller(), new ListOwnInvites()))
                .extracting(InvitationView::invitation)
                .containsExactly(invitation);
        assertThat(situation.result(
                        situation.owner, situation.anInvitation(directory, new ProfileId(new UUID(0, 9)), Role.MEMBER)))
                .isEqualTo("profile.not_found");
    }

    @Test
    void letsInWhoeverAcceptsIt() {
        assertThat(accept(invite(situation.owner, Role.AUDITOR))).isEqualTo(directory.toString());

        assertThat(platform.ask(guest.caller(), new Retrieve(directory)).role()).isEqualTo(Role.AUDITOR);
        assertThat(situation.view(guest.id()).orElseThrow().managed()).isFalse();
        assertThat(platform.ask(guest.caller(), new ListOwnInvites())).isEmpty();
    }

    @Test
    void letsNobodyInWhoDeclinesIt() {
        var invitation = invite(situation.owner, Role.MEMBER);

        assertThat(situation.result(guest.caller(), new ProcessInvitation(invitation, false)))
                .isEqualTo("done");

        assertThat(accept(invitation)).isEqualTo("invitation.closed");
        assertThat(situation.view(guest.id())).isEmpty();
    }

    @Test
    void isNobodyElsesToAnswer() {
        var invitation = invite(situation.owner, Role.MEMBER);

        assertThat(situation.result(situation.anOutsider().caller(), new ProcessInvitation(invitation, true)))
                .isEqualTo("invitation.not_found");
        assertThat(situation.result(situation.owner, new ProcessInvitation(invitation, true)))
                .isEqualTo("invitation.not_found");
    }

    @Test
    void isSentOnceAtATimeAndToNobodyWhoIsInside() {
        var invitation = invite(situation.owner, Role.MEMBER);
        var again = situation.anInvitation(directory, guest.id(), Role.AUDITOR);
        assertThat(situation.result(situation.owner, again)).isEqualTo("invitation.already_sent");

        accept(invitation);

        assertThat(situation.result(situation.owner, again)).isEqualTo("directory.already_member");
    }

    @Test
    void canBeTakenBack() {
        var invitation = invite(situation.owner, Role.MEMBER);

        assertThat(situation.result(situation.owner, new RevokeInvitation(directory, invitation)))
                .isEqualTo("done");

        assertThat(accept(invitation)).isEqualTo("invitation.closed");
        assertThat(platform.ask(situation.owner, new ListInvites(directory)))
                .extracting(InvitationView::state)
                .containsExactly(InvitationState.REVOKED);
    }

    @Test
    void belongsToItsDirectoryAlone() {
        var invitation = invite(situation.owner, Role.MEMBER);
        var other = situation.register(situation.owner, "other");

        assertThat(situation.result(situation.owner, new RevokeInvitation(other, invitation)))
                .isEqualTo("invitation.not_found");
        assertThat(situation.result(situation.owner, new ResendInvitation(other, invitation)))
                .isEqualTo("invitation.not_found");
    }

    @Nested
    final class InTime {

        private final InvitationId invitation = invite(situation.owner, Role.MEMBER);

        @Test
        void isAcceptedUntilItsLastMoment() {
            situation.pass(Invitation.DEFAULT_LIFETIME.minus(Duration.ofNanos(1)));

            assertThat(accept(invitation)).isEqualTo(directory.toString());
        }

        @Test
        void isClosedFromThenOnWhetherOrNotItsDeadlineCame() {
            situation.pass(Invitation.DEFAULT_LIFETIME);

            assertThat(accept(invitation)).isEqualTo("invitation.closed");
            assertThat(platform.ask(platform.signIn(guest.name()), new ListOwnInvites()))
                    .isEmpty();
            platform.settle();

            assertThat(platform.outbox.types()).contains("directory.invitation.expired");
            assertThat(accept(invitation)).isEqualTo("invitation.closed");
        }

        @Test
        void makesRoomForAnotherOnceItHasExpired() {
            situation.pass(Invitation.DEFAULT_LIFETIME);

            assertThat(accept(invite(situation.owner, Role.AUDITOR))).isEqualTo(directory.toString());
            platform.settle();
            assertThat(platform.outbox.types())
                    .filteredOn("directory.invitation.expired"::equals)
                    .hasSize(1);
        }

        @Test
        void beginsAnewWhereItIsSentAgain() {
            situation.pass(Invitation.DEFAULT_LIFETIME.minusDays(1));
            assertThat(situation.result(situation.owner, new ResendInvitation(directory, invitation)))
                    .isEqualTo("done");
            situation.pass(Invitation.DEFAULT_LIFETIME.minusDays(1));
            platform.settle();

            assertThat(accept(invitation)).isEqualTo(directory.toString());
        }

        @Test
        void isNotSentAgainBesideAnother() {
            situation.pass(Invitation.DEFAULT_LIFETIME);
            invite(situation.owner, Role.AUDITOR);

            assertThat(situation.result(situation.owner, new ResendInvitation(directory, invitation)))
                    .isEqualTo("invitation.already_sent");
        }
    }

    @Nested
    final class WhoseInviterChanged {

        private final User administrator = situation.aUser(Role.ADMINISTRATOR);
        private final InvitationId invitation = invite(administrator.caller(), Role.AUDITOR);

        @Test
        void givesNothingWhileTheInviterMayNotGiveItsRole() {
            situation.result(situation.owner, situation.inRole(administrator.id(), Role.MEMBER));
            assertThat(accept(invitation)).isEqualTo("invitation.closed");
            assertThat(situation.view(guest.id())).isEmpty();

            situation.result(situation.owner, situation.inRole(administrator.id(), Role.ADMINISTRATOR));
            assertThat(accept(invitation)).isEqualTo(directory.toString());
        }

        @Test
        void givesNothingOnceTheInviterIsSuspendedOrGone() {
            situation.suspend(administrator.id());
            assertThat(accept(invitation)).isEqualTo("invitation.closed");

            situation.result(situation.owner, new RemoveUser(directory, administrator.id()));
            assertThat(accept(invitation)).isEqualTo("invitation.closed");
        }

        @Test
        void isGoodAgainInTheNameOfWhoeverSendsItAgain() {
            situation.result(situation.owner, new RemoveUser(directory, administrator.id()));

            situation.result(situation.owner, new ResendInvitation(directory, invitation));

            assertThat(accept(invitation)).isEqualTo(directory.toString());
        }
    }

    @Test
    void toAdministerIsTheOwnersBusiness() {
        var administrator = situation.aUser(Role.ADMINISTRATOR).caller();
        assertThat(situation.result(administrator, situation.anInvitation(directory, guest.id(), Role.ADMINISTRATOR)))
                .isEqualTo("directory.forbidden");

        var invitation = invite(situation.owner, Role.ADMINISTRATOR);

        assertThat(situation.result(administrator, new RevokeInvitation(directory, invitation)))
                .isEqualTo("directory.forbidden");
        assertThat(situation.result(administrator, new ResendInvitation(directory, invitation)))
                .isEqualTo("directory.forbidden");
        assertThat(accept(invitation)).isEqualTo(directory.toString());
    }

    @Test
    void isNotListedToStrangers() {
        assertRefused(Reason.DIRECTORY_NOT_FOUND, () -> platform.ask(guest.caller(), new ListInvites(directory)));
    }
}
