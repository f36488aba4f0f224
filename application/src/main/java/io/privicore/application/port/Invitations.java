package io.privicore.application.port;

import io.privicore.domain.directory.Invitation;
import io.privicore.domain.directory.InvitationId;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.ProfileId;
import java.util.Optional;

/** All invitations, answered ones included. */
public interface Invitations {

    /** Refuses with {@code INVITATION_NOT_FOUND}. */
    Invitation get(InvitationId id);

    Optional<Invitation> find(InvitationId id);

    /** The one that waits for the profile's answer, expired or not. */
    Optional<Invitation> pending(DirectoryId directory, ProfileId profile);

    /** How many of a directory wait for an answer. */
    int pendingOf(DirectoryId directory);

    /** Saves state and events; refuses a second pending one of a profile with {@code INVITATION_ALREADY_SENT}. */
    void save(Change<Invitation> change);
}
