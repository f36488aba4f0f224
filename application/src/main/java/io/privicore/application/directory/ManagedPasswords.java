package io.privicore.application.directory;

import io.privicore.application.port.Directories;
import io.privicore.application.port.PasswordSettings;
import io.privicore.application.port.Profiles;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.profile.PasswordAge;
import io.privicore.domain.profile.Profile;

/** How old the passwords of managed users must be and may be, as their directory's meta says; those of others are free. */
public final class ManagedPasswords implements PasswordSettings {

    private final Profiles profiles;
    private final Directories directories;

    public ManagedPasswords(Profiles profiles, Directories directories) {
        this.profiles = profiles;
        this.directories = directories;
    }

    @Override
    public PasswordAge settingsFor(ProfileId profile) {
        return profiles.find(profile)
                .flatMap(Profile::managedBy)
                .map(directory -> directories.get(directory).settings().passwords())
                .orElse(PasswordAge.ANY);
    }
}
