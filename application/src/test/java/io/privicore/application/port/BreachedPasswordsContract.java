package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.domain.profile.Password;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link BreachedPasswords} keeps to. */
public abstract class BreachedPasswordsContract {

    protected static final Password STOLEN = new Password("trustno1trustno1");

    /** One that has {@link #STOLEN} on it. */
    protected abstract BreachedPasswords list();

    @Test
    void aPasswordOnTheListIsFound() {
        assertThat(list().contains(STOLEN)).isTrue();
    }

    @Test
    void anotherOneIsNot() {
        assertThat(list().contains(new Password("violet kettle under 7 bridges")))
                .isFalse();
        assertThat(list().contains(new Password(STOLEN.value() + " "))).isFalse();
    }
}
