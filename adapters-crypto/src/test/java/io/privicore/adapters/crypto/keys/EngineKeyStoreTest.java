package io.privicore.adapters.crypto.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EngineKeyStoreTest {

    private final Path folder;

    EngineKeyStoreTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Nested
    class AtTheFirstStart {

        @Test
        void theStoreIsMadeForItsOwnerOnly() throws IOException {
            EngineKeyStore store = EngineKeyStore.open(path(), Optional.empty());

            assertThat(store.ring().present()).isEqualTo(1);
            assertThat(permissions(path())).isEqualTo("rw-------");
            assertThat(permissions(folder.resolve("deep/keys.password"))).isEqualTo("rw-------");
        }

        @Test
        void nothingElseIsLeftBehind() throws IOException {
            EngineKeyStore.open(path(), Optional.empty());

            try (var files = Files.list(folder.resolve("deep"))) {
                assertThat(files.map(Path::getFileName).map(Path::toString))
                        .containsExactlyInAnyOrder("keys.p12", "keys.p12.lock", "keys.password");
            }
        }

        @Test
        void aGivenPasswordIsNotWrittenDown() throws IOException {
            EngineKeyStore.open(path(), Optional.of("open sesame"));

            try (var files = Files.list(folder.resolve("deep"))) {
                assertThat(files.map(Path::getFileName).map(Path::toString))
                        .containsExactlyInAnyOrder("keys.p12", "keys.p12.lock");
            }
        }

        @Test
        void allWhoComeAtOnceGetTheSameKeys() throws Exception {
            List<Callable<String>> starts = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                starts.add(() -> EngineKeyStore.open(path(), Optional.empty()).fingerprint());
            }

            try (var threads = Executors.newFixedThreadPool(8)) {
                List<String> fingerprints = new ArrayList<>();
                for (Future<String> start : threads.invokeAll(starts)) {
                    fingerprints.add(start.get());
                }
                assertThat(fingerprints).hasSize(8).containsOnly(fingerprints.getFirst());
            }
        }

        @Test
        void aFileThatSomebodyElseMadeMeanwhileIsKept() throws IOException {
            SecretFile file = new SecretFile(folder.resolve("once"));

            file.createUnlessThere(new byte[] {1});
            file.createUnlessThere(new byte[] {2});

            assertThat(file.read()).containsExactly(1);
        }
    }

    @Nested
    class AtALaterStart {

        @Test
        void theKeysAreTheSame() {
            KeyRing first = EngineKeyStore.open(path(), Optional.empty()).ring();
            KeyRing second = EngineKeyStore.open(path(), Optional.empty()).ring();

            assertThat(second.fingerprint()).isEqualTo(first.fingerprint());
            assertThat(second.engine().secret()).isEqualTo(first.engine().secret());
            assertThat(second.keyEncryptionKey(1).orElseThrow().secret())
                    .isEqualTo(first.keyEncryptionKey(1).orElseThrow().secret());
        }

        @Test
        void anotherPasswordOpensNothingAndIsNotTold() {
            EngineKeyStore.open(path(), Optional.of("open sesame"));

            assertThatIllegalStateException()
                    .isThrownBy(() -> EngineKeyStore.open(path(), Optional.of("open barley")))
                    .withMessageContaining("keys.p12")
                    .withMessageNotContaining("barley");
        }

        @Test
        void aLostPasswordIsNotReplacedByAnother() throws IOException {
            EngineKeyStore.open(path(), Optional.empty());
            Files.delete(folder.resolve("deep/keys.password"));

            assertThatIllegalStateException()
                    .isThrownBy(() -> EngineKeyStore.open(path(), Optional.empty()))
                    .withMessageContaining("keys.password");
        }

        @Test
        void aDamagedStoreIsNotReplacedByAnother() throws IOException {
            EngineKeyStore.open(path(), Optional.of("open sesame"));
            byte[] damaged = Files.readAllBytes(path());
            damaged[damaged.length / 2] ^= 1;
            Files.write(path(), damaged);

            assertThatIllegalStateException().isThrownBy(() -> EngineKeyStore.open(path(), Optional.of("open sesame")));
            assertThat(Files.readAllBytes(path())).isEqualTo(damaged);
        }
    }

    @Nested
    class Rotation {

        @Test
        void addsAKeyAndKeepsTheOthers() {
            EngineKeyStore store = EngineKeyStore.open(path(), Optional.empty());
            KeyRing before = store.ring();

            assertThat(store.rotate()).isEqualTo(2);

            KeyRing after = EngineKeyStore.open(path(), Optional.empty()).ring();
            assertThat(after.present()).isEqualTo(2);
            assertThat(after.fingerprint()).isEqualTo(before.fingerprint());
            assertThat(after.keyEncryptionKey(1).orElseThrow().secret())
                    .isEqualTo(before.keyEncryptionKey(1).orElseThrow().secret())
                    .isNotEqualTo(after.keyEncryptionKey(2).orElseThrow().secret());
        }

        @Test
        void reachesAnotherNodeAsSoonAsItMeetsTheNewKey() {
            EngineKeyStore here = EngineKeyStore.open(path(), Optional.empty());
            EngineKeyStore there = EngineKeyStore.open(path(), Optional.empty());

            here.rotate();

            assertThat(there.keyEncryptionKey(2)).isPresent();
            assertThat(there.ring().present()).isEqualTo(2);
            assertThat(there.keyEncryptionKey(3)).isEmpty();
        }

        @Test
        void ofTwoNodesAddsTwoKeys() {
            EngineKeyStore here = EngineKeyStore.open(path(), Optional.empty());
            EngineKeyStore there = EngineKeyStore.open(path(), Optional.empty());

            assertThat(here.rotate()).isEqualTo(2);
            assertThat(there.rotate()).isEqualTo(3);
            assertThat(here.keyEncryptionKey(3)).isPresent();
        }

        @Test
        void keepsThePermissions() throws IOException {
            EngineKeyStore.open(path(), Optional.empty()).rotate();

            assertThat(permissions(path())).isEqualTo("rw-------");
        }

        @Test
        void isRefusedWhenTheStoreWasExchanged() throws IOException {
            EngineKeyStore store = EngineKeyStore.open(path(), Optional.of("open sesame"));
            Path other = folder.resolve("other.p12");
            EngineKeyStore.open(other, Optional.of("open sesame"));
            Files.move(other, path(), StandardCopyOption.REPLACE_EXISTING);

            assertThatIllegalStateException().isThrownBy(store::rotate).withMessageContaining("replaced");
            assertThat(store.keyEncryptionKey(2)).isEmpty();
            assertThat(store.keyEncryptionKey(1)).isPresent();
        }
    }

    @Test
    void noKeyPrintsItself() {
        EngineKeyStore store = EngineKeyStore.open(path(), Optional.of("open sesame"));

        assertThat(store.toString()).contains("keys.p12").doesNotContain("sesame");
        assertThat(store.ring().toString()).isEqualTo("KeyRing[1…]");
    }

    @Test
    void otherStoresHaveOtherFingerprints() {
        String one = EngineKeyStore.open(folder.resolve("one/keys.p12"), Optional.empty())
                .fingerprint();
        String two = EngineKeyStore.open(folder.resolve("two/keys.p12"), Optional.empty())
                .fingerprint();

        assertThat(one).matches("[0-9a-f]{32}").isNotEqualTo(two);
    }

    private Path path() {
        return folder.resolve("deep/keys.p12");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
