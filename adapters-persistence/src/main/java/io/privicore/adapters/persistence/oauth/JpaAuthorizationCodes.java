package io.privicore.adapters.persistence.oauth;

import static java.util.Objects.requireNonNull;

import io.privicore.adapters.persistence.access.Delegations;
import io.privicore.adapters.persistence.tx.JpaUnitOfWork;
import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.port.AuthorizationCodes;
import io.privicore.domain.access.GrantId;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.oauth.AuthorizationCode;
import io.privicore.domain.oauth.CodeChallenge;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Codes and nonces in PostgreSQL. Taking one locks its row, so that of two uses at once the second sees the first. */
@ApplicationScoped
public class JpaAuthorizationCodes implements AuthorizationCodes {

    private static final String ADD_NONCE = """
            insert into oauth_nonce (application_id, nonce_hash) values (?, ?) on conflict do nothing
            """;

    private static final String ADD = """
            insert into oauth_code (profile_id, id, application_id, nonce_hash, scopes, challenge, expires_at)
            values (?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String SAVE = """
            update oauth_code set code_hash = ?, expires_at = ?, grant_id = ? where profile_id = ? and id = ?
            """;

    private static final String COUNT = """
            select count(*) as held from oauth_code where profile_id = ? and grant_id is null and expires_at > ?
            """;

    private static final String FORGET_UNUSED = "delete from oauth_code where grant_id is null and expires_at < ?";

    private final JpaUnitOfWork unit;
    private final Sql sql;

    JpaAuthorizationCodes(JpaUnitOfWork unit, Sql sql) {
        this.unit = unit;
        this.sql = sql;
    }

    @Override
    public void add(Change<AuthorizationCode> requested) {
        var code = requested.after();
        if (sql.update(ADD_NONCE, code.application().value(), code.nonce().bytes()) == 0) {
            throw new Refusal(Reason.OAUTH_NONCE_USED, "Expected a nonce that was not used, but this one was");
        }
        unit.append(requested.events());
        sql.update(
                ADD,
                code.profile().value(),
                code.id(),
                code.application().value(),
                code.nonce().bytes(),
                Delegations.texts(code.scopes()),
                code.challenge().map(CodeChallenge::value).orElse(null),
                code.expiresAt());
    }

    @Override
    public Optional<AuthorizationCode> take(UUID id) {
        return sql.first("select * from oauth_code where id = ? for update", JpaAuthorizationCodes::code, id);
    }

    @Override
    public Optional<AuthorizationCode> take(TokenHash code) {
        return sql.first(
                "select * from oauth_code where code_hash = ? for update", JpaAuthorizationCodes::code, code.bytes());
    }

    @Override
    public Optional<ApplicationId> applicationOf(TokenHash code) {
        return sql.first(
                "select application_id from oauth_code where code_hash = ?",
                row -> new ApplicationId(Sql.uuid(row, "application_id")),
                code.bytes());
    }

    @Override
    public void save(AuthorizationCode code) {
        sql.update(
                SAVE,
                code.code().map(TokenHash::bytes).orElse(null),
                code.expiresAt(),
                code.grant().map(GrantId::value).orElse(null),
                code.profile().value(),
                code.id());
    }

    @Override
    public int count(ProfileId profile, Instant now) {
        return sql.first(COUNT, row -> row.getInt("held"), profile.value(), now).orElse(0);
    }

    @Override
    public void forgetUnredeemed(ProfileId profile) {
        sql.update("delete from oauth_code where profile_id = ? and grant_id is null", profile.value());
    }

    @Override
    public void forget(ApplicationId application) {
        sql.update("delete from oauth_code where application_id = ?", application.value());
        sql.update("delete from oauth_nonce where application_id = ?", application.value());
    }

    @Override
    public int forgetExpired(Instant before) {
        return sql.update(FORGET_UNUSED, before);
    }

    private static AuthorizationCode code(ResultSet row) throws SQLException {
        return new AuthorizationCode(
                Sql.uuid(row, "id"),
                new ApplicationId(Sql.uuid(row, "application_id")),
                new ProfileId(Sql.uuid(row, "profile_id")),
                new TokenHash(row.getBytes("nonce_hash")),
                Delegations.scopes(row),
                Optional.ofNullable(row.getString("challenge")).map(CodeChallenge::new),
                Optional.ofNullable(row.getBytes("code_hash")).map(TokenHash::new),
                requireNonNull(Sql.instant(row, "expires_at")),
                Optional.ofNullable(row.getObject("grant_id", UUID.class)).map(GrantId::new));
    }
}
