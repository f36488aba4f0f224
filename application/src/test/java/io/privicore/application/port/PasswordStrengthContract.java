package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.domain.profile.Password;
import io.privicore.domain.profile.Username;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link PasswordStrength} keeps to. */
public abstract class PasswordStrengthContract {

    private static final Username ADA = new Username("ada.lovelace");

    protected abstract PasswordStrength strength();

    @Test
    void aLongPhraseSuffices() {
        assertThat(strength().suffices(new Password("violet kettle under 7 bridges"), ADA))
                .isTrue();
    }

    @Test
    void aCommonPasswordDoesNot() {
        assertThat(strength().suffices(new Password("password1234"), ADA)).isFalse();
    }

    @Test
    void noPasswordThatHoldsTheUsernameDoes() {
        assertThat(strength().suffices(new Password("violet kettle ADA.Lovelace 7 bridges"), ADA))
                .isFalse();
    }
}
