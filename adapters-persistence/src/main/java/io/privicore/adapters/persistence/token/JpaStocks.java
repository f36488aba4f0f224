package io.privicore.adapters.persistence.token;

import static java.util.Objects.requireNonNull;

import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.port.Stocks;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.token.Placement;
import io.privicore.domain.token.StorageRef;
import io.privicore.domain.token.TokenId;
import io.privicore.domain.token.WrappedKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What devices should hold, read from PostgreSQL many rows a statement. */
@ApplicationScoped
public class JpaStocks implements Stocks {

    // Looked up row by row, here and wherever refs are listed below: anything else is planned by statistics, which lag
    // behind a stock that grows, and then reads all that a device holds for a few refs.
    private static final String EXPECTED = """
            select p.ref, p.version, p.digests, coalesce((
                select true from replica r
                where r.profile_id = p.profile_id and r.ref = p.ref and r.device_id = ?), false) as noted
            from storage_user u
            cross join lateral (
                select * from placement one
                where one.profile_id = u.profile_id and one.state = 'PRESENT'
                    and get_byte(uuid_send(one.ref), 15) between ? and ? and one.sealed_at > u.since offset 0) p
            where u.device_id = ?
            """;

    /** Of the profiles that the device stores for. */
    private static final String STORED = """
             (select true from storage_user u
                where u.device_id = ? and u.profile_id = p.profile_id and u.since < p.sealed_at limit 1)
            """;

    private static final String KNOWN = """
            select p.ref from unnest(?) as k (ref)
            cross join lateral (select * from placement one where one.ref = k.ref offset 0) p
            where""" + STORED;

    private static final String PLACED = """
            select p.profile_id, p.token_id, p.ref, p.version, p.key_version, p.wrapped_key, p.digests, p.size,
                p.chunk_size, p.sealed_at,
                array(select r.device_id from replica r where r.profile_id = p.profile_id and r.ref = p.ref) as holders
            """;

    private static final String PRESENT = PLACED + """
            from unnest(?) as k (ref)
            cross join lateral (select * from placement one where one.ref = k.ref offset 0) p
            where p.state = 'PRESENT' and""" + STORED;

    private static final String HELD_BY = PLACED + """
            from replica h join placement p on p.profile_id = h.profile_id and p.ref = h.ref and p.state = 'PRESENT'
            where h.device_id = ? and h.ref >= ? and h.ref < ? order by h.ref limit ?
            """;

    /** A row of this table never changes its place while it is there. */
    private static final String LOST = """
            delete from replica where ctid = any(array(
                select r.place from unnest(?) as k (ref)
                cross join lateral (
                    select one.ctid as place from replica one where one.device_id = ? and one.ref = k.ref offset 0) r))
            """;

    private static final String FORGET = """
            with gone as (
                delete from replica where profile_id = ? and device_id = ?)
            insert into ended_storage as e (profile_id, device_id, ended_at) values (?, ?, ?)
            on conflict (profile_id, device_id) do update set ended_at = excluded.ended_at
            """;

    private static final UUID FIRST = new UUID(0, 0);

    /** No ref is this one: it says of itself that it is of no kind there is. */
    private static final UUID LAST = new UUID(-1, -1);

    private final Sql sql;

    JpaStocks(Sql sql) {
        this.sql = sql;
    }

    @Override
    public List<Expected> expected(DeviceId device, int from, int to) {
        return sql.list(
                EXPECTED,
                row -> new Expected(
                        new StorageRef(Sql.uuid(row, "ref")),
                        row.getLong("version"),
                        Bytes.wrap(row.getBytes("digests")),
                        row.getBoolean("noted")),
                device.value(),
                from,
                to,
                device.value());
    }

    @Override
    public Set<StorageRef> known(DeviceId device, Collection<StorageRef> refs) {
        return new HashSet<>(sql.list(KNOWN, row -> new StorageRef(Sql.uuid(row, "ref")), ids(refs), device.value()));
    }

    @Override
    public List<Placed> present(DeviceId device, Collection<StorageRef> refs) {
        return sql.list(PRESENT, JpaStocks::placed, ids(refs), device.value());
    }

    @Override
    public List<Placed> heldBy(DeviceId device, StorageRef from, int limit) {
        var held = new ArrayList<>(sql.list(HELD_BY, JpaStocks::placed, device.value(), from.value(), LAST, limit));
        if (held.size() < limit) {
            held.addAll(sql.list(HELD_BY, JpaStocks::placed, device.value(), FIRST, from.value(), limit - held.size()));
        }
        return held;
    }

    @Override
    public int lost(DeviceId device, Collection<StorageRef> refs) {
        return sql.update(LOST, ids(refs), device.value());
    }

    @Override
    public void forget(DeviceId device) {
        sql.update("delete from replica where device_id = ?", device.value());
    }

    @Override
    public void forget(ProfileId owner, DeviceId device, Instant at) {
        sql.update(FORGET, owner.value(), device.value(), owner.value(), device.value(), at);
    }

    private static UUID[] ids(Collection<StorageRef> refs) {
        return Sql.ids(refs.stream().map(StorageRef::value).toList());
    }

    private static Placed placed(ResultSet row) throws SQLException {
        var placement = new Placement(
                new StorageRef(Sql.uuid(row, "ref")),
                row.getLong("version"),
                new WrappedKey(row.getInt("key_version"), Bytes.wrap(row.getBytes("wrapped_key"))),
                Bytes.wrap(row.getBytes("digests")),
                row.getLong("size"),
                row.getInt("chunk_size"),
                requireNonNull(Sql.instant(row, "sealed_at")));
        var holders = Stream.of((UUID[]) row.getArray("holders").getArray())
                .map(DeviceId::new)
                .collect(Collectors.toUnmodifiableSet());
        return new Placed(
                new ProfileId(Sql.uuid(row, "profile_id")), new TokenId(Sql.uuid(row, "token_id")), placement, holders);
    }
}
