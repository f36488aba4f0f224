package io.privicore.adapters.persistence.device;

import static java.util.Objects.requireNonNull;

import io.privicore.adapters.persistence.tx.Json;
import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.query.DeviceQuery.DeviceView;
import io.privicore.domain.device.DeviceState;
import io.privicore.domain.kernel.DeviceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** A device as lists show it, read out of a row that joins a device {@code d} with its presence {@code p}, if any. */
public final class DeviceViewRow {

    public static final String COLUMNS = """
            d.id, d.name, d.state, d.storage, d.authenticator, d.sealing_key, d.meta, d.created_at,
                coalesce(p.online, false) as online, p.seen_at
            """;

    private DeviceViewRow() {}

    public static DeviceView view(ResultSet row) throws SQLException {
        return new DeviceView(
                new DeviceId(Sql.uuid(row, "id")),
                row.getString("name"),
                DeviceState.valueOf(row.getString("state")),
                DeviceRow.roles(row.getBoolean("storage"), row.getBoolean("authenticator")),
                row.getBoolean("online"),
                Optional.ofNullable(Sql.instant(row, "seen_at")),
                Optional.ofNullable(row.getString("sealing_key")),
                Json.metadata(row.getString("meta")),
                requireNonNull(Sql.instant(row, "created_at")));
    }
}
