package io.privicore.bootstrap.demo;

import io.privicore.bootstrap.client.ClientFailure;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The platform as a process of its own, that can be killed and started again on the same folder. */
final class PlatformProcess implements AutoCloseable {

    private static final int OK = 200;
    private static final int SECONDS_TO_END = 20;

    private final Path folder;
    private final int port;
    private @Nullable Process process;

    PlatformProcess(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    long processId() {
        return process == null ? 0 : process.pid();
    }

    /** Starts it with the options of this very program, and waits until it answers. */
    void start() throws Exception {
        Files.createDirectories(folder.getParent());
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-jar", System.getProperty("java.class.path"), "start"));
        command.addAll(List.of("--port", Integer.toString(port), "--data", folder.toString()));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        Redirect.appendTo(folder.resolveSibling("platform.log").toFile()));
        // It always brings its own services, whatever servers the environment names.
        builder.environment().keySet().removeIf(name -> name.matches("PRIVICORE_(POSTGRES|AMQP)_.*"));
        var started = builder.start();
        process = started;
        try (HttpClient http = HttpClient.newHttpClient()) {
            Patience.until("the platform answers", () -> {
                if (!started.isAlive()) {
                    throw new ClientFailure(
                            "the platform has ended; its log is " + folder.resolveSibling("platform.log"));
                }
                return isReady(http);
            });
        }
    }

    private boolean isReady(HttpClient http) throws InterruptedException {
        var request = HttpRequest.newBuilder(address().resolve("/q/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Ends it as a power cut would. */
    void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    @Override
    public void close() {
        if (process == null) {
            return;
        }
        process.destroy();
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
