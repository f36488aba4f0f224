package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.application.port.UnitOfWork.Stale;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.directory.ProvisioningClient;
import io.privicore.domain.directory.ProvisioningClientId;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

public abstract class ProvisioningClientsContract extends PersistenceContract {

    private final TokenHash token = aHash();
    private ProfileId owner;
    private DirectoryId directory;

    @BeforeEach
    void saveADirectory() {
        owner = aSavedProfile().id();
        directory = aDirectory(owner);
    }

    @Test
    void aClientThatWasNotSavedIsNotThere() {
        inFailingUnit(() -> ports().provisioningClients().save(aClient()));

        assertThat(ports().provisioningClients().find(token)).isEmpty();
        assertThat(ports().provisioningClients().of(directory)).isEmpty();
    }

    @Test
    void aClientIsFoundByItsTokenAndByItsDirectoryAlone() {
        var client = saved(aClient());

        assertThat(ports().provisioningClients().find(token)).hasValueSatisfying(admitted -> {
            assertThat(admitted.client()).isEqualTo(client);
            assertThat(admitted.shortName())
                    .isEqualTo(ports().directories().get(directory).shortName().value());
            assertThat(admitted.guarded()).isFalse();
        });
        assertThat(ports().provisioningClients().find(aHash())).isEmpty();
        assertThat(ports().provisioningClients().find(directory, client.id())).contains(client);
        assertThat(ports().provisioningClients().find(aDirectoryId(), client.id()))
                .isEmpty();
        assertThat(ports().provisioningClients().of(directory)).containsExactly(client);
    }

    @Test
    void aClientIsGuardedWhereItsDirectoryMandatesVotes() {
        saved(aClient());
        inUnit(() -> ports().directories()
                .save(ports().directories()
                        .get(directory)
                        .storeMeta(new Metadata(Map.of(
                                "policy", Map.of("mandatory", Map.of("board", List.of("directory.remove-user"))))))));

        assertThat(ports().provisioningClients().find(token))
                .hasValueSatisfying(admitted -> assertThat(admitted.guarded()).isTrue());
    }

    @Test
    void anEndedClientIsGone() {
        var client = saved(aClient());

        inUnit(() -> ports().provisioningClients().end(client, client.revoke(owner)));

        assertThat(ports().provisioningClients().find(token)).isEmpty();
        assertThat(ports().provisioningClients().find(directory, client.id())).isEmpty();
        assertThatThrownBy(() -> inUnit(() -> ports().provisioningClients().end(client, client.revoke(owner))))
                .isInstanceOf(Stale.class);
    }

    private Change<ProvisioningClient> aClient() {
        return ProvisioningClient.create(
                directory,
                new ProvisioningClientId(UUID.randomUUID()),
                owner,
                new Name("Okta"),
                token,
                aProfileId(),
                NOW);
    }

    private ProvisioningClient saved(Change<ProvisioningClient> change) {
        inUnit(() -> ports().provisioningClients().save(change));
        return change.after();
    }
}
