package io.privicore.application.directory;

import static io.privicore.domain.kernel.Reason.DIRECTORY_FORBIDDEN;
import static io.privicore.domain.kernel.Reason.DIRECTORY_NOT_FOUND;

import io.privicore.application.command.DirectoryOperation;
import io.privicore.application.command.Operation;
import io.privicore.application.port.Members;
import io.privicore.application.port.ProvisioningClients;
import io.privicore.domain.directory.Member;
import io.privicore.domain.directory.ProvisioningClient;
import io.privicore.domain.directory.ProvisioningClientId;
import io.privicore.domain.directory.Right;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Refusal;

/** What somebody is in a directory at this moment, and whether that is enough. */
public final class Standing {

    private final Members members;
    private final ProvisioningClients clients;

    public Standing(Members members, ProvisioningClients clients) {
        this.members = members;
        this.clients = clients;
    }

    /**
     * Holds whoever calls an operation against what it declares. Whoever is not in the directory cannot tell it from none:
     * {@code DIRECTORY_NOT_FOUND}; whose role is too small is told so: {@code DIRECTORY_FORBIDDEN}.
     */
    public void require(ProfileId caller, Operation declared, DirectoryOperation operation) {
        require(roleOf(operation.directory(), caller), caller, declared, operation);
    }

    /** The same for a provisioning client that was found a moment ago. */
    public void require(ProvisioningClient client, Operation declared, DirectoryOperation operation) {
        if (!client.directory().equals(operation.directory())) {
            throw notFound(operation.directory());
        }
        require(ProvisioningClient.ROLE, client.id().asActor(), declared, operation);
    }

    private static void require(Role role, ProfileId caller, Operation declared, DirectoryOperation operation) {
        boolean own =
                declared.ownToo() && operation.about().filter(caller::equals).isPresent();
        if (!own && !role.has(declared.directory())) {
            throw new Refusal(
                    DIRECTORY_FORBIDDEN,
                    "Expected a role in directory %s that allows %s, but \"%s\" does not"
                            .formatted(operation.directory(), declared.value(), role.wire()));
        }
    }

    /** For what only some calls of an operation ask; refuses with {@code DIRECTORY_FORBIDDEN} whoever does not own it. */
    void requireOwner(DirectoryId directory, ProfileId caller) {
        var role = roleOf(directory, caller);
        if (!role.has(Right.OWN)) {
            throw new Refusal(
                    DIRECTORY_FORBIDDEN,
                    "Expected the owner of directory %s, who alone says what needs whose vote, but \"%s\" is not"
                            .formatted(directory, role.wire()));
        }
    }

    /** A member whom the caller's role suffices to act on, or the caller itself; refuses with {@code DIRECTORY_FORBIDDEN}. */
    Member governed(DirectoryId directory, ProfileId profile, ProfileId caller) {
        var member = members.get(directory, profile);
        if (!profile.equals(caller)) {
            member.requireGovernedBy(roleOf(directory, caller));
        }
        return member;
    }

    /** The same for a caller whose role is known already. */
    Member governed(DirectoryId directory, ProfileId profile, ProfileId caller, Role role) {
        var member = members.get(directory, profile);
        if (!profile.equals(caller)) {
            member.requireGovernedBy(role);
        }
        return member;
    }

    /** The role of a member, or what a provisioning client is: read from the source every time. */
    Role roleOf(DirectoryId directory, ProfileId actor) {
        return members.role(directory, actor)
                .or(() ->
                        clients.find(directory, ProvisioningClientId.of(actor)).map(_ -> ProvisioningClient.ROLE))
                .orElseThrow(() -> notFound(directory));
    }

    private static Refusal notFound(DirectoryId directory) {
        return new Refusal(DIRECTORY_NOT_FOUND, "Expected directory %s, but there is none".formatted(directory));
    }
}
