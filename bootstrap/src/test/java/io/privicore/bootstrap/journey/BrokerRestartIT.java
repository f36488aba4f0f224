package io.privicore.bootstrap.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.bootstrap.journey.Streams.Upstream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Streams whose broker ends all connections, of the engine and of devices, as it does when it is restarted. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokerRestartIT {

    private static final int MIB = 1 << 20;

    private final Path folder;
    private final Platform platform;
    private final byte[] data = new byte[32 * MIB];
    private Devices devices;
    private Channel channel;
    private Streams streams;

    BrokerRestartIT(@TempDir Path folder) throws Exception {
        this.folder = folder;
        platform = Platform.behindProxies(folder.resolve("data"));
        new Random(1).nextBytes(data);
    }

    @BeforeEach
    void connectDevicesThroughTheProxyToo() throws Exception {
        var client = Client.active(platform.address());
        devices = new Devices(client, Files.createTempDirectory(folder, "devices"));
        channel = Channel.join(client);
        streams = new Streams(client, channel);
        for (int i = 0; i < 2; i++) {
            var store = devices.add("store " + i);
            store.use(store.bundle()
                    .replaceFirst(
                            "(\"rabbit-port\"\\s*:\\s*)\\d+",
                            "$1" + platform.services().broker().port()));
            store.start();
        }
        devices.awaitOnline();
    }

    @AfterEach
    void close() {
        channel.close();
        devices.close();
    }

    @AfterAll
    void stop() throws Exception {
        platform.close();
    }

    @Test
    void anUploadIsExactOrLeavesNothing() throws Exception {
        var upstream = streams.upstream();

        if (isUploaded(upstream)) {
            assertThat(streams.fetch(streams.offered(streams.settled(upstream)), "")
                            .body())
                    .isEqualTo(data);
        } else {
            awaitRecovery();
            streams.awaitNothingHeld();
            upstream = streams.again(upstream);
            assertThat(streams.upload(upstream, data).status()).isEqualTo(200);
            assertThat(streams.fetch(streams.offered(streams.settled(upstream)), "")
                            .body())
                    .isEqualTo(data);
        }
    }

    @Test
    void aDownloadIsExactAsFarAsItComesAndIsTakenUpAgain() throws Exception {
        var url = streams.offered(streams.store(data));

        int length;
        try (var response = streams.open(url)) {
            var first = response.readNBytes(MIB);
            platform.services().endBrokerConnections();
            length = first.length;
            assertThat(first).isEqualTo(Arrays.copyOf(data, length));
            length += expectExact(response, length);
        }

        awaitRecovery();
        if (length < data.length) {
            var rest = streams.fetch(url, "bytes=" + length + "-");
            assertThat(rest.status()).isEqualTo(206);
            assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(data, length, data.length));
        }
    }

    /** False where the client was told that it is not. */
    private boolean isUploaded(Upstream upstream) throws Exception {
        try {
            var answer = streams.upload(
                    upstream, data, 8 * MIB, () -> platform.services().endBrokerConnections());
            assertThat(answer.status()).as(answer.body()).isIn(200, 503);
            return answer.status() == 200;
        } catch (IOException cutOff) {
            return false;
        }
    }

    /** Reads until the end or until the stream breaks, and answers how much came. */
    private int expectExact(InputStream body, int from) throws IOException {
        var buffer = new byte[MIB];
        int position = from;
        while (true) {
            int count;
            try {
                count = body.read(buffer);
            } catch (IOException broken) {
                return position - from;
            }
            if (count < 0) {
                assertThat(position).as("what ends without a failure is whole").isEqualTo(data.length);
                return position - from;
            }
            assertThat(Arrays.mismatch(buffer, 0, count, data, position, position + count))
                    .isNegative();
            position += count;
        }
    }

    private void awaitRecovery() {
        Patience.until(
                "its recovery",
                () -> Client.stranger(platform.address()).get("/health").status() == 200);
        devices.awaitOnline();
    }
}
