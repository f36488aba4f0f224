package io.privicore.application.port;

import io.privicore.domain.directory.Invitation;
import io.privicore.domain.directory.InvitationId;
import io.privicore.domain.directory.InvitationState;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import java.util.Optional;

/** Invitations in memory. */
public final class InMemoryInvitations implements Invitations {

    private final InMemoryDatabase database;

    public InMemoryInvitations(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public Invitation get(InvitationId id) {
        return find(id).orElseThrow(() ->
                new Refusal(Reason.INVITATION_NOT_FOUND, "Expected invitation %s, but there is none".formatted(id)));
    }

    @Override
    public Optional<Invitation> find(InvitationId id) {
        return database.invitations.find(id);
    }

    @Override
    public Optional<Invitation> pending(DirectoryId directory, ProfileId profile) {
        return database.invitations.all().stream()
                .filter(invitation -> invitation.directory().equals(directory)
                        && invitation.profile().equals(profile)
                        && invitation.state() == InvitationState.PENDING)
                .findFirst();
    }

    @Override
    public int pendingOf(DirectoryId directory) {
        return (int) database.invitations.all().stream()
                .filter(invitation ->
                        invitation.directory().equals(directory) && invitation.state() == InvitationState.PENDING)
                .count();
    }

    @Override
    public void save(Change<Invitation> change) {
        database.appendAll(change.events());
        var invitation = change.after();
        InMemoryDatabase.requireFresh(
                invitation.revision(), find(invitation.id()).map(Invitation::revision), invitation.id());
        if (invitation.state() == InvitationState.PENDING
                && pending(invitation.directory(), invitation.profile())
                        .filter(other -> !other.id().equals(invitation.id()))
                        .isPresent()) {
            throw new Refusal(
                    Reason.INVITATION_ALREADY_SENT,
                    "Expected a profile without an open invitation to directory %s, but it has one"
                            .formatted(invitation.directory()));
        }
        database.invitations.put(
                invitation.id(),
                new Invitation(
                        invitation.id(),
                        invitation.directory(),
                        invitation.profile(),
                        invitation.inviter(),
                        invitation.role(),
                        invitation.state(),
                        invitation.lifetime(),
                        invitation.sentAt(),
                        invitation.revision() + 1));
    }
}
