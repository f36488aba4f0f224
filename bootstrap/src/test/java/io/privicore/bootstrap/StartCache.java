package io.privicore.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the JVM has kept of one start, so that each further one takes half the work, as for whoever calls
 * {@code ./privicore start}. To make it costs as much as some starts: it is made where the whole suite runs, once per build.
 */
final class StartCache {

    private static final Path FILE = Path.of("target", "tests.aot");
    private static final Path DRAFT = Path.of("target", "tests.aot.new");
    private static final Path LOCK = Path.of("target", "tests.aot.lock");
    private static final boolean WORTH_MAKING = Boolean.getBoolean("privicore.test.start-cache");

    private static boolean tried;

    private StartCache() {}

    /** Options of the JVM, after those that it shares with every start. */
    static synchronized List<String> options(Path program, List<String> shared) throws IOException {
        if (!isCurrent(program) && WORTH_MAKING && !tried) {
            tried = true;
            makeUnlessAnotherDoes(program, shared);
        }
        return isCurrent(program) ? List.of("-XX:AOTCache=" + FILE, "-Xlog:aot*=off", "-Xlog:cds*=off") : List.of();
    }

    private static boolean isCurrent(Path program) throws IOException {
        return Files.exists(FILE) && Files.getLastModifiedTime(FILE).compareTo(Files.getLastModifiedTime(program)) > 0;
    }

    /** Who comes while another makes it starts without. */
    private static void makeUnlessAnotherDoes(Path program, List<String> shared) throws IOException {
        try (var channel = FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.tryLock()) {
            if (lock != null && !isCurrent(program)) {
                make(program, shared);
            }
        }
    }

    private static void make(Path program, List<String> shared) throws IOException {
        Path folder = Files.createTempDirectory("privicore-start-cache");
        try {
            List<String> command = new ArrayList<>(shared);
            command.addAll(
                    List.of("-Xlog:disable", "-XX:AOTCacheOutput=" + DRAFT, "-jar", program.toString(), "start"));
            command.addAll(
                    List.of("--port", "0", "--data", folder.resolve("data").toString()));
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().keySet().removeIf(name -> name.startsWith("PRIVICORE_"));
            var process = builder.start();
            List<String> said = new ArrayList<>();
            try (var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
                for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                    said.add(line);
                    if (line.startsWith("Privicore is ready at ")) {
                        // By its handle: the process itself would no longer be heard from.
                        process.toHandle().destroy();
                    }
                }
            }
            process.waitFor();
            if (!Files.exists(DRAFT)) {
                throw new AssertionError("No start was learned from:\n" + String.join("\n", said));
            }
            Files.move(DRAFT, FILE, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
