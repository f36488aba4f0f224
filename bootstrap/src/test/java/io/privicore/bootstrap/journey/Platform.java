package io.privicore.bootstrap.journey;

import io.privicore.bootstrap.RunningPlatform;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A packaged platform on services of its own, that may be killed and started again on what it kept. */
final class Platform implements AutoCloseable {

    private final Path data;
    private final Services services;
    private final List<String> logs = new ArrayList<>();
    private @Nullable RunningPlatform process;
    private URI address = URI.create("http://127.0.0.1");

    private Platform(Path data, Services services) {
        this.data = data;
        this.services = services;
    }

    static Platform start(Path data) throws Exception {
        return start(data, Services.of(data));
    }

    /** One with settings in its environment. */
    static Platform start(Path data, Map<String, String> settings) throws Exception {
        var services = Services.of(data);
        services.environment().putAll(settings);
        return start(data, services);
    }

    /** One whose ways to broker and database can be cut. */
    static Platform behindProxies(Path data) throws Exception {
        return start(data, Services.behindProxies(data));
    }

    private static Platform start(Path data, Services services) throws Exception {
        var platform = new Platform(data, services);
        try {
            platform.start();
            return platform;
        } catch (Exception | AssertionError e) {
            platform.close();
            throw e;
        }
    }

    void start() throws Exception {
        launch();
        awaitReady();
    }

    /** Starts it and does not wait. */
    void launch() throws IOException {
        process = RunningPlatform.launch(data, services.environment(), "--port", "0");
    }

    void awaitReady() throws InterruptedException {
        address = process().ready();
    }

    URI address() {
        return address;
    }

    Services services() {
        return services;
    }

    /** All it wrote so far, before kills and after. */
    String log() {
        return String.join("\n", logs) + "\n" + process().log();
    }

    void kill() throws InterruptedException {
        process().kill();
        logs.add(process().log());
    }

    /**
     * Waits until no synchronisation of the device is wanted or under way. One whose device goes away in the middle is gone
     * on with a minute later.
     */
    void awaitSynchronised(String device) {
        // Changes nothing, and says whether there is one.
        var wanted =
                "update deadline set due_at = due_at where kind = 'DEVICE_SYNC' and subject = '%s'".formatted(device);
        Patience.until("the end of the synchronisation of device " + device, () -> services.change(wanted) == 0);
    }

    /** How many messages of devices were dropped, for whatever reason. */
    double dropped() {
        return metric("privicore_device_messages_dropped_total");
    }

    double metric(String name) {
        return Client.stranger(address)
                .get("/q/metrics")
                .expect(200)
                .body()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private RunningPlatform process() {
        if (process == null) {
            throw new AssertionError("The platform was not started");
        }
        return process;
    }

    @Override
    public void close() throws Exception {
        if (process != null) {
            process.close();
        }
        services.close();
    }
}
