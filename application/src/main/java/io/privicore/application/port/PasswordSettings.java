package io.privicore.application.port;

import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.profile.PasswordAge;

/** How old passwords must be and may be, which whoever governs a profile decides. */
@FunctionalInterface
public interface PasswordSettings {

    PasswordAge settingsFor(ProfileId profile);
}
