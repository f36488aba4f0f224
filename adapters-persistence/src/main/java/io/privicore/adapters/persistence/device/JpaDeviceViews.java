package io.privicore.adapters.persistence.device;

import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.port.DeviceViews;
import io.privicore.application.query.DeviceQuery.DeviceView;
import io.privicore.application.query.StorageQuery.StorageView;
import io.privicore.domain.kernel.ProfileId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Lists of devices in PostgreSQL, each one statement. */
@ApplicationScoped
public class JpaDeviceViews implements DeviceViews {

    private static final String OF_PROFILE = "select " + DeviceViewRow.COLUMNS + """
            from device d left join device_presence p on p.profile_id = d.profile_id and p.device_id = d.id
            where d.profile_id = ? and d.state <> 'REMOVED'
            order by d.created_at, d.id
            """;

    /** Counts what should be held once for all devices, and what is held by going through each device's replicas. */
    private static final String STORAGE = "select " + DeviceViewRow.COLUMNS + """
                , coalesce(p.capacity, 0) as capacity, coalesce(p.used, 0) as used, coalesce(p.items, 0) as items,
                coalesce(p.lagging, false) as lagging, p.last_sync_at, p.last_sync_result,
                expected.versions - (
                    select count(*) from replica r
                    join placement v on v.profile_id = r.profile_id and v.ref = r.ref and v.state = 'PRESENT'
                    where r.device_id = d.id) as missing
            from device d
            left join device_presence p on p.profile_id = d.profile_id and p.device_id = d.id
            cross join (
                select count(*) as versions from placement where profile_id = ? and state = 'PRESENT') expected
            where d.profile_id = ? and d.storage and d.state <> 'REMOVED'
            order by d.created_at, d.id
            """;

    private final Sql sql;

    JpaDeviceViews(Sql sql) {
        this.sql = sql;
    }

    @Override
    public List<DeviceView> ofProfile(ProfileId owner) {
        return sql.list(OF_PROFILE, DeviceViewRow::view, owner.value());
    }

    @Override
    public List<StorageView> storageOf(ProfileId owner) {
        return sql.list(STORAGE, JpaDeviceViews::storage, owner.value(), owner.value());
    }

    private static StorageView storage(ResultSet row) throws SQLException {
        return new StorageView(
                DeviceViewRow.view(row),
                row.getLong("capacity"),
                row.getLong("used"),
                row.getLong("items"),
                row.getLong("missing"),
                row.getBoolean("lagging"),
                Optional.ofNullable(Sql.instant(row, "last_sync_at")),
                Optional.ofNullable(row.getString("last_sync_result")));
    }
}
