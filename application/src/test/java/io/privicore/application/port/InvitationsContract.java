package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.application.port.UnitOfWork.Stale;
import io.privicore.domain.directory.Invitation;
import io.privicore.domain.directory.InvitationId;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

public abstract class InvitationsContract extends PersistenceContract {

    private static final Duration LIFETIME = Duration.ofDays(1).plusMillis(1);

    private final DirectoryId directory = aDirectoryId();
    private final ProfileId invitee = aProfileId();
    private final ProfileId inviter = aProfileId();

    @Test
    void anInvitationThatWasNotSavedIsNotThere() {
        var sent = send(invitee, NOW);

        inFailingUnit(() -> ports().invitations().save(sent));

        assertThat(ports().invitations().find(sent.after().id())).isEmpty();
        assertThat(ports().invitations().pendingOf(directory)).isZero();
        assertRefused(Reason.INVITATION_NOT_FOUND, () -> ports().invitations()
                .get(sent.after().id()));
    }

    @Nested
    class ASavedInvitation {

        @Test
        void isReadBackAsItWasAtTheNextRevision() {
            var sent = send(invitee, NOW);
            var sender = aProfileId();

            var read = saved(sent);
            var resent = saved(read.resend(sender, Role.OWNER, NOW.plusSeconds(7)));

            assertThat(read).isEqualTo(at(1, sent.after()));
            assertThat(resent)
                    .isEqualTo(at(
                            2,
                            read.resend(sender, Role.OWNER, NOW.plusSeconds(7)).after()));
        }

        @Test
        void waitsUntilItIsAnswered() {
            var invitation = saved(send(invitee, NOW));
            assertThat(ports().invitations().pending(directory, invitee)).contains(invitation);
            assertThat(ports().invitations().pending(directory, aProfileId())).isEmpty();
            assertThat(ports().invitations().pending(aDirectoryId(), invitee)).isEmpty();
            assertThat(ports().invitations().pendingOf(directory)).isEqualTo(1);

            var declined = saved(invitation.decline(NOW));

            assertThat(ports().invitations().pending(directory, invitee)).isEmpty();
            assertThat(ports().invitations().pendingOf(directory)).isZero();
            assertThat(ports().invitations().find(invitation.id())).contains(declined);
        }

        @Test
        void refusesAChangeOfAStaleRevision() {
            var invitation = saved(send(invitee, NOW));
            var declined = saved(invitation.decline(NOW));

            assertThatThrownBy(() -> save(invitation.revoke(Role.OWNER, NOW))).isInstanceOf(Stale.class);

            assertThat(ports().invitations().get(invitation.id())).isEqualTo(declined);
        }

        @Test
        void refusesToBeNewAgain() {
            var sent = send(invitee, NOW);
            save(sent);

            assertThatThrownBy(() -> save(sent)).isInstanceOf(Stale.class);
        }

        @Test
        void isTheOnlyOneThatWaitsForItsProfile() {
            var first = saved(send(invitee, NOW));

            assertRefused(Reason.INVITATION_ALREADY_SENT, () -> save(send(invitee, NOW)));

            save(send(aProfileId(), NOW));
            save(first.decline(NOW));
            var second = saved(send(invitee, NOW));
            assertThat(ports().invitations().pending(directory, invitee)).contains(second);
            assertThat(ports().invitations().pendingOf(directory)).isEqualTo(2);
        }

        @Test
        void doesNotComeToLifeAgainBesideAnother() {
            var first = saved(send(invitee, NOW));
            var expired = saved(first.expire(first.expiresAt()));
            save(send(invitee, NOW));

            assertRefused(
                    Reason.INVITATION_ALREADY_SENT, () -> save(expired.resend(inviter, Role.OWNER, first.expiresAt())));
        }
    }

    @Test
    void oneOfTwoThatInviteAtOnceIsFirst() {
        var second = meanwhile(() -> ports().invitations().save(send(invitee, NOW)), () -> ports().invitations()
                .save(send(invitee, NOW)));

        assertThatLost(second, Reason.INVITATION_ALREADY_SENT);
        assertThat(ports().invitations().pendingOf(directory)).isEqualTo(1);
    }

    private Change<Invitation> send(ProfileId profile, Instant at) {
        return Invitation.send(
                new InvitationId(UUID.randomUUID()),
                directory,
                profile,
                inviter,
                Role.OWNER,
                Role.AUDITOR,
                LIFETIME,
                at);
    }

    private Invitation saved(Change<Invitation> change) {
        save(change);
        return ports().invitations().get(change.after().id());
    }

    private void save(Change<Invitation> change) {
        inUnit(() -> ports().invitations().save(change));
    }

    private static Invitation at(long revision, Invitation invitation) {
        return new Invitation(
                invitation.id(),
                invitation.directory(),
                invitation.profile(),
                invitation.inviter(),
                invitation.role(),
                invitation.state(),
                invitation.lifetime(),
                invitation.sentAt(),
                revision);
    }
}
