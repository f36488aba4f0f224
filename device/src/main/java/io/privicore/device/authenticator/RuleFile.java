package io.privicore.device.authenticator;

import io.privicore.protocol.message.EngineMessage.AuthenticatorBallot;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Votes by a file of rules, which is read again once it has changed. A file that was changed into something else than
 * rules votes on nothing: what its author no longer wants must not go on, and what is wanted is not known.
 */
public final class RuleFile implements Voter {

    private static final System.Logger LOG = System.getLogger(RuleFile.class.getName());
    private static final long MOST_BYTES = 1 << 20;

    private final Path file;
    private Version version;
    private Optional<Rules> rules;

    private RuleFile(Path file, Version version, Rules rules) {
        this.file = file;
        this.version = version;
        this.rules = Optional.of(rules);
    }

    /** Reads the file, or says what is wrong with it. */
    public static RuleFile read(Path file) throws IOException {
        var version = Version.of(file);
        return new RuleFile(file, version, parse(file));
    }

    @Override
    public synchronized Optional<Opinion> opinionOn(AuthenticatorBallot ballot) {
        refresh();
        return rules.map(current -> current.opinionOn(ballot));
    }

    private void refresh() {
        var now = Version.of(file);
        if (now.equals(version)) {
            return;
        }
        version = now;
        try {
            rules = Optional.of(parse(file));
            LOG.log(Level.INFO, "The rules in {0} have changed and are followed from now on", file);
        } catch (IOException e) {
            rules = Optional.empty();
            LOG.log(Level.WARNING, "There are no votes until the rules are right. {0}", e.getMessage());
        }
    }

    private static Rules parse(Path file) throws IOException {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException("Expected at most %d bytes of rules, but there are more".formatted(MOST_BYTES));
            }
            return RuleReader.parse(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new IOException("Expected rules in %s, but there is no such file".formatted(file), e);
        } catch (MalformedInputException e) {
            throw new IOException("%s: Expected rules in UTF-8, but got other bytes".formatted(file), e);
        } catch (IOException e) {
            throw new IOException("%s: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** What tells one state of the file from another; all of it empty while there is no file. */
    private record Version(
            @Nullable FileTime modified,
            long size,
            @Nullable Object key) {

        static Version of(Path file) {
            try {
                var attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return new Version(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
            } catch (IOException e) {
                return new Version(null, -1, null);
            }
        }
    }
}
