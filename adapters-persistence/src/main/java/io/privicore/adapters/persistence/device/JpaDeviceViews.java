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

    /**
     * Goes through what the profile should have stored once, and once through what it has: never through what a device holds
     * of others.
     */
    private static final String STORAGE = """
            with mine as materialized (
                select id from device where profile_id = ?
                union select device_id from shared_storage where profile_id = ?),
            expected as materialized (
                select count(*) as versions from placement where profile_id = ? and state = 'PRESENT'),
            held as materialized (
                select r.device_id, count(*) as versions, sum(v.size) as bytes, sum(length(v.digests) / 32) as chunks
                from replica r join placement v on v.profile_id = r.profile_id and v.ref = r.ref and v.state = 'PRESENT'
                where r.profile_id = ? group by r.device_id)
            select\s""" + DeviceViewRow.COLUMNS + """
                , d.profile_id <> ? as shared, coalesce(p.capacity, 0) as capacity,
                coalesce(p.used, 0) as used, coalesce(p.items, 0) as items,
                coalesce(h.bytes, 0) as own_bytes, coalesce(h.chunks, 0) as own_chunks,
                coalesce(p.lagging, false) as lagging, p.last_sync_at, p.last_sync_result,
                coalesce((
                        select (select count(*) from placement v
                            where v.profile_id = e.profile_id and v.state = 'PRESENT' and v.sealed_at > e.ended_at)
                        from ended_storage e where e.profile_id = ? and e.device_id = d.id), expected.versions)
                    - coalesce(h.versions, 0) as missing
            from mine join device d on d.id = mine.id and d.storage and d.state <> 'REMOVED'
            left join device_presence p on p.profile_id = d.profile_id and p.device_id = d.id
            left join held h on h.device_id = d.id
            cross join expected
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
    public List<StorageView> storageOf(ProfileId profile) {
        var id = profile.value();
        return sql.list(STORAGE, JpaDeviceViews::storage, id, id, id, id, id, id);
    }

    private static StorageView storage(ResultSet row) throws SQLException {
        boolean shared = row.getBoolean("shared");
        var device = DeviceViewRow.view(row);
        return new StorageView(
                shared ? device.asShared() : device,
                row.getLong("capacity"),
                row.getLong(shared ? "own_bytes" : "used"),
                row.getLong(shared ? "own_chunks" : "items"),
                row.getLong("missing"),
                row.getBoolean("lagging"),
                Optional.ofNullable(Sql.instant(row, "last_sync_at")),
                Optional.ofNullable(row.getString("last_sync_result")),
                shared);
    }
}
