package io.privicore.adapters.persistence.token;

import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.port.DownloadTokens;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.token.StorageRef;
import io.privicore.domain.token.TokenId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** Download tokens in PostgreSQL. */
@ApplicationScoped
public class JpaDownloadTokens implements DownloadTokens {

    private static final String ISSUE = """
            insert into download_token (profile_id, token_hash, token_id, ref, request_id, expires_at)
            values (?, ?, ?, ?, ?, ?)
            """;

    private static final String FIND = """
            select profile_id, token_id, ref, request_id from download_token
            where token_hash = ? and expires_at > ? and (used_at is null or ?)
            """;

    private static final String USE = """
            update download_token set used_at = coalesce(used_at, ?)
            where token_hash = ? and expires_at > ? and (used_at is null or ?)
            """;

    private final Sql sql;

    JpaDownloadTokens(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void issue(Granted granted, TokenHash token, Instant expiresAt) {
        sql.update(
                ISSUE,
                granted.owner().value(),
                token.bytes(),
                granted.token().value(),
                granted.ref().value(),
                granted.request(),
                expiresAt);
    }

    @Override
    public Optional<Granted> find(TokenHash token, boolean part, Instant now) {
        return sql.first(
                FIND,
                row -> new Granted(
                        new ProfileId(Sql.uuid(row, "profile_id")),
                        new TokenId(Sql.uuid(row, "token_id")),
                        new StorageRef(Sql.uuid(row, "ref")),
                        Sql.uuid(row, "request_id")),
                token.bytes(),
                now,
                part);
    }

    @Override
    public boolean use(TokenHash token, boolean part, Instant now) {
        return sql.update(USE, now, token.bytes(), now, part) > 0;
    }

    @Override
    public boolean end(TokenHash token) {
        return sql.update("delete from download_token where token_hash = ?", new Object[] {token.bytes()}) > 0;
    }

    @Override
    public int forgetExpired(Instant now) {
        return sql.update("delete from download_token where expires_at < ?", now);
    }
}
