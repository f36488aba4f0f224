package io.privicore.application.command;

import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.ProfileId;
import java.util.Optional;

/** An operation on one directory. Whoever calls it must have the right there that its declaration asks for. */
public interface DirectoryOperation {

    DirectoryId directory();

    /** The member it is about, where it is about one; its declaration may open it to that member whatever its role. */
    default Optional<ProfileId> about() {
        return Optional.empty();
    }
}
