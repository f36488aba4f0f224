package io.privicore.application.port;

import io.privicore.domain.device.Device;
import io.privicore.domain.device.DeviceRole;
import io.privicore.domain.device.DeviceState;
import io.privicore.domain.directory.Member;
import io.privicore.domain.directory.MemberState;
import io.privicore.domain.directory.Right;
import io.privicore.domain.directory.VotingPool;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.voting.Voter;
import io.privicore.domain.voting.VotingConfigurationId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Voting pools in memory. */
public final class InMemoryVotingPools implements VotingPools {

    private final InMemoryDatabase database;
    private final InMemoryTable<VotingConfigurationId, VotingPool> pools;

    public InMemoryVotingPools(InMemoryDatabase database) {
        this.database = database;
        this.pools = database.table();
    }

    @Override
    public VotingPool get(DirectoryId directory, String nameOrId) {
        return called(list(directory), nameOrId)
                .orElseThrow(() -> new Refusal(
                        Reason.VOTING_CONFIGURATION_NOT_FOUND,
                        "Expected voting pool %s, but there is none".formatted(nameOrId)));
    }

    @Override
    public Optional<VotingPool> find(VotingConfigurationId id) {
        return pools.find(id).filter(pool -> !pool.removed());
    }

    @Override
    public List<VotingPool> list(DirectoryId directory) {
        return pools.all().stream()
                .filter(pool -> pool.directory().equals(directory) && !pool.removed())
                .sorted(Comparator.comparing(pool -> pool.name().value()))
                .toList();
    }

    @Override
    public Optional<VotingPool> usableBy(ProfileId member, String nameOrId) {
        return database.locked(() -> called(
                database.members.all().stream()
                        .filter(found -> found.profile().equals(member) && found.state() == MemberState.ACTIVE)
                        .flatMap(found -> list(found.directory()).stream())
                        .sorted(Comparator.comparing(VotingPool::createdAt))
                        .toList(),
                nameOrId));
    }

    @Override
    public List<Voter> voters(VotingPool pool) {
        return database.locked(() -> database.devices.all().stream()
                .filter(device ->
                        device.state() == DeviceState.ACTIVE && device.roles().contains(DeviceRole.AUTHENTICATOR))
                .filter(device -> votesIn(pool, device))
                .map(device -> new Voter(device.id(), device.owner()))
                .toList());
    }

    @Override
    public void save(Change<VotingPool> change) {
        database.appendAll(change.events());
        var pool = change.after();
        InMemoryDatabase.requireFresh(pool.revision(), pools.find(pool.id()).map(VotingPool::revision), pool.id());
        if (!pool.removed()
                && list(pool.directory()).stream()
                        .anyMatch(other ->
                                other.name().equals(pool.name()) && !other.id().equals(pool.id()))) {
            throw new Refusal(
                    Reason.VOTING_CONFIGURATION_NAME_TAKEN,
                    "Expected a name that is free, but \"%s\" is taken"
                            .formatted(pool.name().value()));
        }
        pools.put(
                pool.id(),
                new VotingPool(
                        pool.id(),
                        pool.directory(),
                        pool.name(),
                        pool.rules(),
                        pool.profiles(),
                        pool.devices(),
                        pool.removed(),
                        pool.createdAt(),
                        pool.revision() + 1));
    }

    private boolean votesIn(VotingPool pool, Device device) {
        return database.members
                .find(new InMemoryMembers.Key(pool.directory(), device.owner()))
                .filter(member -> member.state() == MemberState.ACTIVE)
                .filter(member -> isNamed(pool, device, member))
                .isPresent();
    }

    private static boolean isNamed(VotingPool pool, Device device, Member owner) {
        return pool.devices().isEmpty() && pool.profiles().isEmpty()
                ? owner.role().has(Right.ADMINISTER)
                : pool.devices().contains(device.id()) || pool.profiles().contains(owner.profile());
    }

    private static Optional<VotingPool> called(List<VotingPool> pools, String nameOrId) {
        return pools.stream()
                .filter(pool -> pool.id().toString().equals(nameOrId))
                .findFirst()
                .or(() -> pools.stream()
                        .filter(pool -> pool.name().value().equals(nameOrId))
                        .findFirst());
    }
}
