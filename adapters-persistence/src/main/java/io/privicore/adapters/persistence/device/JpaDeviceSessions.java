package io.privicore.adapters.persistence.device;

import static java.util.Objects.requireNonNull;

import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.port.DeviceSessions;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Keys of device sessions in PostgreSQL; the first to name a session keeps it. */
@ApplicationScoped
public class JpaDeviceSessions implements DeviceSessions {

    private final Sql sql;

    JpaDeviceSessions(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void save(UUID session, DeviceId device, Bytes sealedKey, Instant openedAt) {
        sql.update(
                "insert into device_session (id, device_id, sealed_key, opened_at) values (?, ?, ?, ?)"
                        + " on conflict do nothing",
                session,
                device.value(),
                sealedKey.view(),
                openedAt);
    }

    @Override
    public Optional<Kept> find(UUID session) {
        return sql.first(
                "select device_id, sealed_key, opened_at from device_session where id = ?",
                row -> new Kept(
                        new DeviceId(Sql.uuid(row, "device_id")),
                        Bytes.wrap(row.getBytes("sealed_key")),
                        requireNonNull(Sql.instant(row, "opened_at"))),
                session);
    }

    @Override
    public void forget(DeviceId device) {
        sql.update("delete from device_session where device_id = ?", device.value());
    }

    @Override
    public int forgetOpenedBefore(Instant instant) {
        return sql.update("delete from device_session where opened_at < ?", instant);
    }
}
