package io.privicore.application.command;

import io.privicore.domain.access.Scope;
import io.privicore.domain.directory.GroupId;
import io.privicore.domain.directory.ProvisioningClientId;
import io.privicore.domain.directory.Right;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import java.util.Optional;
import java.util.Set;

/** What can be done with provisioning clients of directories, and what those do to many users at once: groups and roles. */
public sealed interface ProvisioningCommand extends Command {

    /** How many members one command lets in, out, or gives a role. */
    int MOST_MEMBERS = 10_000;

    /** Makes a provisioning client, whose id is the command's id. Result: its token. */
    @Operation(
            value = "directory.create-provisioning-client",
            scope = Scope.DIRECTORY_WRITE,
            delegable = false,
            directory = Right.ADMINISTER)
    record CreateClient(DirectoryId directory, Name name) implements ProvisioningCommand, DirectoryOperation {}

    /** Ends a provisioning client; its token is dead at once. */
    @Operation(
            value = "directory.revoke-provisioning-client",
            scope = Scope.DIRECTORY_WRITE,
            directory = Right.ADMINISTER)
    record RevokeClient(DirectoryId directory, ProvisioningClientId client)
            implements ProvisioningCommand, DirectoryOperation {}

    /** Gives several members one role, or none of them. */
    @Operation(
            value = "directory.assign-roles",
            scope = Scope.DIRECTORY_WRITE,
            directory = Right.ADMINISTER,
            provisioning = true)
    record AssignRoles(DirectoryId directory, Set<ProfileId> profiles, Role role)
            implements ProvisioningCommand, DirectoryOperation {

        public AssignRoles {
            profiles = bounded(profiles);
        }
    }

    /** Puts members together under a name. Result: the group's id, which is the command's id. */
    @Operation(
            value = "directory.create-group",
            scope = Scope.DIRECTORY_WRITE,
            directory = Right.ADMINISTER,
            provisioning = true)
    record CreateGroup(DirectoryId directory, Name name, Optional<Name> externalId, Set<ProfileId> members)
            implements ProvisioningCommand, DirectoryOperation {

        public CreateGroup {
            members = bounded(members);
        }
    }

    /**
     * Describes a group anew, lets members in and out. Whoever is in it already stays, whoever is not leaves it as it is.
     *
     * @param only whether nobody is in it but those who join
     * @param revision what the caller has seen, where it must not have changed since
     */
    @Operation(
            value = "directory.change-group",
            scope = Scope.DIRECTORY_WRITE,
            directory = Right.ADMINISTER,
            provisioning = true)
    record ChangeGroup(
            DirectoryId directory,
            GroupId group,
            Name name,
            Optional<Name> externalId,
            boolean only,
            Set<ProfileId> joining,
            Set<ProfileId> leaving,
            Optional<Long> revision)
            implements ProvisioningCommand, DirectoryOperation {

        public ChangeGroup {
            joining = bounded(joining);
            leaving = bounded(leaving);
        }
    }

    /** Ends a group; its members stay in the directory. */
    @Operation(
            value = "directory.remove-group",
            scope = Scope.DIRECTORY_WRITE,
            directory = Right.ADMINISTER,
            provisioning = true)
    record RemoveGroup(DirectoryId directory, GroupId group, Optional<Long> revision)
            implements ProvisioningCommand, DirectoryOperation {}

    private static Set<ProfileId> bounded(Set<ProfileId> members) {
        if (members.size() > MOST_MEMBERS) {
            throw new IllegalArgumentException("Expected at most %d members at once".formatted(MOST_MEMBERS));
        }
        return Set.copyOf(members);
    }
}
