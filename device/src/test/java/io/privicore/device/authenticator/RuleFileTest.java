package io.privicore.device.authenticator;

import static io.privicore.device.authenticator.BallotFixture.aBallot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.protocol.message.Choice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleFileTest {

    private Path file;

    @BeforeEach
    void writeRules(@TempDir Path folder) throws IOException {
        file = folder.resolve("rules.json");
        write("no");
    }

    private void write(String vote) throws IOException {
        // A file beside it takes its place, as editors do it; so it differs even within one tick of the clock.
        var next = file.resolveSibling("next");
        Files.writeString(next, "{\"default\": {\"vote\": \"%s\"}}".formatted(vote));
        Files.deleteIfExists(file);
        Files.move(next, file);
    }

    private static Optional<Choice> vote(RuleFile rules) {
        return rules.opinionOn(aBallot().sent()).map(Opinion::choice);
    }

    @Test
    void votesByTheRulesInIt() throws IOException {
        assertThat(vote(RuleFile.read(file))).contains(Choice.NO);
    }

    @Test
    void isReadAgainOnceItHasChanged() throws IOException {
        var rules = RuleFile.read(file);
        write("abstain");

        assertThat(vote(rules)).contains(Choice.ABSTAIN);
    }

    @Test
    void votesOnNothingWhileItIsBroken() throws IOException {
        var rules = RuleFile.read(file);
        write("perhaps");
        assertThat(vote(rules)).isEmpty();
        assertThat(vote(rules)).isEmpty();

        write("yes");
        assertThat(vote(rules)).contains(Choice.YES);
    }

    @Test
    void votesOnNothingWhileItIsNotThere() throws IOException {
        var rules = RuleFile.read(file);
        Files.delete(file);
        assertThat(vote(rules)).isEmpty();

        write("yes");
        assertThat(vote(rules)).contains(Choice.YES);
    }

    @Test
    void isRefusedWithItsNameIfItIsBroken() throws IOException {
        write("perhaps");

        assertThatThrownBy(() -> RuleFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("rules.json: Expected a \"vote\"");
    }

    @Test
    void isRefusedIfItIsNotThereOrNoTextOrTooLarge() throws IOException {
        var missing = file.resolveSibling("missing.json");
        assertThatThrownBy(() -> RuleFile.read(missing)).hasMessageContaining("there is no such file");

        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThatThrownBy(() -> RuleFile.read(file)).hasMessageContaining("UTF-8");

        Files.write(file, new byte[(1 << 20) + 1]);
        assertThatThrownBy(() -> RuleFile.read(file)).hasMessageContaining("at most 1048576 bytes");
    }
}
