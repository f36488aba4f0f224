package io.privicore.application.port;

import io.privicore.domain.access.TokenHash;
import io.privicore.domain.directory.ProvisioningClient;
import io.privicore.domain.directory.ProvisioningClientId;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DirectoryId;
import java.util.List;
import java.util.Optional;

/** The provisioning clients of directories that were not revoked, read from the source every time. */
public interface ProvisioningClients {

    Optional<Admitted> find(TokenHash token);

    Optional<ProvisioningClient> find(DirectoryId directory, ProvisioningClientId id);

    /** Oldest first. */
    List<ProvisioningClient> of(DirectoryId directory);

    /** Saves a new one and its events. */
    void save(Change<ProvisioningClient> change);

    /** Forgets it; saves the events of its end. Stale where it is gone. */
    void end(ProvisioningClient client, Change<Optional<ProvisioningClient>> change);

    /** @param guarded whether its directory mandates votes for any operation */
    record Admitted(ProvisioningClient client, String shortName, boolean guarded) {}
}
