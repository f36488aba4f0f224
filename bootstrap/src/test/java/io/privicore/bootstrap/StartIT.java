package io.privicore.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.privicore.bootstrap.embedded.Ports;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged platform as its operator meets it. */
class StartIT {

    private final Path data;

    StartIT(@TempDir Path folder) {
        data = folder.resolve("data");
    }

    @Test
    void isReadySurvivesAKillAndStopsCleanly() throws Exception {
        try (RunningPlatform first = RunningPlatform.launch(data, "--port", "0")) {
            URI address = first.ready();
            assertThat(first.get(address, "/q/health/ready")).isEqualTo(200);
            assertThat(first.get(address, "/q/metrics")).isEqualTo(200);
            first.kill();
        }

        try (RunningPlatform second = RunningPlatform.launch(data, "--port", "0")) {
            URI address = second.ready();
            assertThat(second.get(address, "/q/health/ready")).isEqualTo(200);
            assertThat(RunningPlatform.databaseRuns(data)).isEqualTo(!RunningPlatform.onExternalServices());
            second.stop();
            assertThat(RunningPlatform.databaseRuns(data)).isFalse();
        }
    }

    @Test
    void refusesADatabaseWhoseKeysAreGone() throws Exception {
        assumeFalse(RunningPlatform.onExternalServices(), "the platforms of these tests share one key store there");

        try (RunningPlatform first = RunningPlatform.launch(data, "--port", "0")) {
            first.ready();
            first.stop();
        }
        Files.delete(data.resolve("keys.p12"));

        try (RunningPlatform second = RunningPlatform.launch(data, "--port", "0")) {
            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.output())
                    .contains("keys.p12")
                    .contains("from their backup")
                    .doesNotContain("\tat ");
            assertThat(data.resolve("keys.p12")).doesNotExist();
        }
    }

    @Test
    void needsNoneOfTheUsualPorts() throws Exception {
        try (ServerSocket broker = taking(5672);
                ServerSocket database = taking(5432);
                ServerSocket web = taking(8009);
                RunningPlatform platform = RunningPlatform.launch(data, "--port", "0")) {
            URI address = platform.ready();

            assertThat(platform.get(address, "/health")).isEqualTo(200);
            assertThat(List.of(broker, database, web)).noneMatch(socket -> socket.getLocalPort() == address.getPort());
        }
    }

    /** Takes the port, unless somebody has it already, which is just as well. */
    private static ServerSocket taking(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (BindException taken) {
            assertThat(Ports.isFree("127.0.0.1", port)).isFalse();
        }
        return socket;
    }

    @Test
    void refusesAFolderInUse() throws Exception {
        try (RunningPlatform first = RunningPlatform.launch(data, "--port", "0")) {
            first.ready();

            try (RunningPlatform second = RunningPlatform.launch(data, "--port", "0")) {
                assertThat(second.exitCode()).isEqualTo(1);
                assertThat(second.output())
                        .contains("in use by another Privicore")
                        .doesNotContain("\tat ");
            }
        }
    }

    @Test
    void namesATakenPortAndTheWayOut() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                RunningPlatform platform =
                        RunningPlatform.launch(data, "--port", Integer.toString(taken.getLocalPort()))) {
            assertThat(platform.exitCode()).isEqualTo(1);
            assertThat(platform.output())
                    .contains("Port " + taken.getLocalPort())
                    .contains("--port");
        }
    }

    @Test
    void startsNothingThatItsOwnConfigurationNames() throws Exception {
        assumeFalse(RunningPlatform.onExternalServices());
        Files.createDirectories(data);
        Files.writeString(
                data.resolve("application.properties"),
                "privicore.postgres.url=postgresql://127.0.0.1:1/nothing\nprivicore.amqp.uri=amqp://127.0.0.1:1\n");

        try (RunningPlatform platform = RunningPlatform.launch(data, "--port", "0")) {
            assertThat(platform.exitCode()).isEqualTo(1);
            assertThat(data.resolve("postgres")).doesNotExist();
            assertThat(data.resolve("broker")).doesNotExist();
        }
    }
}
