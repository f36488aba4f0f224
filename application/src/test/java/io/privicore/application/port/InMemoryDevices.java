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
import java.util.Optional;

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
    public List<Device> storageOf(ProfileId owner) {
        return database.devices.all().stream()
                .filter(device -> device.owner().equals(owner) && isActiveStorage(device))
                .toList();
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

    static boolean isActiveStorage(Device device) {
        return device.state() == DeviceState.ACTIVE && device.roles().contains(DeviceRole.STORAGE);
    }
}
