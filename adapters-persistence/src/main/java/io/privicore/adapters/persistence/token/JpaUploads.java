package io.privicore.adapters.persistence.token;

import static java.util.Objects.requireNonNull;

import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.port.Uploads;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.token.Placement;
import io.privicore.domain.token.StorageRef;
import io.privicore.domain.token.TokenId;
import io.privicore.domain.token.WrappedKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Uploads in PostgreSQL: staged placements without digests, and without a key that could open anything. */
@ApplicationScoped
public class JpaUploads implements Uploads {

    private static final String BEGIN = """
            insert into placement (profile_id, ref, token_id, state, version, key_version, wrapped_key, digests, size,
                chunk_size, sealed_at)
            values (?, ?, ?, 'STAGED', ?, 0, '', '', 0, 0, ?)
            """;

    private static final String GO_ON = """
            update placement set sealed_at = ? where ref = ? and state = 'STAGED' and digests = ''
            """;

    private static final String END = """
            update placement set key_version = ?, wrapped_key = ?, digests = ?, size = ?, chunk_size = ?, sealed_at = ?
            where ref = ? and state = 'STAGED' and digests = ''
            """;

    private static final String KEEP = """
            update placement set kept_until = ? where ref = ? and state = 'STAGED' and digests <> ''
            """;

    private static final String STAGED = """
            select ref, version, key_version, wrapped_key, digests, size, chunk_size, sealed_at
            from placement where ref = ? and state = 'STAGED' and digests <> ''
            """;

    private static final String ABANDON = """
            with gone as (
                delete from placement where ref = ? and state = 'STAGED' returning profile_id, ref),
            forgotten as (
                delete from replica r using gone where r.profile_id = gone.profile_id and r.ref = gone.ref)
            select count(*) as gone from gone
            """;

    private final Sql sql;

    JpaUploads(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void begin(ProfileId owner, TokenId token, StorageRef ref, long version, Instant at) {
        sql.update(BEGIN, owner.value(), ref.value(), token.value(), version, at);
    }

    @Override
    public boolean goOn(StorageRef ref, Instant at) {
        return sql.update(GO_ON, at, ref.value()) > 0;
    }

    @Override
    public boolean end(Placement placement) {
        int found = sql.update(
                END,
                placement.key().keyVersion(),
                placement.key().wrapped().view(),
                placement.digests().view(),
                placement.size(),
                placement.chunkSize(),
                placement.sealedAt(),
                placement.ref().value());
        return found > 0;
    }

    @Override
    public void keep(StorageRef ref, Instant until) {
        sql.update(KEEP, until, ref.value());
    }

    @Override
    public Optional<Placement> staged(StorageRef ref) {
        return sql.first(STAGED, JpaUploads::placement, ref.value());
    }

    @Override
    public boolean abandon(StorageRef ref) {
        return sql.first(ABANDON, row -> row.getLong("gone") > 0, ref.value()).orElse(false);
    }

    private static Placement placement(ResultSet row) throws SQLException {
        return new Placement(
                new StorageRef(Sql.uuid(row, "ref")),
                row.getLong("version"),
                new WrappedKey(row.getInt("key_version"), Bytes.wrap(row.getBytes("wrapped_key"))),
                Bytes.wrap(row.getBytes("digests")),
                row.getLong("size"),
                row.getInt("chunk_size"),
                requireNonNull(Sql.instant(row, "sealed_at")));
    }
}
