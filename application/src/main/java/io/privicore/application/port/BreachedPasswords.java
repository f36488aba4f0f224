package io.privicore.application.port;

import io.privicore.domain.profile.Password;

/** The passwords that are known to whoever guesses, since they were stolen somewhere. */
@FunctionalInterface
public interface BreachedPasswords {

    boolean contains(Password password);
}
