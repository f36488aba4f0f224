package io.privicore.application.port;

import io.privicore.domain.profile.Password;
import io.privicore.domain.profile.Username;
import java.util.Locale;

/** Lets everything pass that holds neither the username nor the word "password". */
public final class PlainPasswordStrength implements PasswordStrength {

    @Override
    public boolean suffices(Password password, Username username) {
        return !password.contains(username)
                && !password.value().toLowerCase(Locale.ROOT).contains("password");
    }
}
