package io.privicore.adapters.persistence.device;

import static java.util.Objects.requireNonNull;

import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.command.CommandId;
import io.privicore.application.port.DeviceSyncs;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Synchronisations in PostgreSQL; whose run it is decides whether a statement touches the row. */
@ApplicationScoped
public class JpaDeviceSyncs implements DeviceSyncs {

    private static final String REQUEST = """
            insert into device_sync as s (profile_id, device_id, deep, commands, advanced_at) values (?, ?, ?, ?, ?)
            on conflict (profile_id, device_id) do update set
                deep = s.deep or (s.run is null and excluded.deep),
                commands = case when s.run is null then s.commands || excluded.commands else s.commands end,
                again = s.again or s.run is not null,
                again_deep = s.again_deep or (s.run is not null and excluded.deep),
                again_commands =
                    case when s.run is null then s.again_commands else s.again_commands || excluded.commands end
            where cardinality(excluded.commands) = 0 or cardinality(s.commands) + cardinality(s.again_commands) < ?
            returning run is not null as follows
            """;

    private static final String BEGIN = """
            update device_sync s set run = ?, begun = true
            from (select device_id, begun from device_sync where device_id = ? for update) before
            where s.device_id = before.device_id
            returning s.*, not before.begun as fresh
            """;

    private static final String ADVANCE = """
            update device_sync set next_bucket = ?, checked = ?, missing = ?, corrupt = ?, repaired = ?, orphans = ?,
                unrepairable = ?, bytes = ?, advanced_at = ?
            where device_id = ? and run = ?
            """;

    private static final String END = "delete from device_sync where device_id = ? and run = ? and not again";

    private static final String GO_ON = """
            update device_sync set run = null, begun = false, deep = again_deep, commands = again_commands,
                next_bucket = 0, checked = 0, missing = 0, corrupt = 0, repaired = 0, orphans = 0, unrepairable = 0,
                bytes = 0, advanced_at = ?, again = false, again_deep = false, again_commands = '{}'
            where device_id = ? and run = ?
            returning cardinality(commands) > 0 as commanded
            """;

    private final Sql sql;

    JpaDeviceSyncs(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Answer request(ProfileId owner, DeviceId device, boolean deep, Optional<CommandId> command, Instant at) {
        return sql.first(
                        REQUEST,
                        row -> row.getBoolean("follows") ? Answer.FOLLOWS : Answer.WAITS,
                        owner.value(),
                        device.value(),
                        deep,
                        command.stream().map(CommandId::value).toArray(UUID[]::new),
                        at,
                        MOST_COMMANDS)
                .orElse(Answer.TOO_MANY);
    }

    @Override
    public void repeat(DeviceId device) {
        sql.update(
                "update device_sync set again = true where device_id = ? and run is not null and not again",
                device.value());
    }

    @Override
    public Optional<Sync> begin(DeviceId device, UUID run, Instant at) {
        return sql.first(BEGIN, JpaDeviceSyncs::read, run, device.value());
    }

    @Override
    public boolean holds(DeviceId device, UUID run) {
        return sql.first(
                        "select true as holds from device_sync where device_id = ? and run = ?",
                        row -> row.getBoolean("holds"),
                        device.value(),
                        run)
                .orElse(false);
    }

    @Override
    public boolean advance(DeviceId device, UUID run, int next, Figures figures, Instant at) {
        return sql.update(
                        ADVANCE,
                        next,
                        figures.checked(),
                        figures.missing(),
                        figures.corrupt(),
                        figures.repaired(),
                        figures.orphans(),
                        figures.unrepairable(),
                        figures.bytes(),
                        at,
                        device.value(),
                        run)
                > 0;
    }

    @Override
    public void pause(DeviceId device, UUID run) {
        sql.update("update device_sync set run = null where device_id = ? and run = ?", device.value(), run);
    }

    @Override
    public Optional<Next> finish(DeviceId device, UUID run, Instant at) {
        if (sql.update(END, device.value(), run) > 0) {
            return Optional.of(Next.NOTHING);
        }
        return sql.first(
                GO_ON, row -> row.getBoolean("commanded") ? Next.COMMANDED : Next.AUTOMATIC, at, device.value(), run);
    }

    private static Sync read(ResultSet row) throws SQLException {
        return new Sync(
                new ProfileId(Sql.uuid(row, "profile_id")),
                new DeviceId(Sql.uuid(row, "device_id")),
                row.getBoolean("deep"),
                Stream.of((UUID[]) row.getArray("commands").getArray())
                        .map(CommandId::new)
                        .toList(),
                row.getBoolean("fresh"),
                row.getInt("next_bucket"),
                new Figures(
                        row.getLong("checked"),
                        row.getLong("missing"),
                        row.getLong("corrupt"),
                        row.getLong("repaired"),
                        row.getLong("orphans"),
                        row.getLong("unrepairable"),
                        row.getLong("bytes")),
                requireNonNull(Sql.instant(row, "advanced_at")));
    }
}
