package io.privicore.bootstrap.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The numbered rules of {@code docs/rules.md} are each proven by tests that exist. */
final class RulesTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern ROW = Pattern.compile("^\\| ([A-Z]-\\d+) \\|.*$", Pattern.MULTILINE);
    private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");

    private final Map<String, String> tests = sourcesOfTests();

    private static List<MatchResult> rules() throws IOException {
        return ROW.matcher(Files.readString(ROOT.resolve("docs/rules.md")))
                .results()
                .toList();
    }

    private static Map<String, String> sourcesOfTests() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().contains("src/test/java"))
                    .filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.getFileName().toString().equals("package-info.java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            RulesTest::read,
                            (one, other) -> one + other));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void areNumberedOnce() throws IOException {
        assertThat(rules()).isNotEmpty().extracting(rule -> rule.group(1)).doesNotHaveDuplicates();
    }

    @Test
    void nameATestEach() throws IOException {
        assertThat(rules()).allSatisfy(rule -> assertThat(
                        TEST.matcher(rule.group()).results().toList())
                .as(rule.group(1))
                .isNotEmpty());
    }

    @Test
    void nameTestsThatExist() throws IOException {
        assertThat(rules()).allSatisfy(rule -> assertThat(
                        TEST.matcher(rule.group()).results().toList())
                .as(rule.group(1))
                .allSatisfy(test ->
                        assertThat(tests.getOrDefault(test.group(1), "")).contains("void " + test.group(2) + "(")));
    }
}
