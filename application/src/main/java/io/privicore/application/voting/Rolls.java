package io.privicore.application.voting;

import io.privicore.application.port.Devices;
import io.privicore.application.port.VotingConfigurations;
import io.privicore.application.port.VotingPools;
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
    private final VotingPools pools;

    public Rolls(Devices devices, VotingConfigurations configurations, VotingPools pools) {
        this.devices = devices;
        this.configurations = configurations;
        this.pools = pools;
    }

    /**
     * Rules and voters of a poll that would be opened now.
     *
     * @param known the voters' devices, where they were read to find them; else none
     */
    public record Roll(VotingRules rules, List<Voter> voters, List<Device> known) {

        public Roll {
            voters = List.copyOf(voters);
            known = List.copyOf(known);
        }

        /** A roll of devices that nothing else is known of. */
        Roll(VotingRules rules, List<Voter> voters) {
            this(rules, voters, List.of());
        }

        static Roll of(VotingRules rules, List<Device> devices) {
            var voters = devices.stream()
                    .map(device -> new Voter(device.id(), device.owner()))
                    .toList();
            return new Roll(rules, voters, devices);
        }

        public Roll without(Set<DeviceId> skipped) {
            return new Roll(
                    rules,
                    voters.stream()
                            .filter(voter -> !skipped.contains(voter.device()))
                            .toList(),
                    known);
        }
    }

    /** The profile's own way, or that of a configuration or of a voting pool; one that is gone has no voters. */
    public Roll of(ProfileId profile, Optional<VotingConfigurationId> configuration) {
        var own = configurations.settings(profile).rules();
        if (configuration.isEmpty()) {
            return Roll.of(own, voters(profile, Set.of()));
        }
        return configurations
                .find(configuration.get())
                .map(found -> of(found, own))
                .or(() -> pools.find(configuration.get()).map(pool -> new Roll(pool.rules(), pools.voters(pool))))
                .orElseGet(() -> new Roll(own, List.of()));
    }

    public Roll of(VotingConfiguration configuration) {
        return of(configuration, configurations.settings(configuration.owner()).rules());
    }

    private Roll of(VotingConfiguration configuration, VotingRules profileWide) {
        return Roll.of(configuration.rules(profileWide), voters(configuration.owner(), configuration.voters()));
    }

    /** Those of the wanted devices that are authenticators now; all of them where none is named. */
    private List<Device> voters(ProfileId owner, Set<DeviceId> wanted) {
        return devices.authenticatorsOf(owner).stream()
                .filter(device -> wanted.isEmpty() || wanted.contains(device.id()))
                .toList();
    }
}
