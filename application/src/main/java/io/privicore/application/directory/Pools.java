package io.privicore.application.directory;

import static io.privicore.domain.kernel.Reason.DIRECTORY_SETTINGS_MALFORMED;
import static io.privicore.domain.kernel.Reason.VOTING_CONFIGURATION_IN_USE;
import static io.privicore.domain.kernel.Reason.VOTING_CONFIGURATION_TOO_MANY;

import io.privicore.application.command.DirectoryCommand.CreateVotingPool;
import io.privicore.application.command.DirectoryCommand.RemoveVotingPool;
import io.privicore.application.pipeline.Invocation;
import io.privicore.application.pipeline.Outcome;
import io.privicore.application.policy.PolicyTemplates;
import io.privicore.application.port.Directories;
import io.privicore.application.port.Policies;
import io.privicore.application.port.Tokens;
import io.privicore.application.port.VotingPools;
import io.privicore.domain.directory.Directory;
import io.privicore.domain.directory.Mandate;
import io.privicore.domain.directory.VotingPool;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.voting.VotingConfigurationId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The voting pools of directories, and what may be mandated with them. */
public final class Pools {

    /** How many pools a directory may have. */
    static final int MOST = 100;

    private final VotingPools pools;
    private final Directories directories;
    private final Policies policies;
    private final Standing standing;
    private final Tokens tokens;

    public Pools(VotingPools pools, Directories directories, Policies policies, Standing standing, Tokens tokens) {
        this.pools = pools;
        this.directories = directories;
        this.policies = policies;
        this.standing = standing;
        this.tokens = tokens;
    }

    Outcome create(Invocation in, CreateVotingPool command) {
        if (pools.list(command.directory()).size() >= MOST) {
            throw new Refusal(
                    VOTING_CONFIGURATION_TOO_MANY,
                    "Expected at most %d voting pools of a directory, but there are as many already".formatted(MOST));
        }
        var directory = directories.get(command.directory());
        requireMayChangeWhoIsAsked(in, directory);
        var created = VotingPool.create(
                new VotingConfigurationId(tokens.id()),
                command.directory(),
                directory.owner(),
                command.name(),
                command.rules(),
                command.profiles(),
                command.devices(),
                in.at());
        created.after().rules().requireReachableBy(pools.voters(created.after()).size());
        pools.save(created);
        return Outcome.made(created.after().id());
    }

    Outcome remove(Invocation in, RemoveVotingPool command) {
        var pool = pools.get(command.directory(), command.nameOrId());
        var directory = directories.get(command.directory());
        requireMayChangeWhoIsAsked(in, directory);
        if (policies.refersTo(pool.id())
                || isMandated(pool, directory.settings().mandate())) {
            throw new Refusal(
                    VOTING_CONFIGURATION_IN_USE,
                    "Expected voting pool %s to be in no use, but a policy or a mandate needs it".formatted(pool.id()));
        }
        pools.save(pool.remove(directory.owner()));
        return Outcome.done();
    }

    /** Where every pool binds every member, another pool is another mandate. */
    private void requireMayChangeWhoIsAsked(Invocation in, Directory directory) {
        if (directory.settings().mandate().everywhere()) {
            standing.requireOwner(directory.id(), in.profile());
        }
    }

    List<VotingPool> list(DirectoryId directory) {
        return pools.list(directory);
    }

    /**
     * Refuses with {@code DIRECTORY_SETTINGS_MALFORMED} a mandate that names a pool or an operation there is none of, and with
     * {@code VOTING_UNREACHABLE} one whose pool could not decide now.
     */
    void requireSound(DirectoryId directory, Mandate mandate) {
        mandate.pools().forEach((nameOrId, operations) -> {
            requireKnown(operations);
            var pool = find(directory, nameOrId);
            pool.rules().requireReachableBy(pools.voters(pool).size());
        });
    }

    private VotingPool find(DirectoryId directory, String nameOrId) {
        return called(nameOrId, pools.list(directory))
                .orElseThrow(() -> new Refusal(
                        DIRECTORY_SETTINGS_MALFORMED,
                        "Expected voting pools of directory %s in policy.mandatory, but \"%s\" is none"
                                .formatted(directory, nameOrId)));
    }

    private static void requireKnown(Set<String> operations) {
        operations.stream()
                .filter(operation -> !PolicyTemplates.know(operation))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new Refusal(
                            DIRECTORY_SETTINGS_MALFORMED,
                            "Expected events of templates in policy.mandatory, but \"%s\" is none".formatted(unknown));
                });
    }

    private static boolean isMandated(VotingPool pool, Mandate mandate) {
        return mandate.pools().keySet().stream().anyMatch(nameOrId -> isCalled(pool, nameOrId));
    }

    /** Which one of a directory's pools is meant: none takes the place of another by the other's id for a name. */
    static Optional<VotingPool> called(String nameOrId, List<VotingPool> pools) {
        return pools.stream()
                .filter(pool -> pool.id().toString().equals(nameOrId))
                .findFirst()
                .or(() ->
                        pools.stream().filter(pool -> isCalled(pool, nameOrId)).findFirst());
    }

    private static boolean isCalled(VotingPool pool, String nameOrId) {
        return pool.id().toString().equals(nameOrId) || pool.name().value().equals(nameOrId);
    }
}
