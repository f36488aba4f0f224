package io.privicore.application.port;

import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Event;
import io.privicore.domain.kernel.ProfileId;
import java.util.List;
import java.util.function.Predicate;

/** Devices of directories in memory. */
public final class InMemoryDirectoryDevices implements DirectoryDevices {

    /** That a directory made a device for a profile, or lets it store for one. */
    record Given(DirectoryId directory, ProfileId profile, DeviceId device) {}

    private final InMemoryDatabase database;

    public InMemoryDirectoryDevices(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public void created(DirectoryId directory, ProfileId profile, DeviceId device, Event event) {
        database.append(event);
        database.createdDevices.put(new Given(directory, profile, device), true);
    }

    @Override
    public List<DeviceId> createdFor(DirectoryId directory, ProfileId profile) {
        return devices(
                database.createdDevices,
                given -> given.directory().equals(directory) && given.profile().equals(profile));
    }

    @Override
    public boolean share(DirectoryId directory, ProfileId profile, DeviceId device, Event event) {
        boolean added = database.sharedStorage.add(new Given(directory, profile, device), true);
        if (added) {
            database.append(event);
        }
        return added;
    }

    @Override
    public boolean unshare(DirectoryId directory, ProfileId profile, DeviceId device, Event event) {
        boolean removed = database.sharedStorage
                .remove(new Given(directory, profile, device))
                .isPresent();
        if (removed) {
            database.append(event);
        }
        return removed;
    }

    @Override
    public List<DeviceId> sharedWith(DirectoryId directory, ProfileId profile) {
        return devices(
                database.sharedStorage,
                given -> given.directory().equals(directory) && given.profile().equals(profile));
    }

    @Override
    public List<Shared> lentBy(ProfileId owner) {
        return database.sharedStorage.entries().stream()
                .map(java.util.Map.Entry::getKey)
                .filter(given -> new InMemoryDevices(database)
                        .find(given.device())
                        .filter(device -> device.owner().equals(owner))
                        .isPresent())
                .map(given -> new Shared(given.directory(), given.profile(), given.device()))
                .toList();
    }

    @Override
    public boolean stores(ProfileId profile, DeviceId device) {
        return database.sharedStorage.entries().stream()
                .map(java.util.Map.Entry::getKey)
                .anyMatch(given ->
                        given.profile().equals(profile) && given.device().equals(device));
    }

    private List<DeviceId> devices(InMemoryTable<Given, Boolean> table, Predicate<Given> condition) {
        return table.entries().stream()
                .map(java.util.Map.Entry::getKey)
                .filter(condition)
                .map(Given::device)
                .filter(device -> new InMemoryDevices(database).find(device).isPresent())
                .toList();
    }
}
