package io.privicore.bootstrap.demo;

import io.privicore.bootstrap.failure.StartFailure;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file on disk. */
public record InputFile(Path path, long size) implements DemoFile {

    private static final String SHIPPED = "examples/a-letter.txt";

    /** The file, or the one that comes with the program; refused, in words, if the demo cannot be about it. */
    public static InputFile of(@Nullable Path given) {
        Path path = given == null ? shipped() : given;
        if (!Files.isRegularFile(path)) {
            throw new StartFailure("Expected a file in " + path + ", but there is none.");
        }
        try {
            return new InputFile(path, Files.size(path));
        } catch (IOException e) {
            throw new StartFailure("Cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    private static Path shipped() {
        try {
            Path program = Path.of(InputFile.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            for (Path folder = program.getParent(); folder != null; folder = folder.getParent()) {
                if (Files.isRegularFile(folder.resolve(SHIPPED))) {
                    return folder.resolve(SHIPPED);
                }
            }
        } catch (URISyntaxException e) {
            // Not a place in the file system; the answer is the same.
        }
        throw new StartFailure("The example file " + SHIPPED + " is not there. Name a file: privicore demo <file>");
    }

    @Override
    public String name() {
        return path.getFileName().toString();
    }

    @Override
    public InputStream open() throws IOException {
        return Files.newInputStream(path);
    }
}
