package io.privicore.benchmarks.platform;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Devices of one account, running as child processes of their own. */
public final class RunningDevices implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final List<Running> running = new ArrayList<>();

    private RunningDevices(Path folder) {
        this.folder = folder;
    }

    /**
     * Requests, approves, configures, starts and registers them, and waits until all are online.
     *
     * @param command how to start one; {@code {bundle}} and {@code {folder}} stand for its configuration and for an
     *     empty folder of its own. Without {@code {bundle}} the bundle becomes the last argument
     */
    public static RunningDevices start(Account account, Role role, int count, String command)
            throws IOException, InterruptedException {
        if (command.isBlank()) {
            throw new IOException("Expected --device-command, because this operation needs devices");
        }
        RunningDevices devices = new RunningDevices(Files.createTempDirectory("privicore-benchmarks"));
        try (Wire wire = account.wire()) {
            for (int i = 0; i < count; i++) {
                devices.add(account, wire, role, i, command);
            }
            awaitOnline(wire, role, count);
            return devices;
        } catch (IOException | InterruptedException e) {
            devices.close();
            throw e;
        }
    }

    private void add(Account account, Wire wire, Role role, int number, String command)
            throws IOException, InterruptedException {
        String id = account.device(wire, "device " + number);
        byte[] bundle = wire.get("/device/retrieve-device-configuration/" + id)
                .expect(200)
                .body();
        Path own = Files.createDirectory(folder.resolve("device-" + number));
        Path file = Files.write(own.resolve("bundle.json"), bundle);
        account.command(wire, role.registration(), Map.of("deviceIdentifier", id));
        List<String> arguments = arguments(command, file, own);
        running.add(new Running(id, own, arguments, start(arguments, own)));
    }

    private static Process start(List<String> arguments, Path own) throws IOException {
        return new ProcessBuilder(arguments)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(own.resolve("log").toFile()))
                .start();
    }

    public int count() {
        return running.size();
    }

    /** The identifier of one of them. */
    public String id(int number) {
        return running.get(number).id;
    }

    /** What one of them was given as its folder. */
    public Path folder(int number) {
        return running.get(number).folder;
    }

    public void stop(int number) {
        stop(running.get(number).process);
    }

    /** Starts one again that was stopped; returns when its process runs. */
    public void startAgain(int number) throws IOException {
        Running before = running.get(number);
        running.set(
                number,
                new Running(before.id, before.folder, before.arguments, start(before.arguments, before.folder)));
    }

    private static List<String> arguments(String command, Path bundle, Path folder) {
        List<String> arguments = new ArrayList<>();
        for (String word : command.strip().split("\\s+")) {
            arguments.add(word.replace("{bundle}", bundle.toString()).replace("{folder}", folder.toString()));
        }
        if (!command.contains("{bundle}")) {
            arguments.add(bundle.toString());
        }
        return arguments;
    }

    private static void awaitOnline(Wire wire, Role role, int count) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int online = 0;
        while (System.nanoTime() < deadline) {
            online = 0;
            for (JsonNode device : wire.get(role.list()).expect(200).json()) {
                online += device.path("online").asBoolean() ? 1 : 0;
            }
            if (online >= count) {
                return;
            }
            Thread.sleep(100);
        }
        throw new IOException("Expected %d devices online, but only %d are".formatted(count, online));
    }

    @Override
    public void close() {
        running.forEach(one -> stop(one.process));
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void stop(Process process) {
        // The command may be a script: what it started goes first.
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Running(String id, Path folder, List<String> arguments, Process process) {}
}
