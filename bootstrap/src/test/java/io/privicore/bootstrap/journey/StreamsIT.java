package io.privicore.bootstrap.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.bootstrap.journey.Streams.Upstream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Data of any length goes in and comes out as it was, or visibly not at all. */
@ExtendWith(SharedPlatform.class)
class StreamsIT {

    private static final int MIB = 1 << 20;

    private final Client client;
    private final Devices devices;
    private final Channel channel;
    private final Streams streams;

    StreamsIT(Platform platform, @TempDir Path folder) throws Exception {
        client = Client.active(platform.address());
        devices = Devices.online(client, folder, 3);
        channel = Channel.join(client);
        streams = new Streams(client, channel);
    }

    @AfterEach
    void close() {
        channel.close();
        devices.close();
    }

    @Test
    void dataOfAnyLengthComesBackAsItWas() throws Exception {
        for (int size : List.of(0, 1, MIB - 1, MIB, MIB + 1, 3 * MIB)) {
            var data = data(size);

            var token = streams.store(data);

            if (size > 51_200) {
                var whole = streams.fetch(streams.offered(token), "");
                assertThat(whole.status()).isEqualTo(200);
                assertThat(whole.body()).as("%d bytes", size).isEqualTo(data);
                assertThat(whole.header("Content-Digest")).isEqualTo(Streams.digest(data));
            } else {
                assertThat(channel.fetch(client, token)).as("%d bytes", size).isEqualTo(data);
            }
        }
    }

    @Test
    void everyChunkIsAnsweredWithItsStatus() throws Exception {
        var answer = streams.upload(streams.upstream(), data(2 * MIB + 5));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).hasSize(3);
        var last = answer.json().get(2);
        assertThat(last.path("chunk").asInt()).isEqualTo(2);
        assertThat(last.path("streamSize").asLong()).isEqualTo(2 * MIB + 5);
        assertThat(last.path("received").asLong()).isEqualTo(2 * MIB + 5);
        assertThat(last.path("context").asText()).isEqualTo("streams");
    }

    @Test
    void aDownloadThatBrokeOffIsTakenUpAgainByRange() throws Exception {
        var data = data(5 * MIB + 77);
        var url = streams.offered(streams.store(data));

        var first = streams.fetch(url, "bytes=0-1500000");
        assertThat(first.status()).isEqualTo(206);
        assertThat(first.header("Content-Range")).isEqualTo("bytes 0-1500000/" + data.length);
        assertThat(first.body()).isEqualTo(Arrays.copyOf(data, 1_500_001));
        assertThat(streams.fetch(url, "").status()).isEqualTo(400);
        assertThat(streams.fetch(url, "bytes=" + data.length + "-").status()).isEqualTo(416);
        assertThat(streams.fetch(url, "bytes=1500001-").body())
                .isEqualTo(Arrays.copyOfRange(data, 1_500_001, data.length));
        assertThat(streams.fetch(url, "bytes=0-1").status()).isEqualTo(400);
    }

    @Test
    void aTokenServesOneDownloadAndOneUpload() throws Exception {
        var upstream = streams.upstream();
        var data = data(100_000);
        assertThat(streams.upload(upstream, data).status()).isEqualTo(200);
        var token = streams.settled(upstream);
        assertThat(streams.upload(upstream, data).key()).isEqualTo("stream.token_invalid");
        assertThat(client.get("/request-status/" + upstream.reservation())
                        .expect(200)
                        .text("body"))
                .isEqualTo(token);

        var url = streams.offered(token);
        assertThat(streams.fetch(url, "").body()).isEqualTo(data);
        assertThat(streams.fetch(url, "").status()).isEqualTo(400);
    }

    @Test
    void aWrongDigestStoresNothingAndTheReservationStaysUsable() throws Exception {
        var upstream = streams.upstream();
        var data = data(2 * MIB);

        var refused = streams.upload(upstream, data, Map.of("Content-Digest", Streams.digest(data(1))));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.key()).isEqualTo("stream.digest_mismatch");
        streams.awaitNothingHeld();
        Upstream again = streams.again(upstream);
        assertThat(streams.upload(again, data, Map.of("Content-Digest", Streams.digest(data)))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aDeviceThatIsKilledMeanwhileDisturbsNeitherWay() throws Exception {
        var data = data(32 * MIB);
        var upstream = streams.upstream();

        var answer =
                streams.upload(upstream, data, 8 * MIB, () -> devices.get(0).kill());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);

        var url = streams.offered(streams.settled(upstream));
        var whole = streams.fetch(url, 2 * MIB, () -> devices.get(1).kill());
        assertThat(Arrays.equals(whole.body(), data)).isTrue();
    }

    @Test
    void aBodyThatBreaksOffLeavesNothingBehind() throws Exception {
        var upstream = streams.upstream();

        streams.breakOff(upstream, data(5 * MIB), 10 * MIB);

        streams.awaitNothingHeld();
        assertThat(streams.upload(streams.again(upstream), data(10)).status()).isEqualTo(200);
    }

    @Test
    void withoutADeviceNothingIsAccepted() throws Exception {
        var lonely = Client.active(client.base());
        try (var itsChannel = Channel.join(lonely)) {
            var its = new Streams(lonely, itsChannel);

            var refused = its.upload(its.upstream(), data(10));

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.key()).isEqualTo("storage.no_device");
        }
    }

    private static byte[] data(int size) {
        var data = new byte[size];
        new Random(size).nextBytes(data);
        return data;
    }
}
