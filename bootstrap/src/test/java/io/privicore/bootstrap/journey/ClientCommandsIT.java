package io.privicore.bootstrap.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.bootstrap.RunningPlatform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code privicore put} and {@code privicore get}, as a person uses them. */
@ExtendWith(SharedPlatform.class)
class ClientCommandsIT {

    private final Path folder;
    private final Devices devices;
    private final Map<String, String> environment = new HashMap<>();

    ClientCommandsIT(Platform platform, @TempDir Path folder) throws Exception {
        this.folder = folder;
        var client = Client.active(platform.address());
        devices = Devices.online(client, folder.resolve("devices"), 1);
        environment.put("PRIVICORE_URL", platform.address().toString());
        environment.put("PRIVICORE_TOKEN", client.token());
    }

    @AfterEach
    void close() {
        devices.close();
    }

    @Test
    void aFileComesBackAsItWasAlsoFromWhereADownloadBrokeOff() throws Exception {
        for (int size : List.of(20, 2_500_000)) {
            var data = data(size);
            var file = Files.write(folder.resolve("sent-" + size + ".bin"), data);
            var token = lastLine(run(0, "put", file.toString()));
            var back = folder.resolve("back-" + size);
            // As an earlier call left it.
            Files.write(back.resolveSibling(back.getFileName() + ".part"), Arrays.copyOf(data, size / 2));

            run(0, "get", token, "-o", back.toString());

            assertThat(Files.readAllBytes(back)).isEqualTo(data);
            assertThat(run(1, "get", token, "-o", back.toString())).contains("is there already");
            assertThat(folder.resolve("back-" + size + ".part")).doesNotExist();
        }
    }

    @Test
    void whatIsNotWhatWasStoredIsThrownAway() throws Exception {
        var data = data(1_500_000);
        var file = Files.write(folder.resolve("sent.bin"), data);
        var token = lastLine(run(0, "put", file.toString()));
        var back = folder.resolve("back");
        Files.write(folder.resolve("back.part"), new byte[700_000]);

        assertThat(run(1, "get", token, "-o", back.toString())).contains("not what was stored");
        assertThat(back).doesNotExist();

        Files.write(folder.resolve("back.part"), new byte[2_000_000]);
        run(0, "get", token, "-o", back.toString());
        assertThat(Files.readAllBytes(back)).isEqualTo(data);
    }

    @Test
    void mistakesAreExplained() throws Exception {
        assertThat(run(1, "put", folder.resolve("none").toString())).contains("there is none");
        assertThat(run(1, "get", "dtk-unknown")).contains("no such data token");
        environment.put("PRIVICORE_TOKEN", "T-unknown");
        assertThat(run(1, "get", "dtk-unknown")).contains("refused the WebSocket");
        environment.put("PRIVICORE_TOKEN", "");
        assertThat(run(1, "get", "dtk-unknown")).contains("PRIVICORE_TOKEN");
        environment.put("PRIVICORE_TOKEN", "T-unknown");
        environment.put("PRIVICORE_URL", "http://127.0.0.1:1");
        assertThat(run(1, "get", "dtk-unknown")).contains("cannot be");
    }

    private String run(int exitCode, String... arguments) throws Exception {
        try (var command = RunningPlatform.client(environment, arguments)) {
            var output = command.output();
            assertThat(command.exitCode()).as(output).isEqualTo(exitCode);
            assertThat(output).doesNotContain("\tat ");
            return output;
        }
    }

    private static String lastLine(String output) {
        return output.strip().lines().reduce((_, last) -> last).orElseThrow();
    }

    private static byte[] data(int size) {
        var data = new byte[size];
        new Random(size).nextBytes(data);
        return data;
    }
}
