package io.privicore.adapters.persistence.oauth;

import static java.util.Objects.requireNonNull;

import io.privicore.adapters.persistence.access.Delegations;
import io.privicore.adapters.persistence.tx.JpaUnitOfWork;
import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.port.Applications;
import io.privicore.application.port.UnitOfWork.Stale;
import io.privicore.application.query.OauthQuery.ApplicationView;
import io.privicore.application.query.Page;
import io.privicore.application.query.Paging;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.oauth.Application;
import io.privicore.domain.oauth.RedirectUri;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Applications in PostgreSQL. */
@ApplicationScoped
public class JpaApplications implements Applications {

    private static final Duration NOTED = Duration.ofMinutes(1);

    private static final String INSERT = """
            insert into oauth_application (profile_id, id, name, redirect_uri, scopes, client_id, created_at, revision)
            values (?, ?, ?, ?, ?, ?, ?, 1)
            """;

    /** Nothing but its secret changes in an application. */
    private static final String UPDATE = """
            update oauth_application set secret_hash = ?, revision = revision + 1
            where profile_id = ? and id = ? and revision = ?
            """;

    private static final String REMOVE = """
            delete from oauth_application where profile_id = ? and id = ? and revision = ?
            """;

    private static final String PAGE = """
            select * from oauth_application where profile_id = ? order by created_at, id limit ? offset ?
            """;

    /** Whoever else notes the same at the same time does as well. */
    private static final String USED = """
            update oauth_application set last_used_at = ? where id = (
                select id from oauth_application where id = ? and (last_used_at is null or last_used_at < ?)
                for update skip locked)
            """;

    private final JpaUnitOfWork unit;
    private final Sql sql;

    JpaApplications(JpaUnitOfWork unit, Sql sql) {
        this.unit = unit;
        this.sql = sql;
    }

    @Override
    public Application get(ProfileId owner, ApplicationId id) {
        return sql.first(
                        "select * from oauth_application where profile_id = ? and id = ?",
                        JpaApplications::application,
                        owner.value(),
                        id.value())
                .orElseThrow(() -> new Refusal(
                        Reason.OAUTH_APPLICATION_NOT_FOUND,
                        "Expected application %s of the caller, but there is none".formatted(id)));
    }

    @Override
    public Optional<Application> find(ApplicationId id) {
        return sql.first("select * from oauth_application where id = ?", JpaApplications::application, id.value());
    }

    @Override
    public Optional<Application> withClientId(String clientId) {
        return sql.first("select * from oauth_application where client_id = ?", JpaApplications::application, clientId);
    }

    @Override
    public int count(ProfileId owner) {
        return sql.first(
                        "select count(*) as held from oauth_application where profile_id = ?",
                        row -> row.getInt("held"),
                        owner.value())
                .orElse(0);
    }

    @Override
    public List<Application> of(ProfileId owner) {
        return sql.list(
                "select * from oauth_application where profile_id = ? order by created_at, id",
                JpaApplications::application,
                owner.value());
    }

    @Override
    public Page<ApplicationView> list(ProfileId owner, Paging paging) {
        var items = sql.list(PAGE, row -> view(application(row)), owner.value(), paging.perPage(), paging.offset());
        return new Page<>(items, count(owner), paging);
    }

    @Override
    public void save(Change<Application> change) {
        unit.append(change.events());
        var application = change.after();
        if (write(application) == 0) {
            throw new Stale("application " + application.id());
        }
    }

    @Override
    public void used(ApplicationId id, Instant at) {
        sql.update(USED, at, id.value(), at.minus(NOTED));
    }

    private int write(Application application) {
        var owner = application.owner().value();
        var id = application.id().value();
        if (application.removed()) {
            return sql.update(REMOVE, owner, id, application.revision());
        }
        return application.revision() == 0
                ? sql.update(
                        INSERT,
                        owner,
                        id,
                        application.name().value(),
                        application.redirectUri().value(),
                        Delegations.texts(application.scopes()),
                        application.clientId(),
                        application.createdAt())
                : sql.update(
                        UPDATE,
                        application.secret().map(TokenHash::bytes).orElse(null),
                        owner,
                        id,
                        application.revision());
    }

    private static Application application(ResultSet row) throws SQLException {
        return new Application(
                new ApplicationId(Sql.uuid(row, "id")),
                new ProfileId(Sql.uuid(row, "profile_id")),
                new Name(row.getString("name")),
                new RedirectUri(row.getString("redirect_uri")),
                Delegations.scopes(row),
                row.getString("client_id"),
                Optional.ofNullable(row.getBytes("secret_hash")).map(TokenHash::new),
                requireNonNull(Sql.instant(row, "created_at")),
                Optional.ofNullable(Sql.instant(row, "last_used_at")),
                false,
                row.getLong("revision"));
    }

    private static ApplicationView view(Application application) {
        return new ApplicationView(
                application.id(),
                application.name().value(),
                application.redirectUri().value(),
                application.scopes(),
                application.createdAt(),
                application.lastUsedAt());
    }
}
