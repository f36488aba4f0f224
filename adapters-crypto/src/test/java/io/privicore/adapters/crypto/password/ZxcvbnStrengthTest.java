package io.privicore.adapters.crypto.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.privicore.application.port.PasswordStrength;
import io.privicore.application.port.PasswordStrengthContract;
import io.privicore.domain.profile.Password;
import io.privicore.domain.profile.Username;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ZxcvbnStrengthTest extends PasswordStrengthContract {

    private final PasswordStrength strength = new ZxcvbnStrength(3);
    private final Username username = new Username("margaret.hamilton@example.com");

    @Override
    protected PasswordStrength strength() {
        return strength;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aaaaaaaaaaaaaaaaaaaaaaaa",
                "123456789012",
                "qwertyuiopas",
                "passwordpassword",
                "P@ssw0rdP@ssw0rd",
                "iloveyou2024"
            })
    void whatOthersChooseTooIsWeak(String password) {
        assertThat(strength.suffices(new Password(password), username)).isFalse();
    }

    @Test
    void aLongPasswordIsAsStrongAsItsStrongerEnd() {
        String weak = "a".repeat(60);

        assertThat(strength.suffices(new Password(weak + "violet kettle under 7 bridges"), username))
                .isTrue();
        assertThat(strength.suffices(new Password("violet kettle under 7 bridges" + weak), username))
                .isTrue();
        assertThat(strength.suffices(new Password(weak + weak), username)).isFalse();
    }

    @Test
    void theWorstToJudgeIsJudgedSoon() {
        Password worst = new Password("1|7!4@({[<$5+0xq".repeat(8));

        assertTimeout(Duration.ofSeconds(2), () -> strength.suffices(worst, username));
    }

    @Test
    void signsInAnyNumberDoNotHurt() {
        assertThat(strength.suffices(new Password("4@8({[<36!|01l5$7+2%"), username))
                .isTrue();
    }
}
