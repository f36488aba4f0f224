package io.privicore.application.port;

import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.voting.VotingConfiguration;
import io.privicore.domain.voting.VotingConfigurationId;
import io.privicore.domain.voting.VotingSettings;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Voting configurations and settings in memory. */
public final class InMemoryVotingConfigurations implements VotingConfigurations {

    private final InMemoryDatabase database;
    private final InMemoryTable<VotingConfigurationId, VotingConfiguration> configurations;
    private final InMemoryTable<ProfileId, VotingSettings> settings;

    public InMemoryVotingConfigurations(InMemoryDatabase database) {
        this.database = database;
        this.configurations = database.table();
        this.settings = database.table();
    }

    @Override
    public VotingConfiguration get(ProfileId owner, String nameOrId) {
        var own = list(owner);
        return own.stream()
                .filter(configuration -> configuration.id().toString().equals(nameOrId))
                .findFirst()
                .or(() -> own.stream()
                        .filter(configuration -> configuration.name().value().equals(nameOrId))
                        .findFirst())
                .orElseThrow(() -> new Refusal(
                        Reason.VOTING_CONFIGURATION_NOT_FOUND,
                        "Expected voting configuration %s, but there is none".formatted(nameOrId)));
    }

    @Override
    public Optional<VotingConfiguration> find(VotingConfigurationId id) {
        return configurations.find(id).filter(configuration -> !configuration.deleted());
    }

    @Override
    public List<VotingConfiguration> list(ProfileId owner) {
        return configurations.all().stream()
                .filter(configuration -> configuration.owner().equals(owner) && !configuration.deleted())
                .sorted(Comparator.comparing(
                        configuration -> configuration.name().value()))
                .toList();
    }

    @Override
    public void save(Change<VotingConfiguration> change) {
        database.appendAll(change.events());
        var configuration = change.after();
        InMemoryDatabase.requireFresh(
                configuration.revision(),
                configurations.find(configuration.id()).map(VotingConfiguration::revision),
                configuration.id());
        if (!configuration.deleted()) {
            requireFreeName(configuration);
        }
        configurations.put(
                configuration.id(),
                new VotingConfiguration(
                        configuration.id(),
                        configuration.owner(),
                        configuration.name(),
                        configuration.strategy(),
                        configuration.timeLimit(),
                        configuration.voters(),
                        configuration.quorumSize(),
                        configuration.attempts(),
                        configuration.deleted(),
                        configuration.createdAt(),
                        configuration.revision() + 1));
    }

    @Override
    public VotingSettings settings(ProfileId owner) {
        return settings.find(owner).orElseGet(() -> VotingSettings.defaultOf(owner));
    }

    @Override
    public void saveSettings(Change<VotingSettings> change) {
        database.appendAll(change.events());
        var after = change.after();
        InMemoryDatabase.requireFresh(
                after.revision(), settings.find(after.owner()).map(VotingSettings::revision), after.owner());
        settings.put(after.owner(), new VotingSettings(after.owner(), after.rules(), after.revision() + 1));
    }

    private void requireFreeName(VotingConfiguration configuration) {
        if (list(configuration.owner()).stream()
                .anyMatch(other ->
                        other.name().equals(configuration.name()) && !other.id().equals(configuration.id()))) {
            throw new Refusal(
                    Reason.VOTING_CONFIGURATION_NAME_TAKEN,
                    "Expected a name that is free, but \"%s\" is taken"
                            .formatted(configuration.name().value()));
        }
    }
}
