package io.privicore.bootstrap.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.ConnectionFactory;
import io.privicore.device.Main;
import io.privicore.protocol.key.SignedKey;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** The reference device as a process of its own, with a folder of its own; it can be stopped and started again. */
final class StorageDevice {

    private static final long SECONDS_TO_END = 5;

    /** The jars that a device needs, by a class of each; nothing of the platform is on its class path. */
    private static final List<Class<?>> NEEDED = List.of(
            Main.class,
            SignedKey.class,
            X25519PublicKeyParameters.class,
            ConnectionFactory.class,
            LoggerFactory.class,
            JsonFactory.class,
            CommandLine.class);

    private final String name;
    private final String identifier;
    private final Path folder;
    private @Nullable Process process;

    private StorageDevice(String name, String identifier, Path folder) {
        this.name = name;
        this.identifier = identifier;
        this.folder = folder;
    }

    /** Puts the bundle into the folder, readable by this user only. */
    static StorageDevice configured(String name, String identifier, Path folder, JsonNode bundle) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(folder.resolve("bundle.json"), bundle.toPrettyString());
        return new StorageDevice(name, identifier, folder);
    }

    String name() {
        return name;
    }

    String identifier() {
        return identifier;
    }

    Path folder() {
        return folder;
    }

    DeviceDisk disk() {
        return new DeviceDisk(folder.resolve("data"));
    }

    synchronized void start() throws IOException {
        process = program()
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log().toFile()))
                .start();
    }

    /** Starts it with a way to vote of its own; what it says and hears is the caller's. */
    synchronized Process start(String howToVote) throws IOException {
        var builder = program();
        builder.command().addAll(List.of("--vote", howToVote));
        process = builder.redirectErrorStream(true).start();
        return process;
    }

    Path log() {
        return folder.resolve("device.log");
    }

    private ProcessBuilder program() {
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-Djava.util.logging.SimpleFormatter.format=%1$tF %1$tT %4$s %5$s%n",
                "-cp",
                classPath(),
                Main.class.getName(),
                folder.resolve("bundle.json").toString(),
                "--data",
                folder.resolve("data").toString());
    }

    private static String classPath() {
        return NEEDED.stream().map(StorageDevice::jar).distinct().collect(Collectors.joining(File.pathSeparator));
    }

    private static String jar(Class<?> part) {
        try {
            return Path.of(part.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    synchronized boolean runs() {
        return process != null && process.isAlive();
    }

    synchronized long processId() {
        return process == null ? 0 : process.pid();
    }

    /** What it said last, for whoever wants to know why it does not run. */
    String lastWords() throws IOException {
        List<String> lines = Files.readAllLines(log());
        return lines.isEmpty() ? "it said nothing" : lines.getLast();
    }

    /** Ends it as a power cut would. */
    synchronized void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly();
            process.waitFor();
        }
    }

    /** Asks it to end, and does not wait. */
    synchronized void dismiss() {
        if (process != null) {
            process.destroy();
        }
    }

    /** Waits until it has ended, and ends it if that takes long. */
    synchronized void awaitEnd() {
        if (process == null) {
            return;
        }
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
