package io.privicore.application.port;

import io.privicore.application.query.DeviceQuery.DeviceView;
import io.privicore.application.query.StorageQuery.StorageView;
import io.privicore.domain.device.Device;
import io.privicore.domain.device.DeviceRole;
import io.privicore.domain.device.DeviceState;
import io.privicore.domain.kernel.ProfileId;
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
        return database.locked(() -> devices(owner)
                .filter(device -> device.roles().contains(DeviceRole.STORAGE))
                .map(this::storage)
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

    private StorageView storage(Device device) {
        var presence = database.presences.find(device.id());
        var report = presence.map(InMemoryDevicePresences.Row::report).orElse(new DevicePresences.Report(0, 0, 0));
        long missing = database.tokens.all().stream()
                .filter(token -> token.owner().equals(device.owner()))
                .flatMap(token -> InMemoryDataTokens.present(token).stream())
                .filter(placed -> !tokens.holders(placed.ref()).contains(device.id()))
                .count();
        return new StorageView(
                view(device),
                report.capacity(),
                report.used(),
                report.items(),
                missing,
                presence.map(InMemoryDevicePresences.Row::lagging).orElse(false),
                presence.flatMap(InMemoryDevicePresences.Row::lastSyncAt),
                presence.flatMap(InMemoryDevicePresences.Row::lastSyncResult));
    }
}
