package io.privicore.domain.kernel;

import java.util.UUID;

/** Names an actor: a user, an application or a device owner. Everything that is owned refers to one. */
public record ProfileId(UUID value) {

    /** Stands for nobody in the records of commands that are open to the public. */
    public static final ProfileId NOBODY = new ProfileId(new UUID(0, 0));

    public static ProfileId of(String text) {
        return new ProfileId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
