package io.privicore.application.port;

import io.privicore.domain.profile.Password;

/** A list of one. */
public final class PlainBreachedPasswords implements BreachedPasswords {

    @Override
    public boolean contains(Password password) {
        return password.equals(BreachedPasswordsContract.STOLEN);
    }
}
