package io.privicore.adapters.persistence.device;

import io.privicore.domain.device.DeviceState;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads rows of devices that were not removed. They are let go at once, for they are written past the session. */
@ApplicationScoped
class DeviceRows implements PanacheRepositoryBase<DeviceRow, UUID> {

    Optional<DeviceRow> of(UUID owner, UUID id) {
        return find("profileId = ?1 and id = ?2 and state <> ?3", owner, id, DeviceState.REMOVED)
                .firstResultOptional()
                .map(this::released);
    }

    Optional<DeviceRow> byId(UUID id) {
        return find("id = ?1 and state <> ?2", id, DeviceState.REMOVED)
                .firstResultOptional()
                .map(this::released);
    }

    List<DeviceRow> byIds(List<UUID> ids) {
        return find("id in ?1 and state <> ?2", ids, DeviceState.REMOVED).stream()
                .map(this::released)
                .toList();
    }

    List<DeviceRow> storageOf(UUID owner) {
        return find("profileId = ?1 and storage and state = ?2 order by createdAt, id", owner, DeviceState.ACTIVE)
                .stream()
                .map(this::released)
                .toList();
    }

    List<DeviceRow> authenticatorsOf(UUID owner) {
        return find("profileId = ?1 and authenticator and state = ?2 order by createdAt, id", owner, DeviceState.ACTIVE)
                .stream()
                .map(this::released)
                .toList();
    }

    Optional<DeviceRow> withClientId(String clientId) {
        return find("clientId = ?1 and state = ?2", clientId, DeviceState.ACTIVE)
                .firstResultOptional()
                .map(this::released);
    }

    private DeviceRow released(DeviceRow row) {
        getEntityManager().detach(row);
        return row;
    }
}
