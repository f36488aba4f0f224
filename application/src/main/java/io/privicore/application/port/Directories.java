package io.privicore.application.port;

import io.privicore.domain.directory.Directory;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.ProfileId;
import java.util.List;

/** All directories. */
public interface Directories {

    /** Refuses with {@code DIRECTORY_NOT_FOUND}. */
    Directory get(DirectoryId id);

    /** Those that mandate votes and in which the profile is and not suspended, read from the source every time. */
    List<Directory> mandating(ProfileId member);

    /** How many the profile owns. */
    int ownedBy(ProfileId owner);

    /** Saves state and events; refuses a short name that another has, with {@code DIRECTORY_SHORT_NAME_TAKEN}. */
    void save(Change<Directory> change);
}
