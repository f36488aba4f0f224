package io.privicore.adapters.persistence.access;

import static java.util.Objects.requireNonNull;

import io.privicore.adapters.persistence.tx.JpaUnitOfWork;
import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.port.Sessions;
import io.privicore.domain.access.GrantId;
import io.privicore.domain.access.Session;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.profile.ProfileState;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Sessions in PostgreSQL. Finding one is on the path of every request: a single statement by two unique indexes and a short one. */
@ApplicationScoped
public class JpaSessions implements Sessions {

    private static final String FIND = """
            select s.profile_id, s.id, s.token_hash, s.issued_at, s.expires_at, s.application_id, s.grant_id, s.scopes, p.state,
                p.public_key is not null as has_public_key,
                exists (select 1 from policy g where g.profile_id = s.profile_id and g.state = 'ACTIVE')
                    or exists (
                        select 1 from member m join directory d on d.id = m.directory_id
                        where m.profile_id = s.profile_id and m.state = 'ACTIVE' and d.mandating) as guarded
            from session s join profile p on p.id = s.profile_id
            where s.token_hash = ?
            """;

    private static final String DELEGATE = """
            insert into session (profile_id, id, token_hash, issued_at, expires_at, application_id, grant_id, scopes)
            values (?, ?, ?, ?, ?, ?, ?, ?::text[])
            """;

    /** Notes with the profile when it signed in, which is known for longer than the session. */
    private static final String INSERT = """
            with begun as (
                insert into session (profile_id, id, token_hash, issued_at, expires_at) values (?, ?, ?, ?, ?)
                returning profile_id, issued_at)
            update profile p set last_seen_at = greatest(p.last_seen_at, begun.issued_at)
            from begun where p.id = begun.profile_id
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
        if (session.delegation().isEmpty()) {
            sql.update(
                    INSERT,
                    session.profile().value(),
                    session.id(),
                    session.token().bytes(),
                    session.issuedAt(),
                    session.expiresAt());
            return;
        }
        sql.update(
                DELEGATE,
                session.profile().value(),
                session.id(),
                session.token().bytes(),
                session.issuedAt(),
                session.expiresAt(),
                Delegations.application(session.delegation()),
                Delegations.grant(session.delegation()),
                Delegations.scopes(session.delegation()));
    }

    @Override
    public boolean end(Session session) {
        int ended = sql.update(
                "delete from session where profile_id = ? and id = ?",
                session.profile().value(),
                session.id());
        if (ended > 0) {
            unit.append(session.end().events());
        }
        return ended > 0;
    }

    @Override
    public List<Session> endOf(Collection<GrantId> grants) {
        return sql.list("delete from session where grant_id = any(?) returning *", JpaSessions::session, (Object)
                Sql.ids(grants.stream().map(GrantId::value).toList()));
    }

    @Override
    public List<Session> endAll(ProfileId profile) {
        var ended =
                sql.list("delete from session where profile_id = ? returning *", JpaSessions::session, profile.value());
        ended.forEach(session -> unit.append(session.end().events()));
        return ended;
    }

    @Override
    public int forgetExpired(Instant before) {
        return sql.update("delete from session where expires_at < ?", before);
    }

    private static SignedIn signedIn(ResultSet row) throws SQLException {
        return new SignedIn(
                session(row),
                ProfileState.valueOf(row.getString("state")),
                row.getBoolean("has_public_key"),
                row.getBoolean("guarded"));
    }

    private static Session session(ResultSet row) throws SQLException {
        return new Session(
                Sql.uuid(row, "id"),
                new ProfileId(Sql.uuid(row, "profile_id")),
                new TokenHash(row.getBytes("token_hash")),
                requireNonNull(Sql.instant(row, "issued_at")),
                requireNonNull(Sql.instant(row, "expires_at")),
                Delegations.of(row));
    }
}
