package io.privicore.application.port;

import io.privicore.domain.device.Device;
import io.privicore.domain.device.DeviceRole;
import io.privicore.domain.device.DeviceState;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Devices in memory. */
public final class InMemoryDevices implements Devices {

    private final InMemoryDatabase database;

    public InMemoryDevices(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public Device get(ProfileId owner, DeviceId id) {
        return find(id).filter(device -> device.owner().equals(owner))
                .orElseThrow(() ->
                        new Refusal(Reason.DEVICE_NOT_FOUND, "Expected device %s, but there is none".formatted(id)));
    }

    @Override
    public Optional<Device> find(DeviceId id) {
        return database.devices.find(id).filter(device -> device.state() != DeviceState.REMOVED);
    }

    @Override
    public List<Device> find(Collection<DeviceId> ids) {
        return ids.stream().distinct().map(this::find).flatMap(Optional::stream).toList();
    }

    @Override
    public List<Device> of(ProfileId owner) {
        return database.devices.all().stream()
                .filter(device -> device.owner().equals(owner) && device.state() != DeviceState.REMOVED)
                .toList();
    }

    @Override
    public List<Device> storageOf(ProfileId profile) {
        return database.devices.all().stream()
                .filter(device -> isActiveStorage(device) && stores(database, profile, device))
                .toList();
    }

    @Override
    public Map<ProfileId, Integer> storageCounts(Set<ProfileId> profiles) {
        return profiles.stream().collect(Collectors.toMap(profile -> profile, profile -> storageOf(profile)
                .size()));
    }

    @Override
    public List<Device> authenticatorsOf(ProfileId owner) {
        return database.devices.all().stream()
                .filter(device -> device.owner().equals(owner)
                        && device.state() == DeviceState.ACTIVE
                        && device.roles().contains(DeviceRole.AUTHENTICATOR))
                .toList();
    }

    @Override
    public Optional<Device> withClientId(String clientId) {
        return database.devices.all().stream()
                .filter(device -> device.state() == DeviceState.ACTIVE
                        && device.credentials()
                                .filter(credentials -> credentials.clientId().equals(clientId))
                                .isPresent())
                .findFirst();
    }

    @Override
    public void save(Change<Device> change) {
        database.appendAll(change.events());
        var device = change.after();
        InMemoryDatabase.requireFresh(
                device.revision(), database.devices.find(device.id()).map(Device::revision), device.id());
        database.devices.put(
                device.id(),
                new Device(
                        device.id(),
                        device.owner(),
                        device.name(),
                        device.state(),
                        device.roles(),
                        device.keys(),
                        device.credentials(),
                        device.meta(),
                        device.createdAt(),
                        device.revision() + 1));
    }

    /** Whether the device is the profile's, or a directory lets it store for the profile. */
    static boolean stores(InMemoryDatabase database, ProfileId profile, Device device) {
        return device.owner().equals(profile)
                || database.sharedStorage.entries().stream()
                        .map(Map.Entry::getKey)
                        .anyMatch(shared -> shared.profile().equals(profile)
                                && shared.device().equals(device.id()));
    }

    static boolean isActiveStorage(Device device) {
        return device.state() == DeviceState.ACTIVE && device.roles().contains(DeviceRole.STORAGE);
    }
}
