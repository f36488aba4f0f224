package io.privicore.application.port;

import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.policy.Policy;
import io.privicore.domain.policy.PolicyState;
import io.privicore.domain.voting.VotingConfigurationId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All policies. Deleted ones are not found. */
public interface Policies {

    /** By id or name; refuses with {@code POLICY_NOT_FOUND} what is not there or somebody else's. */
    Policy get(ProfileId owner, String nameOrId);

    /**
     * What may hold any of these operations of the profile, oldest first; read from the source every time, never from a cache.
     *
     * @param events the operations' wire names
     */
    List<Policy> active(ProfileId owner, Set<String> events);

    /**
     * Those that are active, oldest first; whoever else locks the owner's waits until the present unit of work has ended,
     * so that what is known of them, of who votes and how, stays as it is.
     */
    List<Policy> lock(ProfileId owner);

    /** Oldest first. */
    List<Policy> list(ProfileId owner, Optional<PolicyState> state);

    /** Whether any policy, active or not, refers to it. */
    boolean refersTo(VotingConfigurationId configuration);

    /** Saves state and events; refuses a name that the owner has given already, with {@code POLICY_NAME_TAKEN}. */
    void save(Change<Policy> change);
}
