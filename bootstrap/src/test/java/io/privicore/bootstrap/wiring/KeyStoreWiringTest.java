package io.privicore.bootstrap.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.adapters.crypto.keys.EngineKeyStore;
import io.privicore.application.port.KeyTraces;
import io.privicore.bootstrap.failure.StartFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyStoreWiringTest {

    private static final Optional<String> PASSWORD = Optional.of("open sesame");

    private final Path path;
    private final Database database = new Database();

    KeyStoreWiringTest(@TempDir Path folder) {
        path = folder.resolve("keys.p12");
    }

    @Nested
    class AnEmptyDatabase {

        @Test
        void getsANewKeyStoreAndRemembersIt() {
            var store = open();

            assertThat(database.fingerprint()).contains(store.fingerprint());
            assertThat(path).exists();
        }

        @Test
        void takesTheKeyStoreThatIsThere() {
            var there = EngineKeyStore.open(path, PASSWORD);

            assertThat(open().fingerprint()).isEqualTo(there.fingerprint());
        }
    }

    @Nested
    class ADatabaseWithItsKeyStore {

        @Test
        void startsAgain() {
            var first = open();
            database.highest = 1;

            assertThat(open().fingerprint()).isEqualTo(first.fingerprint());
        }

        @Test
        void startsAfterARotation() {
            database.highest = open().rotate();

            assertThat(open().ring().present()).isEqualTo(2);
        }
    }

    @Nested
    class ADatabaseWithoutItsKeyStore {

        @Test
        void refusesAnother() throws Exception {
            open();
            Files.delete(path);
            EngineKeyStore.open(path, PASSWORD);

            assertRefused("is not the one");
        }

        @Test
        void refusesAnOlderCopy() throws Exception {
            open();
            var copy = Files.readAllBytes(path);
            database.highest = open().rotate();
            Files.write(path, copy);

            assertRefused("is older than this database");
        }

        @Test
        void getsNoNewOne() throws Exception {
            open();
            Files.delete(path);

            assertRefused("is not there");
            assertThat(path).doesNotExist();
        }

        @Test
        void getsNoNewOneEvenWhenItRemembersNone() {
            database.highest = 1;

            assertRefused("is not there");
            assertThat(path).doesNotExist();
        }

        @Test
        void saysSoWhenThePasswordIsAnother() {
            open();

            assertThatThrownBy(() -> KeyStoreWiring.open(path, Optional.of("open barley"), database))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("password")
                    .hasMessageNotContaining("barley");
        }

        private void assertRefused(String why) {
            assertThatThrownBy(KeyStoreWiringTest.this::open)
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining(why)
                    .hasMessageContaining("keys.p12");
        }
    }

    private EngineKeyStore open() {
        return KeyStoreWiring.open(path, PASSWORD, database);
    }

    private static final class Database implements KeyTraces {

        private Optional<String> noted = Optional.empty();
        private int highest;

        @Override
        public Optional<String> fingerprint() {
            return noted;
        }

        @Override
        public String note(String fingerprint) {
            noted = Optional.of(noted.orElse(fingerprint));
            return noted.get();
        }

        @Override
        public boolean wrappedBeyond(int keyVersion) {
            return highest > keyVersion;
        }
    }
}
