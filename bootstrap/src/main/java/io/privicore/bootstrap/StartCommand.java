package io.privicore.bootstrap;

import io.privicore.bootstrap.embedded.Ports;
import io.privicore.bootstrap.embedded.Settings;
import io.privicore.bootstrap.failure.StartFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "start",
        description = "Starts the platform and keeps it running until it is told to stop.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class StartCommand implements Callable<Integer> {

    @Option(names = "--port", defaultValue = "8009", description = "HTTP port; 0 for a free one.")
    private int port;

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "Address to listen on; 0.0.0.0 for all.")
    private String host = "";

    @Option(names = "--data", defaultValue = "data", description = "Folder for all that is kept.")
    private Path data = Path.of("");

    @Override
    public Integer call() {
        if (port != 0 && !Ports.isFree(host, port)) {
            throw new StartFailure("Port " + port + " on " + host
                    + " is taken by another program. Choose another one with --port, or --port 0 for a free one.");
        }
        int chosen = port == 0 ? Ports.free() : port;
        System.setProperty("quarkus.http.host", host);
        System.setProperty("quarkus.http.port", Integer.toString(chosen));
        Path own = data.resolve("application.properties");
        if (Files.exists(own)) {
            System.setProperty("quarkus.config.locations", own.toUri().toString());
        }
        return new Lifecycle(Settings.of(data)).run(ReadyNotice.class);
    }
}
