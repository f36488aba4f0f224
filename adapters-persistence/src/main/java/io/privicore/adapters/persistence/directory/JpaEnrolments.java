package io.privicore.adapters.persistence.directory;

import static java.util.Objects.requireNonNull;

import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.port.Enrolments;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.directory.Enrolment;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.ProfileId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** Enrolments in PostgreSQL. */
@ApplicationScoped
public class JpaEnrolments implements Enrolments {

    private static final String PUT = """
            insert into enrolment (profile_id, directory_id, token_hash, expires_at) values (?, ?, ?, ?)
            on conflict (profile_id) do update set
                directory_id = excluded.directory_id, token_hash = excluded.token_hash, expires_at = excluded.expires_at
            """;

    private final Sql sql;

    JpaEnrolments(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void put(Enrolment enrolment) {
        sql.update(
                PUT,
                enrolment.profile().value(),
                enrolment.directory().value(),
                enrolment.token().bytes(),
                enrolment.expiresAt());
    }

    @Override
    public Optional<Enrolment> find(TokenHash token) {
        return sql.first(
                "select * from enrolment where token_hash = ? for update",
                row -> new Enrolment(
                        new TokenHash(row.getBytes("token_hash")),
                        new DirectoryId(Sql.uuid(row, "directory_id")),
                        new ProfileId(Sql.uuid(row, "profile_id")),
                        requireNonNull(Sql.instant(row, "expires_at"))),
                token.bytes());
    }

    @Override
    public void forget(ProfileId profile) {
        sql.update("delete from enrolment where profile_id = ?", profile.value());
    }

    @Override
    public int forgetExpired(Instant before) {
        return sql.update("delete from enrolment where expires_at < ?", before);
    }
}
