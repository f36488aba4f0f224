package io.privicore.domain.directory;

import static io.privicore.domain.directory.DirectoryFixture.assertRefused;
import static io.privicore.domain.directory.DirectoryFixture.meta;
import static io.privicore.domain.kernel.Reason.DIRECTORY_SETTINGS_MALFORMED;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.profile.PasswordAge;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DirectorySettingsTest {

    @Test
    void askNothingWhereNothingIsSaid() {
        assertThat(DirectorySettings.of(Metadata.EMPTY))
                .isEqualTo(new DirectorySettings(Mandate.NONE, PasswordAge.ANY));
        assertThat(DirectorySettings.of(meta("country", "CH")).mandate().isNone())
                .isTrue();
        assertThat(DirectorySettings.of(meta("policy", Map.of("note", "later")))
                        .mandate()
                        .isNone())
                .isTrue();
    }

    @Test
    void canMakeEveryPoolMandatory() {
        assertThat(DirectorySettings.of(meta("policy", Map.of("mandatory", true)))
                        .mandate())
                .isEqualTo(new Mandate(true, Map.of()));
        assertThat(DirectorySettings.of(meta("policy", Map.of("mandatory", false)))
                        .mandate()
                        .isNone())
                .isTrue();
    }

    @Test
    void canMakePoolsMandatoryForSomeOperations() {
        var pools =
                Map.of("Board", List.of("data-token.delete", "data-token.request"), "Night", List.of("device.pair"));

        assertThat(DirectorySettings.of(meta("policy", Map.of("mandatory", pools)))
                        .mandate())
                .isEqualTo(new Mandate(
                        false,
                        Map.of(
                                "Board",
                                Set.of("data-token.delete", "data-token.request"),
                                "Night",
                                Set.of("device.pair"))));
    }

    @Test
    void sayHowOldPasswordsMustAndMayBe() {
        assertThat(DirectorySettings.of(meta("password", Map.of("minimumAgeDays", 1, "expiryDays", 3650L)))
                        .passwords())
                .isEqualTo(new PasswordAge(Optional.of(Duration.ofDays(1)), Optional.of(Duration.ofDays(3650))));
        assertThat(DirectorySettings.of(
                                meta("password", Map.of("minimumAgeDays", 0, "expiryDays", new BigDecimal("2.0"))))
                        .passwords())
                .isEqualTo(new PasswordAge(Optional.empty(), Optional.of(Duration.ofDays(2))));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void areRefusedWhereTheyCannotBeMeant(Metadata meta) {
        assertRefused(DIRECTORY_SETTINGS_MALFORMED, "Expected ", () -> DirectorySettings.of(meta));
    }

    static List<Metadata> malformed() {
        return List.of(
                meta("policy", "mandatory"),
                meta("policy", List.of()),
                meta("policy", Map.of("mandatory", "true")),
                meta("policy", Map.of("mandatory", 1)),
                meta("policy", Map.of("mandatory", List.of("Board"))),
                meta("policy", Map.of("mandatory", Map.of("Board", true))),
                meta("policy", Map.of("mandatory", Map.of("Board", "data-token.delete"))),
                meta("policy", Map.of("mandatory", Map.of("Board", List.of()))),
                meta("policy", Map.of("mandatory", Map.of("Board", List.of(1)))),
                meta("policy", Map.of("mandatory", Map.of("Board", List.of(" ")))),
                meta("policy", Map.of("mandatory", Map.of(" ", List.of("data-token.delete")))),
                meta("password", 90),
                meta("password", Map.of("expiryDays", "90")),
                meta("password", Map.of("expiryDays", true)),
                meta("password", Map.of("expiryDays", -1)),
                meta("password", Map.of("expiryDays", 3651)),
                meta("password", Map.of("expiryDays", 1.5)),
                meta("password", Map.of("expiryDays", BigInteger.TWO.pow(64).add(BigInteger.TEN))),
                meta("password", Map.of("expiryDays", new BigDecimal("1e400"))),
                meta("password", Map.of("minimumAgeDays", 90, "expiryDays", 90)),
                meta("password", Map.of("minimumAgeDays", 91, "expiryDays", 90)));
    }
}
