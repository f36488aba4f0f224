package io.privicore.application.policy;

import io.privicore.application.command.DirectoryOperation;
import io.privicore.application.port.Directories;
import io.privicore.application.port.Profiles;
import io.privicore.application.port.ProvisioningClients;
import io.privicore.domain.directory.ProvisioningClientId;
import io.privicore.domain.kernel.ProfileId;
import java.util.LinkedHashMap;
import java.util.Map;

/** What voters are told of an operation on a directory: who wants something of whom, by the names people know. */
public final class DirectoryFacts {

    private final Directories directories;
    private final ProvisioningClients clients;
    private final Profiles profiles;

    public DirectoryFacts(Directories directories, ProvisioningClients clients, Profiles profiles) {
        this.directories = directories;
        this.clients = clients;
        this.profiles = profiles;
    }

    Map<String, String> of(ProfileId requester, DirectoryOperation operation) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("directory", operation.directory().toString());
        facts.put(
                "directoryName",
                directories.get(operation.directory()).shortName().value());
        putName(facts, "requesterName", requester);
        clients.find(operation.directory(), ProvisioningClientId.of(requester))
                .ifPresent(client -> facts.put("requesterName", client.name().value()));
        operation.about().ifPresent(profile -> putName(facts, "username", profile));
        return facts;
    }

    private void putName(Map<String, String> facts, String name, ProfileId profile) {
        profiles.find(profile)
                .ifPresent(found -> facts.put(name, found.username().value()));
    }
}
