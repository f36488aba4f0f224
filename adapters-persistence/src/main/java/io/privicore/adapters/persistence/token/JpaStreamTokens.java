package io.privicore.adapters.persistence.token;

import io.privicore.adapters.persistence.access.Delegations;
import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.port.StreamTokens;
import io.privicore.domain.access.GrantId;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.token.TokenId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** Stream tokens in PostgreSQL, one row a reservation. Using one deletes its row, so of two that try one gets it. */
@ApplicationScoped
public class JpaStreamTokens implements StreamTokens {

    private static final String ISSUE = """
            insert into stream_token (profile_id, token_id, command_id, token_hash, expires_at, application_id, grant_id, scopes)
            values (?, ?, ?, ?, ?, ?, ?, ?::text[])
            on conflict (profile_id, token_id) do update set
                command_id = excluded.command_id, token_hash = excluded.token_hash, expires_at = excluded.expires_at,
                application_id = excluded.application_id, grant_id = excluded.grant_id, scopes = excluded.scopes
            """;

    private static final String REDEEM = """
            delete from stream_token where token_hash = ? and expires_at > ? returning *
            """;

    private final Sql sql;

    JpaStreamTokens(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void issue(Issued issued, TokenHash token, Instant expiresAt) {
        sql.update(
                ISSUE,
                issued.owner().value(),
                issued.reservation().value(),
                issued.command(),
                token.bytes(),
                expiresAt,
                Delegations.application(issued.delegation()),
                Delegations.grant(issued.delegation()),
                Delegations.scopes(issued.delegation()));
    }

    @Override
    public Optional<Issued> redeem(TokenHash token, Instant now) {
        return sql.first(
                REDEEM,
                row -> new Issued(
                        new ProfileId(Sql.uuid(row, "profile_id")),
                        new TokenId(Sql.uuid(row, "token_id")),
                        Sql.uuid(row, "command_id"),
                        Delegations.of(row)),
                token.bytes(),
                now);
    }

    @Override
    public void endOf(Collection<GrantId> grants) {
        sql.update("delete from stream_token where grant_id = any(?)", (Object)
                Sql.ids(grants.stream().map(GrantId::value).toList()));
    }

    @Override
    public void endAll(ProfileId owner) {
        sql.update("delete from stream_token where profile_id = ?", owner.value());
    }

    @Override
    public int forgetExpired(Instant now) {
        return sql.update("delete from stream_token where expires_at < ?", now);
    }
}
