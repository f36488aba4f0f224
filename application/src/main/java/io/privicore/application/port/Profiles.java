package io.privicore.application.port;

import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.profile.Profile;
import io.privicore.domain.profile.Username;
import java.util.Optional;

/** All profiles. */
public interface Profiles {

    /** Refuses with {@code PROFILE_NOT_FOUND}. */
    Profile get(ProfileId id);

    Optional<Profile> find(ProfileId id);

    Optional<Profile> find(Username username);

    /** Saves state and events. Refuses with {@code USERNAME_TAKEN} a new profile under a name that somebody has. */
    void save(Change<Profile> change);
}
