package io.privicore.application.voting;

import io.privicore.application.port.Devices;
import io.privicore.application.port.VotingConfigurations;
import io.privicore.domain.device.Device;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.voting.Voter;
import io.privicore.domain.voting.VotingConfiguration;
import io.privicore.domain.voting.VotingConfigurationId;
import io.privicore.domain.voting.VotingRules;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who votes, and how, at this moment. */
public final class Rolls {

    private final Devices devices;
    private final VotingConfigurations configurations;

    public Rolls(Devices devices, VotingConfigurations configurations) {
        this.devices = devices;
        this.configurations = configurations;
    }

    /** Rules and voters of a poll that would be opened now. */
    public record Roll(VotingRules rules, List<Voter> voters) {

        public Roll {
            voters = List.copyOf(voters);
        }

        public Roll without(Set<DeviceId> skipped) {
            return new Roll(
                    rules,
                    voters.stream()
                            .filter(voter -> !skipped.contains(voter.device()))
                            .toList());
        }
    }

    /** The profile's own way, or that of a configuration; a configuration that is gone has no voters. */
    public Roll of(ProfileId profile, Optional<VotingConfigurationId> configuration) {
        var own = configurations.settings(profile).rules();
        if (configuration.isEmpty()) {
            return new Roll(own, voters(profile, Set.of()));
        }
        return configurations
                .find(configuration.get())
                .map(found -> of(found, own))
                .orElseGet(() -> new Roll(own, List.of()));
    }

    public Roll of(VotingConfiguration configuration) {
        return of(configuration, configurations.settings(configuration.owner()).rules());
    }

    private Roll of(VotingConfiguration configuration, VotingRules profileWide) {
        return new Roll(configuration.rules(profileWide), voters(configuration.owner(), configuration.voters()));
    }

    /** Those of the wanted devices that are authenticators now; all of them where none is named. */
    private List<Voter> voters(ProfileId owner, Set<DeviceId> wanted) {
        return devices.authenticatorsOf(owner).stream()
                .map(Device::id)
                .filter(device -> wanted.isEmpty() || wanted.contains(device))
                .map(device -> new Voter(device, owner))
                .toList();
    }
}
