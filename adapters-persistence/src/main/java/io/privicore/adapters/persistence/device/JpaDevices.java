package io.privicore.adapters.persistence.device;

import io.privicore.adapters.persistence.tx.JpaUnitOfWork;
import io.privicore.adapters.persistence.tx.Rows;
import io.privicore.application.port.Devices;
import io.privicore.domain.device.Device;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Devices in PostgreSQL. */
@ApplicationScoped
public class JpaDevices implements Devices {

    private final DeviceRows devices;
    private final JpaUnitOfWork unit;
    private final Rows rows;

    JpaDevices(DeviceRows devices, JpaUnitOfWork unit, Rows rows) {
        this.devices = devices;
        this.unit = unit;
        this.rows = rows;
    }

    @Override
    public Device get(ProfileId owner, DeviceId id) {
        return unit.reading(() -> devices.of(owner.value(), id.value()).map(DeviceRow::toDomain))
                .orElseThrow(() ->
                        new Refusal(Reason.DEVICE_NOT_FOUND, "Expected device %s, but there is none".formatted(id)));
    }

    @Override
    public Optional<Device> find(DeviceId id) {
        return unit.reading(() -> devices.byId(id.value()).map(DeviceRow::toDomain));
    }

    @Override
    public List<Device> find(Collection<DeviceId> ids) {
        return unit.reading(
                () -> devices.byIds(ids.stream().map(DeviceId::value).toList()).stream()
                        .map(DeviceRow::toDomain)
                        .toList());
    }

    @Override
    public List<Device> storageOf(ProfileId owner) {
        return unit.reading(() -> devices.storageOf(owner.value()).stream()
                .map(DeviceRow::toDomain)
                .toList());
    }

    @Override
    public List<Device> authenticatorsOf(ProfileId owner) {
        return unit.reading(() -> devices.authenticatorsOf(owner.value()).stream()
                .map(DeviceRow::toDomain)
                .toList());
    }

    @Override
    public Optional<Device> withClientId(String clientId) {
        return unit.reading(() -> devices.withClientId(clientId).map(DeviceRow::toDomain));
    }

    @Override
    public void save(Change<Device> change) {
        unit.append(change.events());
        rows.save(DeviceRow.from(change.after()), change.after().revision());
    }
}
