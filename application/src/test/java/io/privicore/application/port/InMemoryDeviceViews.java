package io.privicore.application.port;

import io.privicore.application.port.Placements.PlacementState;
import io.privicore.application.query.DeviceQuery.DeviceView;
import io.privicore.application.query.StorageQuery.StorageView;
import io.privicore.domain.device.Device;
import io.privicore.domain.device.DeviceRole;
import io.privicore.domain.device.DeviceState;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.token.Placement;
import java.util.List;
import java.util.stream.Stream;

/** Lists of devices in memory. */
public final class InMemoryDeviceViews implements DeviceViews {

    private final InMemoryDatabase database;
    private final InMemoryDataTokens tokens;

    public InMemoryDeviceViews(InMemoryDatabase database) {
        this.database = database;
        this.tokens = new InMemoryDataTokens(database);
    }

    @Override
    public List<DeviceView> ofProfile(ProfileId owner) {
        return database.locked(() -> devices(owner).map(this::view).toList());
    }

    @Override
    public List<StorageView> storageOf(ProfileId owner) {
        return database.locked(() -> database.devices.all().stream()
                .filter(device -> device.state() != DeviceState.REMOVED
                        && device.roles().contains(DeviceRole.STORAGE)
                        && InMemoryDevices.stores(database, owner, device))
                .map(device -> storage(owner, device))
                .toList());
    }

    private Stream<Device> devices(ProfileId owner) {
        return database.devices.all().stream()
                .filter(device -> device.owner().equals(owner) && device.state() != DeviceState.REMOVED);
    }

    private DeviceView view(Device device) {
        var presence = database.presences.find(device.id());
        return new DeviceView(
                device.id(),
                device.name().value(),
                device.state(),
                device.roles(),
                presence.map(InMemoryDevicePresences.Row::online).orElse(false),
                presence.flatMap(InMemoryDevicePresences.Row::seenAt),
                device.keys().map(keys -> keys.sealing().hex()),
                device.meta(),
                device.createdAt());
    }

    private StorageView storage(ProfileId profile, Device device) {
        var presence = database.presences.find(device.id());
        var report = presence.map(InMemoryDevicePresences.Row::report).orElse(new DevicePresences.Report(0, 0, 0));
        boolean shared = !device.owner().equals(profile);
        var expected = database.placements.all().stream()
                .filter(placed -> placed.owner().equals(profile)
                        && placed.state() == PlacementState.PRESENT
                        && InMemoryStocks.isAfterTheEnd(database, device.id(), placed))
                .map(InMemoryDataTokens.Placed::placement)
                .toList();
        var held = expected.stream()
                .filter(placed -> tokens.holders(placed.ref()).contains(device.id()))
                .toList();
        return new StorageView(
                shared ? view(device).asShared() : view(device),
                report.capacity(),
                shared ? held.stream().mapToLong(Placement::size).sum() : report.used(),
                shared ? held.stream().mapToLong(Placement::chunks).sum() : report.items(),
                expected.size() - held.size(),
                presence.map(InMemoryDevicePresences.Row::lagging).orElse(false),
                presence.flatMap(InMemoryDevicePresences.Row::lastSyncAt),
                presence.flatMap(InMemoryDevicePresences.Row::lastSyncResult),
                shared);
    }
}
