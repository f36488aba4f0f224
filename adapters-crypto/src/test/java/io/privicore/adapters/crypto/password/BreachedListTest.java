package io.privicore.adapters.crypto.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.privicore.application.port.BreachedPasswords;
import io.privicore.application.port.BreachedPasswordsContract;
import io.privicore.domain.profile.Password;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BreachedListTest {

    private static String sha1(String text) {
        try {
            return HexFormat.of()
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String numbered(int i) {
        return "stolen passphrase " + i;
    }

    @Nested
    final class ThatIsShipped extends BreachedPasswordsContract {

        @Override
        protected BreachedPasswords list() {
            return BreachedList.shipped();
        }

        /** The way it was made, as docs/passwords.md tells it. */
        @Test
        void isMadeOfTheListThatZxcvbnShips() throws IOException {
            List<String> commonest;
            try (var in = com.nulabinc.zxcvbn.Zxcvbn.class.getResourceAsStream(
                    "/com/nulabinc/zxcvbn/matchers/dictionaries/passwords.txt")) {
                assertThat(in).isNotNull();
                commonest = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .toList();
            }
            var expected = new ArrayList<String>();
            for (int rank = 1; rank <= commonest.size(); rank++) {
                var word = commonest.get(rank - 1);
                expected.add(word);
                if (rank <= 3000) {
                    expected.add(word.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + word.substring(1));
                    expected.add(word + word);
                }
            }

            byte[] shipped;
            try (var in = BreachedList.class.getResourceAsStream("breached-passwords.txt")) {
                assertThat(in).isNotNull();
                shipped = in.readAllBytes();
            }

            assertThat(new String(shipped, StandardCharsets.US_ASCII))
                    .isEqualTo(expected.stream()
                            .filter(word -> word.length() >= Password.MIN && word.length() <= Password.MAX)
                            .map(word -> sha1(word) + ":1\n")
                            .sorted()
                            .distinct()
                            .collect(Collectors.joining()));
        }
    }

    @Nested
    final class OfAHundredThousandHashes {

        private static final int COUNT = 100_000;
        private static byte[][] sorted = new byte[0][];

        private final Path folder;

        OfAHundredThousandHashes(@TempDir Path folder) {
            this.folder = folder;
        }

        @BeforeAll
        static void hash() throws NoSuchAlgorithmException {
            var sha1 = MessageDigest.getInstance("SHA-1");
            sorted = IntStream.range(0, COUNT)
                    .mapToObj(i -> sha1.digest(numbered(i).getBytes(StandardCharsets.UTF_8)))
                    .sorted(Arrays::compareUnsigned)
                    .toArray(byte[][]::new);
        }

        @ParameterizedTest
        @ValueSource(strings = {"\n", "\r\n"})
        void findsEveryOneAndNothingElse(String end) throws Exception {
            var file = folder.resolve("hashes.txt");
            var hex = HexFormat.of().withUpperCase();
            try (var out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
                for (int i = 0; i < COUNT; i++) {
                    out.append(hex.formatHex(sorted[i]));
                    // The last line need not be ended.
                    out.append(":").append(Integer.toString(1 + i % 100_000)).append(i == COUNT - 1 ? "" : end);
                }
            }

            try (var list = BreachedList.at(file)) {
                for (int i = 0; i < COUNT; i += 97) {
                    assertThat(list.contains(new Password(numbered(i)))).isTrue();
                    assertThat(list.contains(new Password(numbered(COUNT + i)))).isFalse();
                }
            }
            var lines = new HashLines(HashLines.of(Files.readAllBytes(file)), 40);
            for (int i = 0; i < COUNT; i++) {
                if (!lines.contains(hex.formatHex(sorted[i]))) {
                    throw new AssertionError("Expected line " + i + " to be found, but it is not");
                }
            }
            assertThat(lines.contains("0".repeat(40))).isFalse();
            assertThat(lines.contains("F".repeat(40))).isFalse();
        }
    }

    @Nested
    final class OfTheOperator {

        private final Path folder;

        OfTheOperator(@TempDir Path folder) {
            this.folder = folder;
        }

        private Path file(String... lines) throws IOException {
            return Files.writeString(folder.resolve("list.txt"), String.join("\n", lines));
        }

        private boolean contains(Path list, String password) throws Exception {
            try (var open = BreachedList.at(list)) {
                return open.contains(new Password(password));
            }
        }

        @Test
        void mayHaveOneLineWithOrWithoutACountInEitherCase() throws Exception {
            var hash = sha1(numbered(1));

            assertThat(contains(file(hash), numbered(1))).isTrue();
            assertThat(contains(file(hash.toLowerCase(java.util.Locale.ROOT) + ":7"), numbered(1)))
                    .isTrue();
            assertThat(contains(file(hash + ":7"), numbered(2))).isFalse();
        }

        @Test
        void meansNothingByACountOfNone() throws Exception {
            assertThat(contains(file(sha1(numbered(1)) + ":0"), numbered(1))).isFalse();
        }

        @Test
        void isRefusedWhereItIsMissingOrEmpty() {
            assertThatIOException().isThrownBy(() -> BreachedList.at(folder.resolve("nothing.txt")));
            assertThatIOException().isThrownBy(() -> BreachedList.at(file("")));
            assertThatIOException().isThrownBy(() -> BreachedList.at(folder));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "password1234",
                    "no hash of forty digits, but a longer line with words that never seems to come to an end at all",
                    "0000000000000000000000000000000000000000:x",
                    "0000000000000000000000000000000000000000 1",
                    "0000000000000000000000000000000000000000:",
                    "00000000000000000000000000000000000000000:1"
                })
        void isRefusedWhereItIsMalformed(String line) {
            assertThatIOException().isThrownBy(() -> BreachedList.at(file(line)));
        }

        @Test
        void isRefusedWhereItIsNotSortedByHash() {
            assertThatIOException()
                    .isThrownBy(() -> BreachedList.at(file("B".repeat(40) + ":1", "A".repeat(40) + ":1")))
                    .withMessageContaining("sorted");
        }

        @Test
        void doesNotLetPassWhatItCannotTell() throws Exception {
            var hashes = IntStream.range(0, 1000)
                    .mapToObj(i -> sha1(numbered(i)))
                    .sorted()
                    .toList();
            var damaged = new ArrayList<String>();
            for (int i = 0; i < hashes.size(); i++) {
                // What the start does not look at: a few lines in the middle of everything between.
                damaged.add(i % 500 == 499 ? "x".repeat(40) + ":1" : hashes.get(i) + ":1");
            }
            var lost = hashes.get(499);
            var bytes = String.join("\n", damaged).getBytes(StandardCharsets.US_ASCII);

            assertThatIOException().isThrownBy(() -> new HashLines(HashLines.of(bytes), 40).contains(lost));
        }

        @Test
        void mayBeAFolderOfRanges() throws Exception {
            var byPrefix = new TreeMap<String, List<String>>();
            for (int i = 0; i < 100; i++) {
                var hash = sha1(numbered(i));
                byPrefix.computeIfAbsent(hash.substring(0, 5), _ -> new ArrayList<>())
                        .add(hash.substring(5) + ":3");
            }
            for (var prefix : List.of("00000", "7FFFF", "FFFFF")) {
                byPrefix.computeIfAbsent(prefix, _ -> new ArrayList<>()).add("0".repeat(35) + ":1");
            }
            for (var range : byPrefix.entrySet()) {
                Files.writeString(
                        folder.resolve(range.getKey() + ".txt"),
                        range.getValue().stream().sorted().collect(Collectors.joining("\r\n")));
            }

            for (int i = 0; i < 100; i++) {
                assertThat(contains(folder, numbered(i))).isTrue();
            }
            // A range that is not there, or not written yet, says nothing of the password.
            Assertions.assertThatThrownBy(() -> contains(folder, numbered(100_001)))
                    .isInstanceOf(UncheckedIOException.class);
            Files.createFile(folder.resolve(sha1(numbered(100_001)).substring(0, 5) + ".txt"));
            Assertions.assertThatThrownBy(() -> contains(folder, numbered(100_001)))
                    .isInstanceOf(UncheckedIOException.class);
        }
    }
}
