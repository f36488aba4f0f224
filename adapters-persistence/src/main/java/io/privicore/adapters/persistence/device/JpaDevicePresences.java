package io.privicore.adapters.persistence.device;

import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.port.DevicePresences;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Presence of devices in PostgreSQL; every piece of news is one statement. */
@ApplicationScoped
public class JpaDevicePresences implements DevicePresences {

    /** Keeps in the row itself whether the device was online, for the statement to answer it. */
    private static final String SEEN = """
            insert into device_presence as p (profile_id, device_id, online, was_online, seen_at, capacity, used, items)
            values (?, ?, true, false, ?, ?, ?, ?)
            on conflict (profile_id, device_id) do update set
                was_online = p.online, online = true, seen_at = excluded.seen_at,
                capacity = excluded.capacity, used = excluded.used, items = excluded.items
            where p.seen_at is null or p.seen_at <= excluded.seen_at
            returning was_online
            """;

    private static final String SWEEP = """
            update device_presence set online = false where online and seen_at < ? returning profile_id, device_id
            """;

    private static final String MARK = """
            insert into device_presence as p (profile_id, device_id, online, was_online, lagging, lagging_since)
            values (?, ?, false, false, true, ?)
            on conflict (profile_id, device_id) do update set lagging = true, lagging_since = excluded.lagging_since
            where not p.lagging
            """;

    private static final String SYNCED = """
            update device_presence set last_sync_at = ?, last_sync_result = ?, lagging = lagging and not ?
            where device_id = ?
            """;

    private static final String UNPROVEN = """
            update device_presence p set proven_at = ?
            from (
                select o.profile_id, o.device_id from device_presence o
                join device d on d.profile_id = o.profile_id and d.id = o.device_id and d.storage and d.state = 'ACTIVE'
                where o.online and (o.proven_at is null or o.proven_at <= ?)
                order by o.proven_at nulls first limit ? for update of o skip locked) due
            where p.profile_id = due.profile_id and p.device_id = due.device_id
            returning p.device_id
            """;

    private final Sql sql;

    JpaDevicePresences(Sql sql) {
        this.sql = sql;
    }

    @Override
    public boolean seen(ProfileId owner, DeviceId device, Report report, Instant at) {
        return sql.first(
                        SEEN,
                        row -> !row.getBoolean("was_online"),
                        owner.value(),
                        device.value(),
                        at,
                        report.capacity(),
                        report.used(),
                        report.items())
                .orElse(false);
    }

    @Override
    public List<Quiet> sweep(Instant quietSince) {
        return sql.list(
                SWEEP,
                row -> new Quiet(new ProfileId(Sql.uuid(row, "profile_id")), new DeviceId(Sql.uuid(row, "device_id"))),
                quietSince);
    }

    @Override
    public void gone(DeviceId device) {
        sql.update("update device_presence set online = false where device_id = ? and online", device.value());
    }

    @Override
    public boolean markLagging(ProfileId owner, DeviceId device, Instant at) {
        return sql.update(MARK, owner.value(), device.value(), at) > 0;
    }

    @Override
    public List<DeviceId> online(List<DeviceId> devices) {
        return sql.list(
                "select device_id from device_presence where device_id = any(?) and online",
                row -> new DeviceId(Sql.uuid(row, "device_id")),
                (Object) Sql.ids(devices.stream().map(DeviceId::value).toList()));
    }

    @Override
    public List<DeviceId> ready(List<DeviceId> devices) {
        var ready = new HashSet<UUID>(sql.list(
                "select device_id from device_presence where device_id = any(?) and online and not lagging",
                row -> Sql.uuid(row, "device_id"),
                (Object) Sql.ids(devices.stream().map(DeviceId::value).toList())));
        return devices.stream().filter(device -> ready.contains(device.value())).toList();
    }

    @Override
    public Optional<Presence> find(DeviceId device) {
        return sql.first(
                """
                select online, lagging, capacity, used, items, last_sync_at, last_sync_result from device_presence
                where device_id = ?
                """,
                row -> new Presence(
                        row.getBoolean("online"),
                        row.getBoolean("lagging"),
                        new Report(row.getLong("capacity"), row.getLong("used"), row.getLong("items")),
                        Optional.ofNullable(Sql.instant(row, "last_sync_at")),
                        Optional.ofNullable(row.getString("last_sync_result"))),
                device.value());
    }

    @Override
    public void synced(DeviceId device, Instant at, String result, boolean inStep) {
        sql.update(SYNCED, at, result, inStep, device.value());
    }

    @Override
    public List<DeviceId> unproven(Instant since, int limit, Instant at) {
        return sql.list(UNPROVEN, row -> new DeviceId(Sql.uuid(row, "device_id")), at, since, limit);
    }
}
