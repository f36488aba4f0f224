package io.privicore.adapters.persistence.access;

import static java.util.Objects.requireNonNull;

import io.privicore.adapters.persistence.tx.JpaUnitOfWork;
import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.port.Sessions;
import io.privicore.domain.access.Session;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.profile.ProfileState;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Sessions in PostgreSQL. Finding one is on the path of every request: a single statement by two unique indexes and a short one. */
@ApplicationScoped
public class JpaSessions implements Sessions {

    private static final String FIND = """
            select s.profile_id, s.id, s.token_hash, s.issued_at, s.expires_at, p.state,
                p.public_key is not null as has_public_key,
                exists (select 1 from policy g where g.profile_id = s.profile_id and g.state = 'ACTIVE') as guarded
            from session s join profile p on p.id = s.profile_id
            where s.token_hash = ?
            """;

    private final JpaUnitOfWork unit;
    private final Sql sql;

    JpaSessions(JpaUnitOfWork unit, Sql sql) {
        this.unit = unit;
        this.sql = sql;
    }

    @Override
    public Optional<SignedIn> find(TokenHash token) {
        return sql.first(FIND, JpaSessions::signedIn, token.bytes());
    }

    @Override
    public void save(Change<Session> change) {
        unit.append(change.events());
        var session = change.after();
        sql.update(
                "insert into session (profile_id, id, token_hash, issued_at, expires_at) values (?, ?, ?, ?, ?)",
                session.profile().value(),
                session.id(),
                session.token().bytes(),
                session.issuedAt(),
                session.expiresAt());
    }

    @Override
    public void end(Session session) {
        int ended = sql.update(
                "delete from session where profile_id = ? and id = ?",
                session.profile().value(),
                session.id());
        if (ended > 0) {
            unit.append(session.end().events());
        }
    }

    @Override
    public int forgetExpired(Instant before) {
        return sql.update("delete from session where expires_at < ?", before);
    }

    private static SignedIn signedIn(ResultSet row) throws SQLException {
        var session = new Session(
                Sql.uuid(row, "id"),
                new ProfileId(Sql.uuid(row, "profile_id")),
                new TokenHash(row.getBytes("token_hash")),
                requireNonNull(Sql.instant(row, "issued_at")),
                requireNonNull(Sql.instant(row, "expires_at")));
        return new SignedIn(
                session,
                ProfileState.valueOf(row.getString("state")),
                row.getBoolean("has_public_key"),
                row.getBoolean("guarded"));
    }
}
