package io.privicore.bootstrap.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.bootstrap.embedded.Ports;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a platform serves at a further address. */
class ExtraListenerIT {

    private final Path folder;

    ExtraListenerIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void everythingGoesThroughAFurtherListenerToo() throws Exception {
        int port = Ports.free();
        var data = new byte[3_000_000];
        new Random(port).nextBytes(data);
        try (var platform =
                Platform.start(folder.resolve("data"), Map.of("PRIVICORE_LISTEN_EXTRA", "127.0.0.1:" + port))) {
            var further = URI.create("http://127.0.0.1:" + port);
            assertThat(platform.address().getPort()).isNotEqualTo(port);
            var client = Client.active(further);
            try (var devices = Devices.online(client, folder.resolve("devices"), 1);
                    var channel = Channel.join(client)) {
                var streams = new Streams(client, channel);

                var upstream = streams.upstream();
                assertThat(upstream.url()).startsWith(further + "/?auth=");
                assertThat(streams.upload(upstream, data).status()).isEqualTo(200);

                var offered = streams.offered(streams.settled(upstream));
                assertThat(offered).startsWith(further + "/?auth=");
                assertThat(streams.fetch(offered, "").body()).isEqualTo(data);
                assertThat(devices.get(0).device().status().usage().items()).isEqualTo(3);
                client.at(platform.address())
                        .get("/profile/retrieve-profile-id")
                        .expect(200);
            }
        }
    }
}
