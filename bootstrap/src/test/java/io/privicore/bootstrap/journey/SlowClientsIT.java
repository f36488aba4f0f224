package io.privicore.bootstrap.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Clients that are slow on purpose, at a platform with little memory and little patience. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowClientsIT {

    private static final int MIB = 1 << 20;
    private static final int SHARE = 4;

    /** Less than the streams would need if they were held whole. */
    private static final String HEAP = "-Xmx192m";

    private static final Duration IDLE = Duration.ofSeconds(3);
    private static final Duration SOON = IDLE.plusSeconds(20);

    private final Platform platform;
    private final Path folder;
    private final Someone slow;
    private final Someone other;
    private final byte[] data = new byte[64 * MIB];
    private final byte[] some;
    private final String token;

    SlowClientsIT(@TempDir Path folder) throws Exception {
        this.folder = folder;
        platform = Platform.start(
                folder.resolve("data"),
                Map.of(
                        "JAVA_TOOL_OPTIONS", HEAP,
                        "PRIVICORE_STREAM_IDLE_TIMEOUT", IDLE.toString(),
                        "PRIVICORE_STREAM_MAX_PER_PROFILE", String.valueOf(SHARE)));
        slow = new Someone("slow");
        other = new Someone("other");
        new Random(1).nextBytes(data);
        some = Arrays.copyOf(data, 8 * MIB);
        token = slow.streams.store(data);
    }

    /** A profile with a device. */
    private final class Someone {

        private final Devices devices;
        private final Channel channel;
        private final Streams streams;

        Someone(String name) throws Exception {
            var client = Client.active(platform.address());
            devices = Devices.online(client, folder.resolve(name), 1);
            channel = Channel.join(client);
            streams = new Streams(client, channel);
        }

        void leave() {
            channel.close();
            devices.close();
        }
    }

    @AfterAll
    void stop() throws Exception {
        slow.leave();
        other.leave();
        platform.close();
    }

    @Test
    void downloadsThatNobodyTakesCostLittleAndGiveTheirPlacesBack() throws Exception {
        List<RawStream> stalled = new ArrayList<>();
        for (int i = 0; i < SHARE; i++) {
            stalled.add(RawStream.download(slow.streams.offered(token)));
        }

        expectServed(other);

        awaitLog("A download of 127.0.0.1 was ended", SHARE);
        for (var one : stalled) {
            one.awaitCut();
            one.close();
        }
        List<String> offered = new ArrayList<>();
        for (int i = 0; i < SHARE; i++) {
            offered.add(slow.streams.offered(token));
        }
        List<InputStream> again = new ArrayList<>();
        for (var url : offered) {
            var one = slow.streams.open(url);
            again.add(one);
            assertThat(one.readNBytes(MIB)).isEqualTo(Arrays.copyOf(data, MIB));
        }
        for (var one : again) {
            one.close();
        }
    }

    @Test
    void aDownloadOfOneKibibyteASecondIsEnded() throws Exception {
        var url = slow.streams.offered(token);
        var begun = System.nanoTime();
        try (var trickle = RawStream.download(url)) {
            assertThat(trickle.takeSlowly(1024)).isLessThan(data.length);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
    }

    @Test
    void anUploadOfOneKibibyteASecondIsEndedAndItsReservationIsUsedAgain() throws Exception {
        var upstream = slow.streams.upstream();
        var begun = System.nanoTime();
        try (var trickle = RawStream.upload(upstream.url(), some.length)) {
            assertThat(trickle.sendSlowly(1024)).startsWith("HTTP/1.1 408").contains("stream.idle");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
        awaitLog("An upload of 127.0.0.1 was ended: Expected at least 4096 bytes a second", 1);

        assertThat(slow.streams.upload(slow.streams.again(upstream), some).status())
                .isEqualTo(200);
    }

    @Test
    void aProfileTakesNoMoreThanItsShareOfPlaces() throws Exception {
        List<RawStream> open = new ArrayList<>();
        for (int i = 0; i < SHARE; i++) {
            open.add(RawStream.upload(slow.streams.upstream().url(), 10));
        }
        var upstream = slow.streams.upstream();
        Patience.until("all its places to be taken", () -> {
            var refused = slow.streams.upload(upstream, new byte[10]);
            assertThat(refused.status()).as("its share was held").isEqualTo(503);
            return refused.key().equals("engine.overloaded");
        });
        expectServed(other);

        for (var one : open) {
            assertThat(one.awaitEnd()).contains("stream.idle");
            one.close();
        }
        assertThat(slow.streams.upload(upstream, new byte[10]).status()).isEqualTo(200);
    }

    private void expectServed(Someone someone) throws Exception {
        assertThat(someone.streams
                        .fetch(someone.streams.offered(someone.streams.store(some)), "")
                        .body())
                .isEqualTo(some);
    }

    private void awaitLog(String text, int times) {
        Patience.until(
                times + " times in the log: " + text, () -> platform.log().split(text, -1).length - 1 >= times);
    }
}
