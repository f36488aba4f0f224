package io.privicore.bootstrap.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.privicore.bootstrap.client.PollReceipt;
import io.privicore.protocol.message.Choice;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits for a vote outlives the process that took it, and is done once. */
class HeldThroughRestartIT {

    private static final byte[] DATA = "waits longer than its process".getBytes(UTF_8);
    private static final String NOTES = "journey-held";

    private final Path folder;
    private final Map<String, JsonNode> told = new LinkedHashMap<>();

    HeldThroughRestartIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void whatWaitedIsDecidedByTheVoteAndDoneOnce() throws Exception {
        try (var platform = Platform.start(folder.resolve("data"))) {
            var before = Client.active(platform.address());
            noteEvents(platform);
            try (var voters = Voters.online(before, folder)) {
                voters.guard("data-access", "data-token.exchange");
                var agreed = exchange(before);
                var denied = exchange(before);
                var overdue = exchange(before);
                var poll = voters.pollOf(before, agreed);
                var pollOfOverdue = voters.pollOf(before, overdue);
                voters.vote(0, poll, Choice.YES);
                Patience.until(
                        "the vote to count",
                        () -> Voters.statusOf(before, poll).at("/ballots/yes").asInt() == 1);
                for (var command : List.of(agreed, denied, overdue)) {
                    voters.ballot(1, voters.pollOf(before, command));
                }

                platform.kill();
                // Cast while nobody is there to count it.
                voters.vote(1, poll, Choice.YES);
                platform.start();

                var after = before.at(platform.address());
                var token = after.outcome(agreed).expectSuccess().body();
                voters.deny(voters.pollOf(after, denied));
                after.outcome(denied).expectRejection("policy.denied");
                letTheTimeBeOver(platform, pollOfOverdue);
                after.outcome(overdue).expectRejection("policy.denied");
                assertThat(after.get("/request-status/" + overdue).text("detail"))
                        .isEqualTo("poll " + pollOfOverdue + " was failed");
                try (var channel = Channel.join(after)) {
                    assertThat(channel.fetch(after, token)).isEqualTo(DATA);
                }
                expectDoneOnce(platform, agreed, denied, overdue);
                // What is done in the background fails without anybody being told.
                assertThat(platform.log()).doesNotContain("PSQLException: ERROR");
                for (var polled : Voters.polls(after)) {
                    expectSound(after, UUID.fromString(polled.path("poolId").asText()));
                }
            }
        }
    }

    private static void expectSound(Client client, UUID poll) {
        assertThat(PollReceipt.check(Voters.receiptOf(client, poll), Map.of()).flaws())
                .isEmpty();
    }

    private static String exchange(Client client) {
        return client.submit(
                "/data-token/exchange-data-for-token",
                Map.of("temporaryTokenSpace", client.reserve("held", 60), "data", Client.base64(DATA)));
    }

    private static void letTheTimeBeOver(Platform platform, UUID poll) throws Exception {
        var ofPoll = " where id = '%s'".formatted(poll);
        assertThat(platform.services().change("update poll set closes_at = now() - interval '1 second'" + ofPoll))
                .isEqualTo(1);
        platform.services().change("update deadline set due_at = now() where kind = 'POLL'");
    }

    /** From now on every event is kept at the broker. */
    private static void noteEvents(Platform platform) throws Exception {
        try (var wire = Wire.engine(platform)) {
            var channel = wire.channel();
            channel.queueDeclare(NOTES, true, false, false, Map.of());
            channel.queueBind(NOTES, Wire.EVENTS, "#");
        }
    }

    private void expectDoneOnce(Platform platform, String agreed, String denied, String overdue) throws Exception {
        try (var wire = Wire.engine(platform)) {
            var channel = wire.channel();
            Patience.until("the outcomes to be published", () -> {
                for (var got = channel.basicGet(NOTES, true); got != null; got = channel.basicGet(NOTES, true)) {
                    var event = Answer.parse(new String(got.getBody(), UTF_8));
                    // What was published just before the kill is published again after it, under the same id.
                    told.putIfAbsent(event.path("id").asText(), event);
                }
                return List.of(agreed, denied, overdue).stream().allMatch(command -> outcomes(command) > 0);
            });
            channel.queueDelete(NOTES);
        }
        for (var command : List.of(agreed, denied, overdue)) {
            assertThat(outcomes(command)).isEqualTo(1);
        }
        assertThat(count("data-token.exchanged")).isEqualTo(1);
        assertThat(count("poll.opened")).isEqualTo(3);
        assertThat(count("poll.approved")).isEqualTo(1);
        assertThat(count("poll.rejected")).isEqualTo(1);
        assertThat(count("poll.expired")).isEqualTo(1);
    }

    private long count(String name) {
        return Events.count(List.copyOf(told.values()), name);
    }

    /** How many outcomes were told of the command. */
    private long outcomes(String command) {
        return told.values().stream()
                .filter(event -> Events.name(event).startsWith("command.")
                        && event.at("/data/command").asText().equals(command))
                .count();
    }
}
