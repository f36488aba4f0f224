package io.privicore.adapters.persistence.directory;

import static java.util.Objects.requireNonNull;

import io.privicore.adapters.persistence.tx.JpaUnitOfWork;
import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.port.ProvisioningClients;
import io.privicore.application.port.UnitOfWork.Stale;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.directory.ProvisioningClient;
import io.privicore.domain.directory.ProvisioningClientId;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Provisioning clients in PostgreSQL. Finding one is on the path of each of its requests: one row by a unique index. */
@ApplicationScoped
public class JpaProvisioningClients implements ProvisioningClients {

    private static final String FIND = """
            select c.*, d.short_name, d.mandating from provisioning_client c join directory d on d.id = c.directory_id
            where c.token_hash = ?
            """;

    private static final String INSERT = """
            insert into provisioning_client (directory_id, id, name, token_hash, created_by, created_at)
            values (?, ?, ?, ?, ?, ?)
            """;

    private final JpaUnitOfWork unit;
    private final Sql sql;

    JpaProvisioningClients(JpaUnitOfWork unit, Sql sql) {
        this.unit = unit;
        this.sql = sql;
    }

    @Override
    public Optional<Admitted> find(TokenHash token) {
        return sql.first(
                FIND,
                row -> new Admitted(client(row), row.getString("short_name"), row.getBoolean("mandating")),
                token.bytes());
    }

    @Override
    public Optional<ProvisioningClient> find(DirectoryId directory, ProvisioningClientId id) {
        return sql.first(
                "select * from provisioning_client where directory_id = ? and id = ?",
                JpaProvisioningClients::client,
                directory.value(),
                id.value());
    }

    @Override
    public List<ProvisioningClient> of(DirectoryId directory) {
        return sql.list(
                "select * from provisioning_client where directory_id = ? order by created_at, id",
                JpaProvisioningClients::client,
                directory.value());
    }

    @Override
    public void save(Change<ProvisioningClient> change) {
        unit.append(change.events());
        var client = change.after();
        sql.update(
                INSERT,
                client.directory().value(),
                client.id().value(),
                client.name().value(),
                client.token().bytes(),
                client.createdBy().value(),
                client.createdAt());
    }

    @Override
    public void end(ProvisioningClient client, Change<Optional<ProvisioningClient>> change) {
        unit.append(change.events());
        int ended = sql.update(
                "delete from provisioning_client where directory_id = ? and id = ?",
                client.directory().value(),
                client.id().value());
        if (ended == 0) {
            throw new Stale("Expected provisioning client %s, but it is gone".formatted(client.id()));
        }
    }

    private static ProvisioningClient client(ResultSet row) throws SQLException {
        return new ProvisioningClient(
                new DirectoryId(Sql.uuid(row, "directory_id")),
                new ProvisioningClientId(Sql.uuid(row, "id")),
                new Name(row.getString("name")),
                new TokenHash(row.getBytes("token_hash")),
                new ProfileId(Sql.uuid(row, "created_by")),
                requireNonNull(Sql.instant(row, "created_at")));
    }
}
