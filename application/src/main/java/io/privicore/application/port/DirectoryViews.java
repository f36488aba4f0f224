package io.privicore.application.port;

import io.privicore.application.query.DirectoryQuery.DirectoryDeviceView;
import io.privicore.application.query.DirectoryQuery.DirectoryView;
import io.privicore.application.query.DirectoryQuery.InvitationView;
import io.privicore.application.query.DirectoryQuery.ListUsers;
import io.privicore.application.query.DirectoryQuery.UserView;
import io.privicore.application.query.Page;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.ProfileId;
import java.util.List;
import java.util.Optional;

/** Lists of directories, users, invitations and devices, read past the aggregates. */
public interface DirectoryViews {

    /** Those the profile is in and not suspended, oldest first; as their owner or not. */
    List<DirectoryView> ofProfile(ProfileId profile, boolean owned);

    Optional<DirectoryView> find(DirectoryId directory, ProfileId caller);

    /** One page; users are counted and sorted without being loaded. */
    Page<UserView> users(ListUsers query);

    /** Those of the profiles that are in the directory, in this order. */
    List<UserView> users(DirectoryId directory, List<ProfileId> profiles);

    /** What the profile may answer, oldest first. */
    List<InvitationView> invitationsTo(ProfileId profile);

    /** Newest first, answered ones included, at most 1,000. */
    List<InvitationView> invitationsOf(DirectoryId directory);

    List<DirectoryDeviceView> devices(DirectoryId directory);
}
