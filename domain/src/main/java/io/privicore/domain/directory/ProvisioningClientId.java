package io.privicore.domain.directory;

import io.privicore.domain.kernel.ProfileId;
import java.util.UUID;

/** Names a provisioning client. */
public record ProvisioningClientId(UUID value) {

    /** What stands for the client where records name who acted: ids are random, so no profile has the same. */
    public ProfileId asActor() {
        return new ProfileId(value);
    }

    /** The client that an actor would be, if it is one. */
    public static ProvisioningClientId of(ProfileId actor) {
        return new ProvisioningClientId(actor.value());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
