package io.privicore.application.port;

import io.privicore.domain.profile.Password;
import io.privicore.domain.profile.Username;

/** Judges how easily a password is guessed. */
@FunctionalInterface
public interface PasswordStrength {

    /** Whether it withstands guessing well enough, also by somebody who knows the username. */
    boolean suffices(Password password, Username username);
}
