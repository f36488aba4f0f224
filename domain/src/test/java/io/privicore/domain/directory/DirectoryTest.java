package io.privicore.domain.directory;

import static io.privicore.domain.directory.DirectoryFixture.DIRECTORY;
import static io.privicore.domain.directory.DirectoryFixture.NOW;
import static io.privicore.domain.directory.DirectoryFixture.OWNER;
import static io.privicore.domain.directory.DirectoryFixture.assertRefused;
import static io.privicore.domain.directory.DirectoryFixture.meta;
import static io.privicore.domain.kernel.Reason.DIRECTORY_SETTINGS_MALFORMED;
import static io.privicore.domain.kernel.Reason.METADATA_TOO_LARGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.profile.PasswordAge;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DirectoryTest {

    private static Directory aDirectory(Metadata meta) {
        return Directory.register(DIRECTORY, OWNER, new Name("Acme Ltd"), new ShortName("acme"), meta, NOW)
                .after();
    }

    @Test
    void tellsThatItIsRegistered() {
        var registered =
                Directory.register(DIRECTORY, OWNER, new Name("Acme Ltd"), new ShortName("acme"), Metadata.EMPTY, NOW);

        assertThat(registered.after().owner()).isEqualTo(OWNER);
        assertThat(registered.events())
                .containsExactly(new DirectoryEvent.Registered(OWNER, DIRECTORY, "Acme Ltd", "acme"));
    }

    @Test
    void putsMetaOverWhatItHas() {
        var directory = aDirectory(new Metadata(Map.of("country", "CH", "floor", 3)));

        var stored = directory.storeMeta(meta("floor", 4));

        assertThat(stored.after().meta().fields()).isEqualTo(Map.of("country", "CH", "floor", 4));
        assertThat(stored.events()).containsExactly(new DirectoryEvent.MetaStored(OWNER, DIRECTORY));
    }

    @Test
    void readsItsSettingsFromItsMeta() {
        var directory = aDirectory(meta("password", Map.of("expiryDays", 90)));

        assertThat(directory.settings().passwords().expiry()).contains(Duration.ofDays(90));
        assertThat(directory
                        .storeMeta(meta("password", Map.of()))
                        .after()
                        .settings()
                        .passwords())
                .isEqualTo(PasswordAge.ANY);
    }

    @Test
    void isNeverKeptWithSettingsThatSayNothing() {
        assertRefused(DIRECTORY_SETTINGS_MALFORMED, "an object", () -> aDirectory(meta("password", "strong")));
        assertRefused(DIRECTORY_SETTINGS_MALFORMED, "an object", () -> aDirectory(Metadata.EMPTY)
                .storeMeta(meta("policy", true)));
    }

    @Test
    void keepsNoMoreMetaThanFits() {
        var many = IntStream.range(0, Metadata.MAX_FIELDS)
                .boxed()
                .collect(Collectors.<Integer, String, Object>toMap(i -> "field" + i, i -> i));

        assertRefused(METADATA_TOO_LARGE, "at most 64", () -> aDirectory(new Metadata(many))
                .storeMeta(meta("one more", 1)));
    }
}
