package io.privicore.adapters.persistence.token;

import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.port.Erasures;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.token.StorageRef;
import io.privicore.domain.token.TokenId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Erasures in PostgreSQL. Confirmed ones stay, to answer for a deleted token. */
@ApplicationScoped
public class JpaErasures implements Erasures {

    private static final String BEGIN = """
            insert into erasure (profile_id, token_id, ref, device_id, begun_at)
            select ?, ?, ?, device_id, ? from unnest(?) as d (device_id)
            on conflict do nothing
            """;

    private static final String OPEN = """
            select profile_id, token_id, ref, device_id from erasure where token_id = ? and confirmed_at is null
            """;

    private static final String OLDEST = """
            select min(begun_at) as since from erasure where token_id = ? and confirmed_at is null
            """;

    private static final String CONFIRM = """
            update erasure set confirmed_at = ? where device_id = ? and ref = any(?) and confirmed_at is null
            returning profile_id, token_id, ref, device_id
            """;

    private final Sql sql;

    JpaErasures(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void begin(ProfileId owner, TokenId token, StorageRef ref, Set<DeviceId> devices, Instant at) {
        sql.update(
                BEGIN,
                owner.value(),
                token.value(),
                ref.value(),
                at,
                Sql.ids(devices.stream().map(DeviceId::value).toList()));
    }

    @Override
    public List<Open> open(TokenId token) {
        return sql.list(OPEN, JpaErasures::read, token.value());
    }

    @Override
    public Optional<Instant> openSince(TokenId token) {
        return sql.first(OLDEST, row -> Optional.ofNullable(Sql.instant(row, "since")), token.value())
                .flatMap(since -> since);
    }

    @Override
    public List<Open> confirmed(DeviceId device, List<StorageRef> refs, Instant at) {
        return sql.list(
                CONFIRM,
                JpaErasures::read,
                at,
                device.value(),
                Sql.ids(refs.stream().map(StorageRef::value).toList()));
    }

    @Override
    public void forget(DeviceId device) {
        sql.update("delete from erasure where device_id = ? and confirmed_at is null", device.value());
    }

    private static Open read(ResultSet row) throws SQLException {
        return new Open(
                new ProfileId(Sql.uuid(row, "profile_id")),
                new TokenId(Sql.uuid(row, "token_id")),
                new StorageRef(Sql.uuid(row, "ref")),
                new DeviceId(Sql.uuid(row, "device_id")));
    }
}
