package io.privicore.bootstrap.demo;

import io.privicore.bootstrap.failure.StartFailure;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The file that the demo is about. */
public record InputFile(Path path, byte[] content) {

    private static final String SHIPPED = "examples/a-letter.txt";

    /** What fits into one request, after encryption. */
    private static final int LONGEST_INLINE = 51_200;

    /** Reads the file, or the one that comes with the program; refused, in words, if the demo cannot be about it. */
    public static InputFile read(@Nullable Path given) {
        Path path = given == null ? shipped() : given;
        try {
            if (!Files.isRegularFile(path)) {
                throw new StartFailure("Expected a file in " + path + ", but there is none.");
            }
            if (Files.size(path) + FileCipher.OVERHEAD > LONGEST_INLINE) {
                throw new StartFailure("%s has %s. This version takes files of at most %s; longer ones need streams,"
                                .formatted(
                                        path.getFileName(),
                                        Screen.bytes(Files.size(path)),
                                        Screen.bytes(LONGEST_INLINE - FileCipher.OVERHEAD))
                        + " which come in a later version.");
            }
            return new InputFile(path, Files.readAllBytes(path));
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

    String name() {
        return path.getFileName().toString();
    }

    /** What follows the last dot of the name; a dash if nothing does. */
    String extension() {
        int dot = name().lastIndexOf('.');
        return dot < 0 || dot == name().length() - 1 ? "-" : name().substring(dot + 1);
    }
}
