package io.privicore.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The packaged platform as a process of its own, as an operator starts it. On the embedded services, unless the tests are
 * run with {@code -Dprivicore.test.services=external}: then on those that the environment names.
 */
public final class RunningPlatform implements AutoCloseable {

    private static final Path PROGRAM = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final Pattern READY = Pattern.compile("Privicore is ready at (\\S+) ");
    private static final long PATIENCE_SECONDS = 120;
    private static final String END = "the end of the output";

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    // A database is opened with the keys it was filled with: platforms that share one share them too.
    private static final Path KEYS_OF_SHARED_DATABASE =
            Path.of(System.getProperty("java.io.tmpdir"), "privicore-keys-" + UUID.randomUUID(), "keys.p12");

    private final List<String> seen = new CopyOnWriteArrayList<>();

    private RunningPlatform(Process process) {
        this.process = process;
        Thread.ofVirtual().start(this::readOutput);
    }

    public static boolean onExternalServices() {
        return "external".equals(System.getProperty("privicore.test.services"));
    }

    /** Starts {@code privicore start} with further options, and does not wait. */
    public static RunningPlatform launch(Path data, String... options) throws IOException {
        return launch(data, Map.of(), options);
    }

    /** Starts it with settings in its environment, beside or instead of those that the tests themselves were given. */
    public static RunningPlatform launch(Path data, Map<String, String> environment, String... options)
            throws IOException {
        List<String> arguments = new ArrayList<>(List.of("start", "--data", data.toString()));
        arguments.addAll(List.of(options));
        return program(List.of(), arguments, environment);
    }

    /** Starts {@code privicore demo} with its temporary files in a folder of the test's own, and does not wait. */
    public static RunningPlatform demo(Path temporary, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("demo"));
        arguments.addAll(List.of(options));
        return program(List.of("-Djava.io.tmpdir=" + temporary), arguments, Map.of());
    }

    /** Runs one of the commands that are clients, and does not wait. */
    public static RunningPlatform client(Map<String, String> environment, String... arguments) throws IOException {
        return program(List.of(), List.of(arguments), environment);
    }

    private static RunningPlatform program(
            List<String> jvmOptions, List<String> arguments, Map<String, String> environment) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(StartCache.options(PROGRAM, command));
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", PROGRAM.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        if (!onExternalServices()) {
            builder.environment().keySet().removeIf(name -> name.startsWith("PRIVICORE_"));
        } else if (!environment.containsKey("PRIVICORE_POSTGRES_URL")) {
            builder.environment().put("PRIVICORE_KEYS_PATH", KEYS_OF_SHARED_DATABASE.toString());
        }
        builder.environment().putAll(environment);
        return new RunningPlatform(builder.start());
    }

    /** Waits until it says that it is ready, and returns where. */
    public URI ready() throws InterruptedException {
        for (String line = next(); line != null; line = next()) {
            Matcher matcher = READY.matcher(line);
            if (matcher.find()) {
                return URI.create(matcher.group(1));
            }
        }
        throw new AssertionError("The platform did not become ready:\n" + String.join("\n", seen));
    }

    int get(URI base, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(base.resolve(path)).build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    /** Waits until it has said a line with the text. */
    public void said(String text) throws InterruptedException {
        for (String line = next(); line != null; line = next()) {
            if (line.contains(text)) {
                return;
            }
        }
        throw new AssertionError("It did not say \"" + text + "\":\n" + String.join("\n", seen));
    }

    /** The processes that it has started, as they are now. */
    public List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    /** Ends it as a power cut would. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        exitCode();
    }

    /** Asks it to end, as a service manager does, and waits until it has. */
    public void stop() throws InterruptedException {
        process.destroy();
        exitCode();
    }

    public int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("The platform did not end");
        }
        return process.exitValue();
    }

    /** All it said until it ended. */
    public String output() throws InterruptedException {
        for (String line = next(); line != null; line = next()) {
            // Every line is kept as it is read.
        }
        return String.join("\n", seen);
    }

    /** All it said until now. */
    public String log() {
        return String.join("\n", seen);
    }

    public boolean isRunning() {
        return process.isAlive();
    }

    private @Nullable String next() throws InterruptedException {
        String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (line == null || line.equals(END)) {
            return null;
        }
        return line;
    }

    private void readOutput() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            reader.lines().forEach(line -> {
                seen.add(line);
                lines.add(line);
            });
        } catch (IOException | UncheckedIOException e) {
            // What was killed is cut off in the middle of a line.
            lines.add(e.toString());
        } finally {
            lines.add(END);
        }
    }

    /** The process of the embedded PostgreSQL, whether it runs or not. */
    static boolean databaseRuns(Path data) {
        return Files.exists(data.resolve("postgres/postmaster.pid"));
    }

    @Override
    public void close() throws InterruptedException {
        if (process.isAlive()) {
            stop();
        }
    }
}
