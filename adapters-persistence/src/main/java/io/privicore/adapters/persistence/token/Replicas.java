package io.privicore.adapters.persistence.token;

import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.port.Placements.Held;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.token.StorageRef;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Which devices hold which placements. A lock on the placement comes first and in a statement of its own, so that the
 * next one sees what whoever held the lock before has committed. A device speaks for its owner's placements only.
 */
@ApplicationScoped
class Replicas {

    private static final String LOCK = """
            select profile_id, token_id, ref, version, state from placement
            where ref = any(?) and (profile_id = (select profile_id from device where id = ?)) is true
            order by ref for update
            """;

    private static final String MATCHING = """
            select p.ref from placement p join unnest(?, ?) as k (ref, digests) on p.ref = k.ref
            where p.digests = k.digests
            """;

    private static final String ADD = """
            with known as (
                select profile_id, ref from unnest(?, ?) as k (profile_id, ref)),
            added as (
                insert into replica (profile_id, ref, device_id, held_at)
                select profile_id, ref, ?, ? from known
                on conflict do nothing)
            select r.ref, r.device_id from replica r join known using (profile_id, ref)
            union
            select ref, ? from known
            """;

    private static final String ADD_ALL = """
            with added as (
                insert into replica (profile_id, ref, device_id, held_at)
                select p.profile_id, p.ref, k.device_id, ? from placement p, unnest(?) as k (device_id)
                where p.ref = ?
                on conflict do nothing
                returning device_id)
            select device_id from added
            union
            select r.device_id from replica r
            join placement p on p.profile_id = r.profile_id and p.ref = r.ref
            where p.ref = ?
            """;

    private static final String OF_MANY = """
            select r.ref, r.device_id from replica r
            join unnest(?, ?) as k (profile_id, ref) using (profile_id, ref)
            """;

    private static final String LOST = """
            delete from replica r using placement p
            where p.ref = ? and r.profile_id = p.profile_id and r.ref = p.ref and (r.device_id = ?) is true
            """;

    private static final String HOLDERS = """
            select r.device_id from replica r
            join placement p on p.profile_id = r.profile_id and p.ref = r.ref
            where p.ref = ?
            """;

    /** Other devices count only while they have the storage role. */
    private static final String ONLY_ON = """
            select count(*) as versions from replica r
            join placement p on p.profile_id = r.profile_id and p.ref = r.ref and p.state = 'PRESENT'
            where (r.profile_id = ?) is true and r.device_id = ? and not exists (
                select 1 from replica o join device d on d.profile_id = o.profile_id and d.id = o.device_id
                where o.profile_id = r.profile_id and o.ref = r.ref and o.device_id <> r.device_id
                    and d.storage and d.state = 'ACTIVE')
            """;

    private final Sql sql;

    Replicas(Sql sql) {
        this.sql = sql;
    }

    Set<DeviceId> lock(StorageRef ref, Set<DeviceId> devices, Instant at) {
        boolean there = sql.first(
                        "select 1 as there from placement where ref = ? for update",
                        row -> row.getInt("there") == 1,
                        ref.value())
                .isPresent();
        return there
                ? Set.copyOf(sql.list(
                        ADD_ALL,
                        row -> new DeviceId(Sql.uuid(row, "device_id")),
                        at,
                        Sql.ids(devices.stream().map(DeviceId::value).toList()),
                        ref.value(),
                        ref.value()))
                : Set.of();
    }

    List<StorageRef> matching(Map<StorageRef, Bytes> digests) {
        return sql.list(
                MATCHING,
                row -> new StorageRef(Sql.uuid(row, "ref")),
                Sql.ids(digests.keySet().stream().map(StorageRef::value).toList()),
                digests.values().stream().map(Bytes::view).toArray(byte[][]::new));
    }

    List<Held> held(DeviceId device, List<StorageRef> refs, Instant at) {
        var known = sql.list(
                LOCK,
                JpaDataTokens::held,
                Sql.ids(refs.stream().map(StorageRef::value).toList()),
                device.value());
        if (known.isEmpty()) {
            return known;
        }
        return with(
                known,
                sql.list(
                        ADD,
                        row -> new Replica(Sql.uuid(row, "ref"), new DeviceId(Sql.uuid(row, "device_id"))),
                        owners(known),
                        refs(known),
                        device.value(),
                        at,
                        device.value()));
    }

    boolean lost(DeviceId device, StorageRef ref) {
        return sql.update(LOST, ref.value(), device.value()) > 0;
    }

    Set<DeviceId> holders(StorageRef ref) {
        return Set.copyOf(sql.list(HOLDERS, row -> new DeviceId(Sql.uuid(row, "device_id")), ref.value()));
    }

    long onlyOn(ProfileId owner, DeviceId device) {
        return sql.first(ONLY_ON, row -> row.getLong("versions"), owner.value(), device.value())
                .orElse(0L);
    }

    List<Held> withDevices(List<Held> known) {
        return known.isEmpty()
                ? known
                : with(
                        known,
                        sql.list(
                                OF_MANY,
                                row -> new Replica(Sql.uuid(row, "ref"), new DeviceId(Sql.uuid(row, "device_id"))),
                                owners(known),
                                refs(known)));
    }

    private static List<Held> with(List<Held> known, List<Replica> replicas) {
        Map<UUID, Set<DeviceId>> devices = new LinkedHashMap<>();
        for (var replica : replicas) {
            devices.computeIfAbsent(replica.ref(), _ -> new HashSet<>()).add(replica.device());
        }
        return known.stream()
                .map(held -> new Held(
                        held.owner(),
                        held.token(),
                        held.ref(),
                        held.version(),
                        held.state(),
                        devices.getOrDefault(held.ref().value(), Set.of())))
                .toList();
    }

    private static UUID[] owners(List<Held> known) {
        return known.stream().map(held -> held.owner().value()).toArray(UUID[]::new);
    }

    private static UUID[] refs(List<Held> known) {
        return known.stream().map(held -> held.ref().value()).toArray(UUID[]::new);
    }

    private record Replica(UUID ref, DeviceId device) {}
}
