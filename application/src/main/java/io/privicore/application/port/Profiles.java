package io.privicore.application.port;

import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.profile.Profile;
import io.privicore.domain.profile.Username;
import java.util.Optional;
import java.util.Set;

/** All profiles. */
public interface Profiles {

    /** Refuses with {@code PROFILE_NOT_FOUND}. */
    Profile get(ProfileId id);

    /** As it is once whoever changes it now has done so; nobody changes it until the present unit of work ends. */
    Profile locked(ProfileId id);

    Optional<Profile> find(ProfileId id);

    Optional<Profile> find(Username username);

    /** Those of the profiles that may act: that are there, and neither suspended nor removed. */
    Set<ProfileId> usable(Set<ProfileId> profiles);

    /** Saves state and events. Refuses with {@code USERNAME_TAKEN} a new profile under a name that somebody has. */
    void save(Change<Profile> change);
}
