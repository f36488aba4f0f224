package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.domain.profile.PasswordHash;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link PasswordHashes} keeps to. */
public abstract class PasswordHashesContract {

    private static final String PASSWORD = "correct horse battery staple";

    protected abstract PasswordHashes hashes();

    /** The same under other parameters. */
    protected abstract PasswordHashes hashesUnderOtherParameters();

    @Test
    void aPasswordMatchesItsHash() {
        PasswordHash hash = hashes().hash(PASSWORD);

        assertThat(hashes().matches(PASSWORD, hash)).isTrue();
    }

    @Test
    void anotherPasswordDoesNot() {
        PasswordHash hash = hashes().hash(PASSWORD);

        assertThat(hashes().matches(PASSWORD + " ", hash)).isFalse();
        assertThat(hashes().matches("", hash)).isFalse();
    }

    @Test
    void hashesOfOnePasswordDiffer() {
        assertThat(hashes().hash(PASSWORD)).isNotEqualTo(hashes().hash(PASSWORD));
    }

    @Test
    void aHashIsOutdatedOnlyUnderOtherParameters() {
        PasswordHash hash = hashes().hash(PASSWORD);

        assertThat(hashes().isOutdated(hash)).isFalse();
        assertThat(hashesUnderOtherParameters().isOutdated(hash)).isTrue();
    }

    @Test
    void anOutdatedHashStillMatches() {
        PasswordHash hash = hashes().hash(PASSWORD);

        assertThat(hashesUnderOtherParameters().matches(PASSWORD, hash)).isTrue();
    }

    @Test
    void nothingMatchesTheDecoy() {
        assertThat(hashes().matches(PASSWORD, hashes().decoy())).isFalse();
        assertThat(hashes().matches("", hashes().decoy())).isFalse();
    }

    @Test
    void theDecoyIsNotOutdated() {
        PasswordHashes hashes = hashes();

        assertThat(hashes.isOutdated(hashes.decoy())).isFalse();
        assertThat(hashes.decoy()).isEqualTo(hashes.decoy());
    }

    @Test
    void nothingMatchesWhatIsNoHash() {
        PasswordHash broken = new PasswordHash("broken");

        assertThat(hashes().matches(PASSWORD, broken)).isFalse();
        assertThat(hashes().isOutdated(broken)).isTrue();
    }
}
