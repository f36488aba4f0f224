package io.privicore.application.port;

import io.privicore.domain.directory.VotingPool;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.voting.Voter;
import io.privicore.domain.voting.VotingConfigurationId;
import java.util.List;
import java.util.Optional;

/** The voting pools of directories. Removed ones are not found. */
public interface VotingPools {

    /** By id or name; refuses with {@code VOTING_CONFIGURATION_NOT_FOUND} what is not there. */
    VotingPool get(DirectoryId directory, String nameOrId);

    Optional<VotingPool> find(VotingConfigurationId id);

    /** By name. */
    List<VotingPool> list(DirectoryId directory);

    /** The pool by id or name, of a directory in which the profile is and not suspended; of several, the oldest. */
    Optional<VotingPool> usableBy(ProfileId member, String nameOrId);

    /** Who could vote in it now: active authenticators whose owners are in the directory and not suspended. */
    List<Voter> voters(VotingPool pool);

    /** Saves state and events; refuses a name that another pool of the directory has, with {@code VOTING_CONFIGURATION_NAME_TAKEN}. */
    void save(Change<VotingPool> change);
}
