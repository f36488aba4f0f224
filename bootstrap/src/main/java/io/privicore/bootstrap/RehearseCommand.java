package io.privicore.bootstrap;

import io.privicore.bootstrap.client.ClientFailure;
import io.privicore.bootstrap.demo.Rehearsal;
import io.privicore.bootstrap.embedded.Ports;
import io.privicore.bootstrap.embedded.Settings;
import io.privicore.bootstrap.failure.StartFailure;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lives for some seconds under some load, on embedded services: for the JVM's cache, and of no use otherwise. */
@Command(name = "rehearse", hidden = true)
final class RehearseCommand implements Callable<Integer> {

    private static final String HOST = "127.0.0.1";

    @Option(names = "--data", required = true)
    private Path data = Path.of("");

    @Option(names = "--seconds", defaultValue = "8")
    private int seconds;

    @Override
    public Integer call() {
        int port = Ports.free();
        System.setProperty("quarkus.http.host", HOST);
        System.setProperty("quarkus.http.port", Integer.toString(port));
        System.setProperty("quarkus.shutdown.timeout", "0S");
        var rehearsal = new Rehearsal(data, Duration.ofSeconds(seconds));
        DemoApplication.does(() -> {
            try {
                rehearsal.play(URI.create("http://" + HOST + ":" + port));
                return 0;
            } catch (InterruptedException e) {
                return 1;
            } catch (Exception e) {
                throw new ClientFailure("Expected a rehearsal, but it failed: " + e.getMessage(), e);
            }
        });
        var lifecycle = new Lifecycle(Settings.embedded(data));
        int code = lifecycle.run(DemoApplication.class);
        lifecycle.failure().ifPresent(cause -> {
            throw new StartFailure(String.valueOf(cause.getMessage()), cause);
        });
        return code;
    }
}
