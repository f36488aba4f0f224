package io.privicore.bootstrap.demo;

import io.privicore.bootstrap.client.ApiClient;
import io.privicore.bootstrap.client.ClientFailure;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** What clients do most, over and over for a while, so that the JVM sees which code is worth compiling well. */
public final class Rehearsal {

    private static final int CLIENTS = 8;
    private static final int READS = 12;
    private static final int PAYLOAD = 1024;
    private static final int MINUTES = 5;

    private final Screen screen = Screen.standard();
    private final Path root;
    private final Duration length;

    public Rehearsal(Path root, Duration length) {
        this.root = root;
        this.length = length;
    }

    /** Plays it against a platform that answers. No process that it started runs when it returns. */
    public void play(URI platform) throws Exception {
        try (var api = new ApiClient(platform);
                var devices = new DeviceSteps(api, screen, root)) {
            var profile = new ProfileSteps(api, screen);
            profile.register();
            profile.signIn();
            profile.registerKey();
            profile.openChannel();
            devices.add(1, root.resolve("devices"));
            playOn(api);
        }
    }

    private void playOn(ApiClient api) throws Exception {
        long end = System.nanoTime() + length.toNanos();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Void> client = () -> {
                while (System.nanoTime() < end) {
                    round(api);
                }
                return null;
            };
            for (Future<Void> played : IntStream.range(0, CLIENTS)
                    .mapToObj(_ -> clients.submit(client))
                    .toList()) {
                played.get();
            }
        } catch (ExecutionException e) {
            throw new ClientFailure("The rehearsal broke off: " + e.getCause(), e);
        }
    }

    private static void round(ApiClient api) throws Exception {
        for (int i = 0; i < READS; i++) {
            api.get("/profile/retrieve-profile-id");
        }
        var reserved = api.reserve("rehearsal", MINUTES);
        var token = api.command(
                        "/data-token/exchange-data-for-token",
                        Map.of(
                                "temporaryTokenSpace",
                                reserved.temporaryToken(),
                                "data",
                                Base64.getEncoder().encodeToString(new byte[PAYLOAD])))
                .body();
        api.requestData(token);
    }
}
