package io.privicore.adapters.rest.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.command.CommandId;
import io.privicore.application.command.RequestId;
import io.privicore.application.port.ChannelMessage.CommandOutcome;
import io.privicore.application.port.ChannelMessage.DataDelivered;
import io.privicore.application.port.ChannelMessage.DataRefused;
import io.privicore.application.query.CommandState;
import io.privicore.application.query.ProfileQuery.ChannelView;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.ProfileId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OpenChannelsTest {

    private static final ProfileId ADA = new ProfileId(UUID.randomUUID());
    private static final ProfileId BOB = new ProfileId(UUID.randomUUID());
    private static final TokenHash TOKEN = new TokenHash(new byte[32]);
    private static final Instant LATER = Instant.ofEpochMilli(Long.MAX_VALUE / 2);

    private final ManualTimeline time = new ManualTimeline();
    private final OpenChannels channels = new OpenChannels(
            time,
            new Acknowledgements(time, Duration.ofMillis(15), Duration.ofSeconds(1)),
            new Backlog.Bounds(60_000, 3, 1_000, 2_000));

    @Test
    void everyChannelOfTheProfileGetsTheMessageAndNobodyElse() {
        var first = join(ADA);
        var second = join(ADA);
        var other = join(BOB);

        deliver(ADA, "x");

        assertThat(first.sent).hasSize(2).last().asString().contains("\"body\":\"x\"");
        assertThat(second.sent).hasSize(2);
        assertThat(other.sent).hasSize(1);
    }

    @Test
    void messagesThatFoundNoChannelAreKeptForTheNext() {
        deliver(ADA, "a");
        deliver(ADA, "b");

        assertThat(join(ADA).bodies()).containsExactly("a", "b");
        assertThat(join(ADA).bodies()).isEmpty();
    }

    @Test
    void messagesAreNotKeptForLong() {
        deliver(ADA, "a");
        time.pass(60_000);

        assertThat(join(ADA).bodies()).isEmpty();
    }

    @Test
    void theOldestMessagesOfOneProfileGoFirst() {
        for (var body : List.of("a", "b", "c", "d")) {
            deliver(ADA, body);
        }

        assertThat(join(ADA).bodies()).containsExactly("b", "c", "d");
    }

    @Test
    void theOldestMessagesOfAllGoFirst() {
        deliver(ADA, "a".repeat(800));
        deliver(BOB, "b".repeat(800));
        deliver(new ProfileId(UUID.randomUUID()), "c".repeat(800));

        assertThat(join(ADA).bodies()).isEmpty();
        assertThat(join(BOB).bodies()).hasSize(1);
    }

    @Test
    void aTokenThatEndsEndsItsChannel() {
        var client = join(ADA);
        channels.end(TOKEN);
        deliver(ADA, "x");

        assertThat(client.sent).hasSize(2).last().asString().contains("\"status\":401", "channelId");
    }

    @Test
    void aTokenThatEndsWhileItIsCheckedOpensNothing() {
        var client = new Client();
        var channel = channels.announce(TOKEN, client);
        channels.end(TOKEN);

        assertThat(channels.open(channel, new ChannelView(ADA, LATER, Optional.empty()), "hello"))
                .isFalse();
        assertThat(client.sent).isEmpty();
    }

    @Test
    void aTokenThatExpiresEndsItsChannel() {
        var client = new Client();
        var channel = channels.announce(TOKEN, client);
        channels.open(
                channel, new ChannelView(ADA, Instant.ofEpochMilli(time.now() + 5_000), Optional.empty()), "hello");
        time.pass(4_999);
        assertThat(client.sent).containsExactly("hello");
        time.pass(1);

        assertThat(client.sent).hasSize(2).last().asString().contains("\"status\":401");
    }

    @Test
    void whoHasLeftGetsNothing() {
        var client = new Client();
        var channel = channels.announce(TOKEN, client);
        channels.open(channel, new ChannelView(ADA, LATER, Optional.empty()), "hello");
        channels.leave(channel);
        deliver(ADA, "x");

        assertThat(client.sent).containsExactly("hello");
    }

    @Test
    void dataIsSentInTheContractsForm() {
        var client = join(ADA);
        var command = new CommandId(UUID.randomUUID());
        var longAgo = Instant.ofEpochMilli(time.now() - 10_000);
        channels.deliver(
                ADA,
                new DataDelivered(command, RequestId.of(command), "ctx", Bytes.wrap(new byte[] {1, 2, 3}), longAgo));
        channels.deliver(ADA, new DataRefused(command, RequestId.of(command), "ctx", "storage.unavailable", longAgo));

        assertThat(client.sent.subList(1, 3))
                .containsExactly(
                        "{\"data\":{\"type\":\"X-DPT-CAB-REQUEST-ID\",\"id\":\"%s\",\"data_context\":\"ctx\",\"output_type\":0,\"body\":\"AQID\",\"command_status\":2}}"
                                .formatted(RequestId.of(command)),
                        "{\"data\":{\"type\":\"X-DPT-CAB-REQUEST-ID\",\"id\":\"%s\",\"data_context\":\"ctx\",\"output_type\":0,\"body\":\"storage.unavailable\",\"command_status\":3}}"
                                .formatted(RequestId.of(command)));
    }

    private Client join(ProfileId profile) {
        var client = new Client();
        channels.open(channels.announce(TOKEN, client), new ChannelView(profile, LATER, Optional.empty()), "hello");
        return client;
    }

    private void deliver(ProfileId profile, String body) {
        channels.deliver(
                profile,
                new CommandOutcome(
                        new CommandId(UUID.randomUUID()),
                        CommandState.SUCCEEDED,
                        Optional.of(body),
                        Instant.ofEpochMilli(time.now() - 10_000)));
    }

    private static final class Client implements Connection {

        private final List<String> sent = new ArrayList<>();

        @Override
        public void send(String text) {
            sent.add(text);
        }

        @Override
        public void sendKept(String text) {
            sent.add(text);
        }

        List<String> bodies() {
            return sent.stream()
                    .filter(text -> text.contains("\"body\":\""))
                    .map(text -> text.replaceAll(".*\"body\":\"([^\"]*)\".*", "$1"))
                    .toList();
        }
    }
}
