package io.privicore.adapters.persistence.token;

import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.port.StreamTokens;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.token.TokenId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Stream tokens in PostgreSQL, one row a reservation. */
@ApplicationScoped
public class JpaStreamTokens implements StreamTokens {

    private static final String ISSUE = """
            insert into stream_token (profile_id, token_id, token_hash, expires_at) values (?, ?, ?, ?)
            on conflict (profile_id, token_id) do update set
                token_hash = excluded.token_hash, expires_at = excluded.expires_at
            """;

    private final Sql sql;

    JpaStreamTokens(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void issue(ProfileId owner, TokenId reservation, TokenHash token, Instant expiresAt) {
        sql.update(ISSUE, owner.value(), reservation.value(), token.bytes(), expiresAt);
    }
}
