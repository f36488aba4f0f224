package io.privicore.adapters.persistence.oauth;

import static java.util.Objects.requireNonNull;

import io.privicore.adapters.persistence.access.Delegations;
import io.privicore.adapters.persistence.tx.JpaUnitOfWork;
import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.port.Grants;
import io.privicore.domain.access.GrantId;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.oauth.Grant;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Grants in PostgreSQL. Taking one locks its row, so that of two uses at once the second sees the first. */
@ApplicationScoped
public class JpaGrants implements Grants {

    private static final String WITH_REFRESH_TOKEN = """
            select g.* from oauth_refresh_token t join oauth_grant g on g.id = t.grant_id where t.token_hash = ?
            """;

    private static final String SAVE = """
            insert into oauth_grant (profile_id, id, application_id, scopes, access_hash, refresh_hash, granted_at, expires_at)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (profile_id, id) do update set
                access_hash = excluded.access_hash, refresh_hash = excluded.refresh_hash, expires_at = excluded.expires_at
            """;

    private static final String REMEMBER = """
            insert into oauth_refresh_token (grant_id, token_hash, expires_at) values (?, ?, ?) on conflict do nothing
            """;

    private static final String FORGET = """
            with gone as (delete from oauth_grant where expires_at < ? returning id),
                codes as (delete from oauth_code where grant_id in (select id from gone))
            select count(*) as gone from gone
            """;

    private static final String FORGET_TOKENS = """
            delete from oauth_refresh_token t where t.expires_at < ?
                and not exists (select 1 from oauth_grant g where g.id = t.grant_id and g.refresh_hash = t.token_hash)
            """;

    private final JpaUnitOfWork unit;
    private final Sql sql;

    JpaGrants(JpaUnitOfWork unit, Sql sql) {
        this.unit = unit;
        this.sql = sql;
    }

    @Override
    public Optional<Grant> find(GrantId id) {
        return sql.first("select * from oauth_grant where id = ?", JpaGrants::grant, id.value());
    }

    @Override
    public Optional<Grant> withRefreshToken(TokenHash refresh) {
        return sql.first(WITH_REFRESH_TOKEN, JpaGrants::grant, refresh.bytes());
    }

    @Override
    public Optional<Grant> take(GrantId id) {
        return sql.first("select * from oauth_grant where id = ? for update", JpaGrants::grant, id.value());
    }

    @Override
    public List<Grant> takeAll(ApplicationId application) {
        return sql.list(
                "select * from oauth_grant where application_id = ? order by id for update",
                JpaGrants::grant,
                application.value());
    }

    @Override
    public List<Grant> takeAll(ProfileId profile) {
        return sql.list(
                "select * from oauth_grant where profile_id = ? order by id for update",
                JpaGrants::grant,
                profile.value());
    }

    @Override
    public int count(ProfileId profile) {
        return sql.first(
                        "select count(*) as held from oauth_grant where profile_id = ?",
                        row -> row.getInt("held"),
                        profile.value())
                .orElse(0);
    }

    @Override
    public void save(Change<Grant> change) {
        unit.append(change.events());
        var grant = change.after();
        if (grant.ended()) {
            sql.update(
                    "delete from oauth_grant where profile_id = ? and id = ?",
                    grant.profile().value(),
                    grant.id().value());
            sql.update(
                    "delete from oauth_refresh_token where grant_id = ?",
                    grant.id().value());
            sql.update("delete from oauth_code where grant_id = ?", grant.id().value());
            return;
        }
        sql.update(
                SAVE,
                grant.profile().value(),
                grant.id().value(),
                grant.application().value(),
                Delegations.texts(grant.scopes()),
                grant.access().bytes(),
                grant.refresh().bytes(),
                grant.grantedAt(),
                grant.expiresAt());
        sql.update(REMEMBER, grant.id().value(), grant.refresh().bytes(), grant.expiresAt());
    }

    @Override
    public int forgetExpired(Instant before) {
        int forgotten = sql.first(FORGET, row -> row.getInt("gone"), before).orElse(0);
        sql.update(FORGET_TOKENS, before);
        return forgotten;
    }

    private static Grant grant(ResultSet row) throws SQLException {
        return new Grant(
                new GrantId(Sql.uuid(row, "id")),
                new ApplicationId(Sql.uuid(row, "application_id")),
                new ProfileId(Sql.uuid(row, "profile_id")),
                Delegations.scopes(row),
                new TokenHash(row.getBytes("access_hash")),
                new TokenHash(row.getBytes("refresh_hash")),
                requireNonNull(Sql.instant(row, "granted_at")),
                requireNonNull(Sql.instant(row, "expires_at")),
                false);
    }
}
