package io.privicore.adapters.persistence.token;

import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.port.StreamTokens;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.token.TokenId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Stream tokens in PostgreSQL, one row a reservation. Using one deletes its row, so of two that try one gets it. */
@ApplicationScoped
public class JpaStreamTokens implements StreamTokens {

    private static final String ISSUE = """
            insert into stream_token (profile_id, token_id, command_id, token_hash, expires_at) values (?, ?, ?, ?, ?)
            on conflict (profile_id, token_id) do update set
                command_id = excluded.command_id, token_hash = excluded.token_hash, expires_at = excluded.expires_at
            """;

    private static final String REDEEM = """
            delete from stream_token where token_hash = ? and expires_at > ? returning profile_id, token_id, command_id
            """;

    private final Sql sql;

    JpaStreamTokens(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void issue(ProfileId owner, TokenId reservation, UUID command, TokenHash token, Instant expiresAt) {
        sql.update(ISSUE, owner.value(), reservation.value(), command, token.bytes(), expiresAt);
    }

    @Override
    public Optional<Issued> redeem(TokenHash token, Instant now) {
        return sql.first(
                REDEEM,
                row -> new Issued(
                        new ProfileId(Sql.uuid(row, "profile_id")),
                        new TokenId(Sql.uuid(row, "token_id")),
                        Sql.uuid(row, "command_id")),
                token.bytes(),
                now);
    }

    @Override
    public int forgetExpired(Instant now) {
        return sql.update("delete from stream_token where expires_at < ?", now);
    }
}
