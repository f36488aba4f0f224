package io.privicore.adapters.persistence.audit;

import static java.util.Objects.requireNonNull;

import io.privicore.adapters.persistence.tx.Json;
import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.domain.audit.AuditEntry;
import io.privicore.domain.audit.AuditOutcome;
import io.privicore.domain.audit.Link;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An entry as columns: the same in a note and in a link. */
final class EntryColumns {

    static final String NAMES =
            "at, operation, outcome, reason, profile_id, application, device_id, address, command_id, about";

    private EntryColumns() {}

    /** In the order of the names. */
    static @Nullable Object[] of(AuditEntry entry) {
        return new @Nullable Object[] {
            entry.at(),
            entry.operation(),
            entry.outcome().wire(),
            entry.reason().orElse(null),
            entry.profile().map(ProfileId::value).orElse(null),
            entry.application().orElse(null),
            entry.device().map(DeviceId::value).orElse(null),
            entry.address().orElse(null),
            entry.command().orElse(null),
            about(entry.about())
        };
    }

    /** Many of them, each column as an array. */
    static @Nullable Object[] of(List<AuditEntry> entries) {
        return new @Nullable Object[] {
            entries.stream().map(entry -> entry.at().atOffset(ZoneOffset.UTC)).toArray(OffsetDateTime[]::new),
            texts(entries, AuditEntry::operation),
            texts(entries, entry -> entry.outcome().wire()),
            texts(entries, entry -> entry.reason().orElse(null)),
            ids(entries, entry -> entry.profile().map(ProfileId::value).orElse(null)),
            texts(entries, entry -> entry.application().orElse(null)),
            ids(entries, entry -> entry.device().map(DeviceId::value).orElse(null)),
            texts(entries, entry -> entry.address().orElse(null)),
            ids(entries, entry -> entry.command().orElse(null)),
            texts(entries, entry -> about(entry.about()))
        };
    }

    static String about(Map<String, String> about) {
        return Json.write(new TreeMap<>(about));
    }

    static AuditEntry read(ResultSet row) throws SQLException {
        return new AuditEntry(
                requireNonNull(Sql.instant(row, "at")),
                row.getString("operation"),
                AuditOutcome.ofWire(row.getString("outcome")),
                Optional.ofNullable(row.getString("reason")),
                Optional.ofNullable(row.getObject("profile_id", UUID.class)).map(ProfileId::new),
                Optional.ofNullable(row.getString("application")),
                Optional.ofNullable(row.getObject("device_id", UUID.class)).map(DeviceId::new),
                Optional.ofNullable(row.getString("address")),
                Optional.ofNullable(row.getObject("command_id", UUID.class)),
                about(row.getString("about")));
    }

    static Link link(ResultSet row) throws SQLException {
        return new Link(
                Sql.uuid(row, "trail"),
                row.getLong("number"),
                Bytes.wrap(row.getBytes("previous")),
                read(row),
                Bytes.wrap(row.getBytes("hash")));
    }

    private static SortedMap<String, String> about(String json) {
        SortedMap<String, String> about = new TreeMap<>();
        Json.read(json).forEach((name, value) -> about.put(name, value.toString()));
        return about;
    }

    private static @Nullable String[] texts(List<AuditEntry> entries, Function<AuditEntry, @Nullable String> text) {
        return entries.stream().map(text).toArray(String[]::new);
    }

    private static @Nullable UUID[] ids(List<AuditEntry> entries, Function<AuditEntry, @Nullable UUID> id) {
        return entries.stream().map(id).toArray(UUID[]::new);
    }
}
