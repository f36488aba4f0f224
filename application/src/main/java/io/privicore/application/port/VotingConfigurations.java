package io.privicore.application.port;

import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.voting.VotingConfiguration;
import io.privicore.domain.voting.VotingConfigurationId;
import io.privicore.domain.voting.VotingSettings;
import java.util.List;
import java.util.Optional;

/** How profiles vote: their own way, and those that have names. Deleted ones are not found. */
public interface VotingConfigurations {

    /** By id or name; refuses with {@code VOTING_CONFIGURATION_NOT_FOUND} what is not there or somebody else's. */
    VotingConfiguration get(ProfileId owner, String nameOrId);

    Optional<VotingConfiguration> find(VotingConfigurationId id);

    /** By name. */
    List<VotingConfiguration> list(ProfileId owner);

    /** Saves state and events; refuses a name that the owner has given already, with {@code VOTING_CONFIGURATION_NAME_TAKEN}. */
    void save(Change<VotingConfiguration> change);

    /** What the profile has set, or what holds for profiles that have set nothing. */
    VotingSettings settings(ProfileId owner);

    void saveSettings(Change<VotingSettings> change);
}
