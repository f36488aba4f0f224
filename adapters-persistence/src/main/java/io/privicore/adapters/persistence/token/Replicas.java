package io.privicore.adapters.persistence.token;

import static java.util.Objects.requireNonNull;

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
import java.util.stream.Collectors;

/**
 * Which devices hold which placements. A lock on the placement comes first and in a statement of its own, so that the
 * next one sees what whoever held the lock before has committed. A device speaks for the placements of those only whom it
 * stores for; where a directory lets it, that is locked too, so that whoever ends it sees what was noted before, and nothing
 * is noted afterwards.
 */
@ApplicationScoped
class Replicas {

    private static final String LOCK = """
            select p.profile_id, p.token_id, p.ref, p.version, p.state,
                (p.profile_id = (select profile_id from device where id = ?)) is true as own
            from placement p
            where p.ref = any(?) and (p.profile_id = (select profile_id from device where id = ?) or (
                select true from shared_storage s
                where s.device_id = ? and s.profile_id = p.profile_id and not exists (
                    select 1 from ended_storage e
                    where e.profile_id = s.profile_id and e.device_id = s.device_id and e.ended_at >= p.sealed_at)
                limit 1)) is true
            order by p.ref for update of p
            """;

    private static final String LOCK_SHARED = """
            select profile_id from shared_storage where device_id = ? and profile_id = any(?)
            order by profile_id, directory_id for key share
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
            with shared as (
                select s.device_id from shared_storage s
                where s.profile_id = ? and s.device_id = any(?) and not exists (
                    select 1 from ended_storage e
                    where e.profile_id = s.profile_id and e.device_id = s.device_id and e.ended_at >= ?)
                for key share),
            added as (
                insert into replica (profile_id, ref, device_id, held_at)
                select p.profile_id, p.ref, k.device_id, ? from placement p, unnest(?) as k (device_id)
                where p.ref = ? and (k.device_id in (select device_id from shared)
                    or (select d.profile_id = p.profile_id from device d where d.id = k.device_id))
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

    /** Other devices count only while they have the storage role. Of a shared one the owner's part alone is looked at. */
    private static final String ONLY_ON = """
            select true from placement p
            cross join lateral (
                select 1 from replica r
                where r.profile_id = p.profile_id and r.ref = p.ref and r.device_id = any(?) limit 1) held
            where p.profile_id = ? and p.state = 'PRESENT' and not exists (
                select 1 from replica o join device d on d.id = o.device_id
                where o.profile_id = p.profile_id and o.ref = p.ref and o.device_id <> all(?)
                    and d.storage and d.state = 'ACTIVE')
            limit 1
            """;

    /** Row by row: a plan that knows the size of the tables reads all placements there are for the few of a device. */
    private static final String DEPENDENT_ON = """
            select distinct r.profile_id from replica r
            cross join lateral (
                select 1 from placement one
                where one.profile_id = r.profile_id and one.ref = r.ref and one.state = 'PRESENT' offset 0) p
            where r.device_id = any(?) and not exists (
                select 1 from replica o join device d on d.id = o.device_id
                where o.profile_id = r.profile_id and o.ref = r.ref and o.device_id <> all(?)
                    and d.storage and d.state = 'ACTIVE')
            """;

    private final Sql sql;

    Replicas(Sql sql) {
        this.sql = sql;
    }

    Set<DeviceId> lock(StorageRef ref, Set<DeviceId> devices, Instant at) {
        var ids = ids(devices);
        return sql.first(
                        "select profile_id, sealed_at from placement where ref = ? for update",
                        row -> new Sealed(Sql.uuid(row, "profile_id"), requireNonNull(Sql.instant(row, "sealed_at"))),
                        ref.value())
                .map(there -> Set.copyOf(sql.list(
                        ADD_ALL,
                        row -> new DeviceId(Sql.uuid(row, "device_id")),
                        there.owner(),
                        ids,
                        there.at(),
                        at,
                        ids,
                        ref.value(),
                        ref.value())))
                .orElse(Set.of());
    }

    List<StorageRef> matching(Map<StorageRef, Bytes> digests) {
        return sql.list(
                MATCHING,
                row -> new StorageRef(Sql.uuid(row, "ref")),
                Sql.ids(digests.keySet().stream().map(StorageRef::value).toList()),
                digests.values().stream().map(Bytes::view).toArray(byte[][]::new));
    }

    List<Held> held(DeviceId device, List<StorageRef> refs, Instant at) {
        var known = locked(device, refs);
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

    private List<Held> locked(DeviceId device, List<StorageRef> refs) {
        var locked = sql.list(
                LOCK,
                row -> new Locked(JpaDataTokens.held(row), row.getBoolean("own")),
                device.value(),
                Sql.ids(refs.stream().map(StorageRef::value).toList()),
                device.value(),
                device.value());
        var others = locked.stream()
                .filter(one -> !one.own())
                .map(one -> one.held().owner().value())
                .collect(Collectors.toSet());
        var shared = others.isEmpty()
                ? Set.<UUID>of()
                : Set.copyOf(
                        sql.list(LOCK_SHARED, row -> Sql.uuid(row, "profile_id"), device.value(), Sql.ids(others)));
        return locked.stream()
                .filter(one -> one.own() || shared.contains(one.held().owner().value()))
                .map(Locked::held)
                .toList();
    }

    boolean lost(DeviceId device, StorageRef ref) {
        return sql.update(LOST, ref.value(), device.value()) > 0;
    }

    Set<DeviceId> holders(StorageRef ref) {
        return Set.copyOf(sql.list(HOLDERS, row -> new DeviceId(Sql.uuid(row, "device_id")), ref.value()));
    }

    boolean onlyOn(ProfileId owner, Set<DeviceId> devices) {
        return sql.first(ONLY_ON, _ -> true, ids(devices), owner.value(), ids(devices))
                .isPresent();
    }

    Set<ProfileId> dependentOn(Set<DeviceId> devices) {
        return Set.copyOf(
                sql.list(DEPENDENT_ON, row -> new ProfileId(Sql.uuid(row, "profile_id")), ids(devices), ids(devices)));
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

    private static UUID[] ids(Set<DeviceId> devices) {
        return Sql.ids(devices.stream().map(DeviceId::value).toList());
    }

    private static UUID[] owners(List<Held> known) {
        return known.stream().map(held -> held.owner().value()).toArray(UUID[]::new);
    }

    private static UUID[] refs(List<Held> known) {
        return known.stream().map(held -> held.ref().value()).toArray(UUID[]::new);
    }

    private record Replica(UUID ref, DeviceId device) {}

    private record Sealed(UUID owner, Instant at) {}

    /** @param own whether it is of the device's owner */
    private record Locked(Held held, boolean own) {}
}
