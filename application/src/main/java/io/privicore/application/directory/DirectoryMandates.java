package io.privicore.application.directory;

import static io.privicore.domain.kernel.Reason.POLICY_DENIED;

import io.privicore.application.policy.Mandates;
import io.privicore.application.port.Directories;
import io.privicore.application.port.ProvisioningClients;
import io.privicore.application.port.VotingPools;
import io.privicore.domain.directory.Directory;
import io.privicore.domain.directory.ProvisioningClientId;
import io.privicore.domain.directory.VotingPool;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.policy.Conditions;
import io.privicore.domain.policy.Policy;
import io.privicore.domain.policy.PolicyId;
import io.privicore.domain.policy.PolicyState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The mandates in the meta of directories. Where a pool that a mandate names is not there, what it was to guard stays
 * shut.
 */
public final class DirectoryMandates implements Mandates {

    private static final String TEMPLATE = "directory";

    private final Directories directories;
    private final ProvisioningClients clients;
    private final VotingPools pools;

    public DirectoryMandates(Directories directories, ProvisioningClients clients, VotingPools pools) {
        this.directories = directories;
        this.clients = clients;
        this.pools = pools;
    }

    @Override
    public Mandated of(ProfileId member, Set<String> events, Optional<DirectoryId> directory) {
        List<Policy> always = new ArrayList<>();
        List<Policy> beside = new ArrayList<>();
        for (var having : having(member, directory)) {
            var mandate = having.settings().mandate();
            if (!mandate.concerns(events)) {
                continue;
            }
            var all = pools.list(having.id());
            if (mandate.everywhere()) {
                all.forEach(pool -> beside.add(policy(having, pool, events)));
            }
            mandate.pools().forEach((nameOrId, operations) -> {
                var mandated = events.stream().filter(operations::contains).collect(Collectors.toSet());
                if (!mandated.isEmpty()) {
                    always.add(policy(having, pool(having, nameOrId, all), mandated));
                }
            });
        }
        return new Mandated(always, beside);
    }

    /** Only the one it is about, where it is about one. A provisioning client is a member of none, and bound by its own. */
    private List<Directory> having(ProfileId actor, Optional<DirectoryId> directory) {
        return directory
                .filter(about ->
                        clients.find(about, ProvisioningClientId.of(actor)).isPresent())
                .map(about -> List.of(directories.get(about)))
                .orElseGet(() -> directories.mandating(actor).stream()
                        .filter(having -> directory
                                .filter(about -> !about.equals(having.id()))
                                .isEmpty())
                        .toList());
    }

    private static VotingPool pool(Directory directory, String nameOrId, List<VotingPool> pools) {
        return Pools.called(nameOrId, pools)
                .orElseThrow(() -> new Refusal(
                        POLICY_DENIED,
                        "Expected a voting pool \"%s\" of directory %s, but there is none"
                                .formatted(nameOrId, directory.id())));
    }

    /** Named as voters will read it, within the length of a name. */
    private static Name nameOf(Directory directory, VotingPool pool) {
        var name =
                "%s of %s".formatted(pool.name().value(), directory.shortName().value());
        return new Name(name.length() <= Name.MAX ? name : name.substring(0, Name.MAX));
    }

    private static Policy policy(Directory directory, VotingPool pool, Set<String> events) {
        return new Policy(
                new PolicyId(pool.id().value()),
                directory.owner(),
                nameOf(directory, pool),
                TEMPLATE,
                events,
                Conditions.NONE,
                false,
                Optional.of(pool.id()),
                PolicyState.ACTIVE,
                pool.createdAt(),
                pool.revision());
    }
}
