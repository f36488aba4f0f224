package io.privicore.adapters.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.command.CommandId;
import io.privicore.application.command.RequestId;
import io.privicore.application.port.ChannelMessage;
import io.privicore.application.port.ChannelMessage.CommandOutcome;
import io.privicore.application.port.ChannelMessage.DataDelivered;
import io.privicore.application.port.ChannelMessage.DataRefused;
import io.privicore.application.port.ChannelMessage.DownloadOffered;
import io.privicore.application.port.ChannelMessage.DownloadReady;
import io.privicore.application.port.ChannelMessage.TokenEnded;
import io.privicore.application.query.CommandState;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.ProfileId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BrokeredChannelsTest {

    private final TestNode.Platform platform = new TestNode.Platform();
    private final ProfileId profile = new ProfileId(UUID.randomUUID());
    private final CommandId command = new CommandId(UUID.randomUUID());

    @Test
    void everyNodeIsToldOnceAndAtOnce() throws Exception {
        try (var one = TestNode.connected(platform);
                var two = TestNode.connected(platform)) {
            TestNode.acquaint(one, two);
            List<ChannelMessage> messages = List.of(
                    new CommandOutcome(command, CommandState.SUCCEEDED, Optional.of("ü".repeat(70_000)), Instant.now()),
                    new CommandOutcome(command, CommandState.STARTED, Optional.empty(), Instant.now()),
                    new DataDelivered(command, RequestId.of(command), "context", Exchanges.bytes(5000), Instant.now()),
                    new DownloadOffered(
                            command, RequestId.of(command), "context", "https://example.com/?auth=x", Instant.now()),
                    new DownloadReady(command, RequestId.of(command), "https://example.com/?auth=x", Instant.now()),
                    new DataRefused(command, RequestId.of(command), "", "storage.unavailable", Instant.now()));
            for (var message : messages) {
                one.channels.tell(profile, message);
            }
            two.channels.tell(profile, messages.get(0));

            for (var message : messages) {
                assertThat(one.here.heard.poll(10, TimeUnit.SECONDS)).isEqualTo(message);
            }
            assertThat(one.here.heard.poll(10, TimeUnit.SECONDS)).isEqualTo(messages.get(0));
            Eventually.that(() -> two.here.heard.size() == messages.size() + 1);
            assertThat(two.here.heard).containsAll(messages);
            assertThat(one.here.heard).isEmpty();
        }
    }

    @Test
    void theEndOfATokenReachesEveryNode() throws Exception {
        var token = new TokenHash(new byte[32]);
        try (var one = TestNode.connected(platform);
                var two = TestNode.connected(platform)) {
            TestNode.acquaint(one, two);
            one.channels.tell(profile, new TokenEnded(token));

            assertThat(one.here.heard.poll(10, TimeUnit.SECONDS)).isEqualTo(token);
            assertThat(two.here.heard.poll(10, TimeUnit.SECONDS)).isEqualTo(token);
        }
    }

    @Test
    void aNodeAloneKeepsToItself() {
        try (var one = TestNode.connected(platform)) {
            try (var two = TestNode.connected(platform)) {
                Eventually.that(() -> one.nodes.hasOthers() && two.nodes.hasOthers());
            }
            Eventually.that(() -> !one.nodes.hasOthers());
        }
    }

    @Test
    void channelsHereAreToldWithoutABroker() {
        try (var alone = new TestNode(platform, java.net.URI.create("amqp://127.0.0.1:1"))) {
            alone.channels.tell(
                    profile, new CommandOutcome(command, CommandState.SUCCEEDED, Optional.empty(), Instant.now()));

            assertThat(alone.here.heard).hasSize(1);
        }
    }
}
