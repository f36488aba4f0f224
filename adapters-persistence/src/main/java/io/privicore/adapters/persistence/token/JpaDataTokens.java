package io.privicore.adapters.persistence.token;

import io.privicore.adapters.persistence.tx.JpaUnitOfWork;
import io.privicore.adapters.persistence.tx.Rows;
import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.port.DataTokens;
import io.privicore.application.port.Placements;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.token.DataToken;
import io.privicore.domain.token.Placement;
import io.privicore.domain.token.StorageRef;
import io.privicore.domain.token.TokenId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Data tokens and placements in PostgreSQL. Which devices hold what is {@link Replicas}' part. */
@ApplicationScoped
public class JpaDataTokens implements DataTokens, Placements {

    private static final String STAGE = """
            insert into placement (profile_id, ref, token_id, state, version, key_version, wrapped_key, digests, size,
                chunk_size, sealed_at)
            values (?, ?, ?, 'STAGED', ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String ABANDONED = """
            select profile_id, token_id, ref, version, state from placement
            where state = 'STAGED' and sealed_at < ? and (kept_until is null or kept_until < ? and not exists (
                select 1 from data_token t
                where t.profile_id = placement.profile_id and t.id = placement.token_id and t.state = 'RESERVED'))
            order by sealed_at limit ?
            """;

    private static final String DISCARD = """
            with gone as (
                delete from placement where ref = ? and state = 'STAGED' returning profile_id, ref)
            delete from replica r using gone where r.profile_id = gone.profile_id and r.ref = gone.ref
            """;

    private final DataTokenRows tokens;
    private final HeldPlacements heldPlacements;
    private final Replicas replicas;
    private final JpaUnitOfWork unit;
    private final Rows rows;
    private final Sql sql;

    JpaDataTokens(
            DataTokenRows tokens,
            HeldPlacements heldPlacements,
            Replicas replicas,
            JpaUnitOfWork unit,
            Rows rows,
            Sql sql) {
        this.tokens = tokens;
        this.heldPlacements = heldPlacements;
        this.replicas = replicas;
        this.unit = unit;
        this.rows = rows;
        this.sql = sql;
    }

    @Override
    public Optional<DataToken> find(ProfileId owner, TokenHash token) {
        return unit.reading(() -> tokens.byToken(owner.value(), token.bytes()));
    }

    @Override
    public Optional<DataToken> find(TokenId id) {
        return unit.reading(() -> tokens.byId(id.value()));
    }

    @Override
    public Optional<DataToken> reservedBy(ProfileId owner, UUID command) {
        return unit.reading(() -> tokens.reservedBy(owner.value(), command));
    }

    @Override
    public void stage(ProfileId owner, TokenId token, Placement placement) {
        var row = PlacementRow.from(owner, token, placement, PlacementState.STAGED);
        sql.update(
                STAGE,
                row.profileId,
                row.ref,
                row.tokenId,
                row.version,
                row.keyVersion,
                row.wrappedKey,
                row.digests,
                row.size,
                row.chunkSize,
                row.sealedAt);
    }

    @Override
    public Set<DeviceId> lock(StorageRef ref, Set<DeviceId> devices, Instant at) {
        return replicas.lock(ref, devices, at);
    }

    @Override
    public List<Held> abandoned(Instant before, int limit) {
        return replicas.withDevices(sql.list(ABANDONED, JpaDataTokens::held, before, before, limit));
    }

    @Override
    public void discard(StorageRef ref) {
        sql.update(DISCARD, ref.value());
    }

    @Override
    public void save(Change<? extends DataToken> change) {
        unit.append(change.events());
        var token = change.after();
        rows.save(DataTokenRow.from(token), token.revision());
        if (token.revision() > 0) {
            heldPlacements.keep(token);
        }
    }

    @Override
    public void save(Change<DataToken.Reserved> change, UUID command) {
        unit.append(change.events());
        var row = DataTokenRow.from(change.after());
        row.reservedBy = command;
        rows.save(row, 0);
    }

    @Override
    public List<StorageRef> matching(Map<StorageRef, Bytes> digests) {
        return replicas.matching(digests);
    }

    @Override
    public List<Held> held(DeviceId device, List<StorageRef> refs, Instant at) {
        return replicas.held(device, refs, at);
    }

    @Override
    public boolean lost(DeviceId device, StorageRef ref) {
        return replicas.lost(device, ref);
    }

    @Override
    public Set<DeviceId> holders(StorageRef ref) {
        return replicas.holders(ref);
    }

    @Override
    public boolean onlyOn(ProfileId owner, Set<DeviceId> devices) {
        return replicas.onlyOn(owner, devices);
    }

    @Override
    public Set<ProfileId> dependentOn(Set<DeviceId> devices) {
        return replicas.dependentOn(devices);
    }

    /** A placement whose devices are not known yet. */
    static Held held(ResultSet row) throws SQLException {
        return new Held(
                new ProfileId(Sql.uuid(row, "profile_id")),
                new TokenId(Sql.uuid(row, "token_id")),
                new StorageRef(Sql.uuid(row, "ref")),
                row.getLong("version"),
                PlacementState.valueOf(row.getString("state")),
                Set.of());
    }
}
