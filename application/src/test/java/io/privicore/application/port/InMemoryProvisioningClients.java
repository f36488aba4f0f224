package io.privicore.application.port;

import io.privicore.domain.access.TokenHash;
import io.privicore.domain.directory.ProvisioningClient;
import io.privicore.domain.directory.ProvisioningClientId;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DirectoryId;
import java.util.List;
import java.util.Optional;

/** Provisioning clients in memory. */
public final class InMemoryProvisioningClients implements ProvisioningClients {

    private final InMemoryDatabase database;
    private final InMemoryTable<ProvisioningClientId, ProvisioningClient> clients;

    public InMemoryProvisioningClients(InMemoryDatabase database) {
        this.database = database;
        this.clients = database.table();
    }

    @Override
    public Optional<Admitted> find(TokenHash token) {
        return clients.all().stream()
                .filter(client -> client.token().equals(token))
                .findFirst()
                .map(client -> {
                    var directory =
                            database.directories.find(client.directory()).orElseThrow();
                    return new Admitted(
                            client,
                            directory.shortName().value(),
                            !directory.settings().mandate().isNone());
                });
    }

    @Override
    public Optional<ProvisioningClient> find(DirectoryId directory, ProvisioningClientId id) {
        return clients.find(id).filter(client -> client.directory().equals(directory));
    }

    @Override
    public List<ProvisioningClient> of(DirectoryId directory) {
        return clients.all().stream()
                .filter(client -> client.directory().equals(directory))
                .toList();
    }

    @Override
    public void save(Change<ProvisioningClient> change) {
        database.appendAll(change.events());
        clients.put(change.after().id(), change.after());
    }

    @Override
    public void end(ProvisioningClient client, Change<Optional<ProvisioningClient>> change) {
        database.appendAll(change.events());
        if (clients.remove(client.id()).isEmpty()) {
            throw new UnitOfWork.Stale("Expected %s to be there, but it is gone".formatted(client.id()));
        }
    }
}
