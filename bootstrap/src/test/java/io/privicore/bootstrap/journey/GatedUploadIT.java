package io.privicore.bootstrap.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is streamed lies on devices before the vote, and belongs to a token after it or to nobody. */
@ExtendWith(SharedPlatform.class)
class GatedUploadIT {

    private static final int MIB = 1 << 20;

    private final Client client;
    private final Channel channel;
    private final Voters voters;
    private final Streams streams;

    GatedUploadIT(Platform platform, @TempDir Path folder) throws Exception {
        client = Client.active(platform.address());
        voters = Voters.online(client, folder);
        channel = Channel.join(client);
        streams = new Streams(client, channel);
        voters.guard("data-access", "data-token.exchange");
    }

    @AfterEach
    void close() {
        channel.close();
        voters.close();
    }

    @Test
    void becomesATokenWhenTheVoteAgrees() throws Exception {
        var data = data(3 * MIB + 5);
        var upstream = streams.upstream();

        var answer = streams.upload(upstream, data).expect(202);

        var held = answer.header(Client.COMMAND);
        assertThat(answer.json()).hasSize(4);
        expectNoToken(upstream);
        assertThat(client.status(held)).isEqualTo(1);
        assertThat(streams.upload(upstream, data).key()).isEqualTo("stream.token_invalid");

        voters.approve(voters.pollOf(client, held));

        var token = channel.outcome(held).expectSuccess().body();
        assertThat(streams.settled(upstream)).isEqualTo(token);
        assertThat(streams.fetch(streams.offered(token), "").body()).isEqualTo(data);
    }

    @Test
    void leavesNothingWhenTheVoteIsAgainstIt() throws Exception {
        var upstream = streams.upstream();
        var held = streams.upload(upstream, data(2 * MIB)).expect(202).header(Client.COMMAND);
        Patience.until("the data on the devices", () -> items() > 0);

        voters.deny(voters.pollOf(client, held));

        channel.outcome(held).expectRejection("policy.denied");
        expectNoToken(upstream);
        streams.awaitNothingHeld();
        assertThat(items()).isZero();
        var again = streams.upload(streams.again(upstream), data(10)).expect(202);
        voters.approve(voters.pollOf(client, again.header(Client.COMMAND)));
        assertThat(streams.settled(upstream)).startsWith("dtk-");
    }

    @Test
    void goesTheSameWayInline() throws Exception {
        var temporary = client.reserve("votes", 5);
        var data = Map.of("temporaryTokenSpace", temporary, "data", Client.base64(data(100)));

        var denied = client.submit("/data-token/exchange-data-for-token", data);
        voters.deny(voters.pollOf(client, denied));
        client.outcome(denied).expectRejection("policy.denied");
        assertThat(items()).isZero();

        var approved = client.submit("/data-token/exchange-data-for-token", data);
        voters.approve(voters.pollOf(client, approved));
        var token = client.outcome(approved).expectSuccess().body();
        assertThat(channel.fetch(client, token)).isEqualTo(data(100));
    }

    private void expectNoToken(Streams.Upstream upstream) {
        assertThat(client.get("/request-status/" + upstream.reservation())
                        .expect(200)
                        .json()
                        .path("body")
                        .isNull())
                .isTrue();
        assertThat(client.get("/data-token/list-data-tokens").expect(200).json().path("items"))
                .isEmpty();
    }

    private long items() {
        return voters.get(0).device().status().usage().items();
    }

    private static byte[] data(int size) {
        var data = new byte[size];
        new Random(size).nextBytes(data);
        return data;
    }
}
