package io.privicore.domain.directory;

import static io.privicore.domain.directory.DirectoryFixture.DIRECTORY;
import static io.privicore.domain.directory.DirectoryFixture.NOW;
import static io.privicore.domain.directory.DirectoryFixture.SOMEBODY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.privicore.domain.access.TokenHash;
import io.privicore.domain.profile.PasswordAge;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Short names, mail addresses, password terms and enrolment links: values that check themselves. */
final class NamesOfADirectoryTest {

    private static final String LONGEST = "a".repeat(32);

    @ParameterizedTest
    @ValueSource(strings = {"ab", "a1", "42", "acme-ltd", "a--b", " acme "})
    void areShort(String text) {
        assertThat(new ShortName(text).value()).isEqualTo(text.strip());
        assertThat(new ShortName(LONGEST).value()).isEqualTo(LONGEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "-",
                "-a",
                "a-",
                "Acme",
                "ac me",
                "ac_me",
                "acmé",
                "a\nb",
                "aaaaaaaaaabbbbbbbbbbccccccccccddd"
            })
    void areNothingElse(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ShortName(text))
                .withMessageContaining("2 to 32 lower-case letters, digits or hyphens");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b", "ada@acme.example", " ada+x@acme.example ", "jürg@bücher.example"})
    void areMailAddresses(String text) {
        assertThat(new Email(text).value()).isEqualTo(text.strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "ada", "@acme.example", "ada@", "a@b@c", "ada lovelace@acme.example", "ada@acme\r\n.example"
            })
    void areNoMailAddresses(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Email(text));
    }

    @Test
    void areMailAddressesOfAtMost254Characters() {
        var longest = "a".repeat(248) + "@b.com";

        assertThat(new Email(longest).value()).hasSize(254);
        assertThatIllegalArgumentException().isThrownBy(() -> new Email("a" + longest));
    }

    @Test
    void haveTermsThatDoNotContradictEachOther() {
        var day = Optional.of(Duration.ofDays(1));

        assertThat(new PasswordAge(day, Optional.of(Duration.ofDays(1).plusNanos(1))).minimum())
                .isEqualTo(day);
        assertThatIllegalArgumentException().isThrownBy(() -> new PasswordAge(day, day));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PasswordAge(Optional.of(Duration.ZERO), Optional.empty()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PasswordAge(Optional.empty(), Optional.of(Duration.ofDays(-1))));
    }

    @Test
    void areLinksUntilTheyExpire() {
        var link = new Enrolment(new TokenHash(new byte[32]), DIRECTORY, SOMEBODY, NOW);

        assertThat(link.isValidAt(NOW.minusNanos(1))).isTrue();
        assertThat(link.isValidAt(NOW)).isFalse();
    }
}
