package io.privicore.adapters.persistence.device;

import io.privicore.adapters.persistence.tx.JpaUnitOfWork;
import io.privicore.adapters.persistence.tx.Rows;
import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.port.Devices;
import io.privicore.domain.device.Device;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Devices in PostgreSQL. Each is read in one statement, which needs no transaction of its own. */
@ApplicationScoped
public class JpaDevices implements Devices {

    private static final String OF_OWNER =
            "select * from device where profile_id = ? and id = ? and state <> 'REMOVED'";

    private static final String BY_ID = "select * from device where id = ? and state <> 'REMOVED'";

    /** Each by itself, by its index, whatever the planner believes of the table. */
    private static final String BY_IDS = """
            select d.* from (select distinct id from unnest(?) as i (id)) wanted
            cross join lateral (select * from device where id = wanted.id and state <> 'REMOVED' offset 0) d
            """;

    private static final String ALL =
            "select * from device where profile_id = ? and state <> 'REMOVED' order by created_at, id";

    private static final String STORAGE = """
            select * from device where profile_id = ? and storage and state = 'ACTIVE'
            union all
            select d.* from (select distinct device_id from shared_storage where profile_id = ?) shared
            cross join lateral (
                select * from device where id = shared.device_id and storage and state = 'ACTIVE' offset 0) d
            order by created_at, id
            """;

    private static final String STORAGE_COUNTS = """
            select o.id, (
                    select count(*) from device d where d.profile_id = o.id and d.storage and d.state = 'ACTIVE')
                + (select count(distinct s.device_id) from shared_storage s
                    join device d on d.id = s.device_id and d.storage and d.state = 'ACTIVE'
                    where s.profile_id = o.id) as devices
            from unnest(?) as o (id)
            """;

    private static final String AUTHENTICATORS =
            "select * from device where profile_id = ? and authenticator and state = 'ACTIVE' order by created_at, id";

    private static final String OF_CLIENT = "select * from device where client_id = ? and state = 'ACTIVE'";

    /** A device counts to the directory that manages its owner, for good. */
    private static final String MANAGED_BY = """
            update device d set managed_by = p.managed_by from profile p
            where d.profile_id = ? and d.id = ? and p.id = d.profile_id and p.managed_by is not null
            """;

    private final JpaUnitOfWork unit;
    private final Rows rows;
    private final Sql sql;

    JpaDevices(JpaUnitOfWork unit, Rows rows, Sql sql) {
        this.unit = unit;
        this.rows = rows;
        this.sql = sql;
    }

    @Override
    public Device get(ProfileId owner, DeviceId id) {
        return sql.first(OF_OWNER, JpaDevices::device, owner.value(), id.value())
                .orElseThrow(() ->
                        new Refusal(Reason.DEVICE_NOT_FOUND, "Expected device %s, but there is none".formatted(id)));
    }

    @Override
    public Optional<Device> find(DeviceId id) {
        return sql.first(BY_ID, JpaDevices::device, id.value());
    }

    @Override
    public List<Device> find(Collection<DeviceId> ids) {
        return ids.isEmpty()
                ? List.of()
                : sql.list(BY_IDS, JpaDevices::device, (Object)
                        ids.stream().map(DeviceId::value).toArray(UUID[]::new));
    }

    @Override
    public List<Device> storageOf(ProfileId profile) {
        return sql.list(STORAGE, JpaDevices::device, profile.value(), profile.value());
    }

    @Override
    public Map<ProfileId, Integer> storageCounts(Set<ProfileId> profiles) {
        if (profiles.isEmpty()) {
            return Map.of();
        }
        return sql
                .list(
                        STORAGE_COUNTS,
                        row -> Map.entry(new ProfileId(Sql.uuid(row, "id")), row.getInt("devices")),
                        (Object) Sql.ids(profiles.stream().map(ProfileId::value).toList()))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public List<Device> authenticatorsOf(ProfileId owner) {
        return sql.list(AUTHENTICATORS, JpaDevices::device, owner.value());
    }

    @Override
    public List<Device> of(ProfileId owner) {
        return sql.list(ALL, JpaDevices::device, owner.value());
    }

    @Override
    public Optional<Device> withClientId(String clientId) {
        return sql.first(OF_CLIENT, JpaDevices::device, clientId);
    }

    @Override
    public void save(Change<Device> change) {
        unit.append(change.events());
        var device = change.after();
        rows.save(DeviceRow.from(device), device.revision());
        if (device.revision() == 0) {
            sql.update(MANAGED_BY, device.owner().value(), device.id().value());
        }
    }

    private static Device device(ResultSet row) throws SQLException {
        return DeviceRow.read(row).toDomain();
    }
}
