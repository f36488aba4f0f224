package io.privicore.domain.directory;

import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import java.time.Instant;
import java.util.Optional;

/**
 * A program that keeps the users and groups of one directory, such as an organisation's identity provider. It is nobody's
 * agent: it acts in its own name and stays when whoever made it leaves. Its token is not kept, only the hash; revoked ones
 * are not kept at all.
 *
 * @param createdBy who made it
 */
public record ProvisioningClient(
        DirectoryId directory,
        ProvisioningClientId id,
        Name name,
        TokenHash token,
        ProfileId createdBy,
        Instant createdAt) {

    /** What it is in its directory, where users and groups are concerned; it never gets to anything else. */
    public static final Role ROLE = Role.ADMINISTRATOR;

    /** @param owner the directory's owner */
    public static Change<ProvisioningClient> create(
            DirectoryId directory,
            ProvisioningClientId id,
            ProfileId owner,
            Name name,
            TokenHash token,
            ProfileId createdBy,
            Instant now) {
        return Change.of(
                new ProvisioningClient(directory, id, name, token, createdBy, now),
                new DirectoryEvent.ProvisioningClientCreated(owner, directory, id, name.value()));
    }

    /** For good. */
    public Change<Optional<ProvisioningClient>> revoke(ProfileId owner) {
        return Change.of(
                Optional.empty(), new DirectoryEvent.ProvisioningClientRevoked(owner, directory, id, name.value()));
    }
}
