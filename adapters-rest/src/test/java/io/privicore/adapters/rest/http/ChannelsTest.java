package io.privicore.adapters.rest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.privicore.adapters.rest.fake.DigestTokens;
import io.privicore.adapters.rest.fake.RecordingPrivicore;
import io.privicore.adapters.rest.fake.VotingAnswers;
import io.privicore.application.command.CommandId;
import io.privicore.application.command.RequestId;
import io.privicore.application.port.ChannelMessage.BallotNotice;
import io.privicore.application.port.ChannelMessage.DataDelivered;
import io.privicore.application.port.NodeChannels;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.voting.PollState;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ChannelsTest {

    private static final String JOIN =
            "{\"action\":\"joinChannel\",\"data\":{\"authorizationToken\":\"T-good\",\"correlationId\":\"c1\"}}";

    @Inject
    RecordingPrivicore privicore;

    @Inject
    NodeChannels channels;

    @Inject
    DigestTokens tokens;

    @ParameterizedTest
    @ValueSource(strings = {"/", "/ws"})
    void areJoinedAndLeftAtBothPaths(String path) {
        var socket = new Socket(path);

        var joined = socket.ask(JOIN);
        assertThat(joined.get("correlationId").asText()).isEqualTo("c1");
        assertThat(joined.get("status").asInt()).isEqualTo(200);
        var channel = joined.at("/data/channelId").asText();
        assertThat(channel).hasSize(36);

        assertThat(socket.ask("{\"action\":\"ping\"}").toString())
                .isEqualTo("{\"status\":200,\"data\":{\"message\":\"pong\"}}");
        assertThat(socket.ask("{\"action\":\"leaveChannel\",\"data\":{\"channelId\":\"%s\"}}".formatted(channel))
                        .get("status")
                        .asInt())
                .isEqualTo(200);
        socket.close();
    }

    @Test
    void areRefusedWithoutAGoodTokenAndTheSocketStays() {
        var socket = new Socket("/ws");

        var refused = socket.ask(
                "{\"action\":\"joinChannel\",\"correlationId\":7,\"data\":{\"authorizationToken\":\"T-bad\"}}");
        assertThat(refused.get("status").asInt()).isEqualTo(401);
        assertThat(refused.get("correlationId").asInt()).isEqualTo(7);
        assertThat(refused.at("/data/channelId").isTextual()).isTrue();
        assertThat(refused.at("/data/message").isTextual()).isTrue();
        for (var malformed : new String[] {"{", "[]", "{}", "{\"action\":\"dance\"}", "null", ""}) {
            if (!malformed.isEmpty()) {
                assertThat(socket.ask(malformed).get("status").asInt())
                        .as(malformed)
                        .isEqualTo(400);
            }
        }
        assertThat(socket.ask(JOIN).get("status").asInt()).isEqualTo(200);
        socket.close();
    }

    @Test
    void carryTheOutcomeNotBeforeTheAnswer() {
        var socket = new Socket("/");
        socket.ask(JOIN);
        for (int i = 0; i < 5; i++) {
            var answer = Client.json(Client.post("/data-token/delete-data", Map.of("token", "dtk-1")));
            long answered = System.nanoTime();

            var data = socket.next(message -> message.at("/data/id").equals(answer.get("commandId")))
                    .get("data");

            assertThat(System.nanoTime() - answered).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(100));
            assertThat(data.get("type").asText()).isEqualTo("X-DPT-CAB-ID");
            assertThat(data.get("command_status").asInt()).isEqualTo(2);
            assertThat(data.get("body").asText()).isEqualTo("result");
        }
        socket.close();
    }

    @Test
    void tellThatACallWaitsNotBeforeItsAnswer() {
        var socket = new Socket("/ws");
        socket.ask(JOIN);
        try {
            for (int i = 0; i < 3; i++) {
                var command = new CommandId(UUID.randomUUID());
                privicore.holding = command;
                var answer = Client.get("/device/retrieve-device-configuration/" + RecordingPrivicore.DEVICE);
                long answered = System.nanoTime();
                assertThat(answer.statusCode()).isEqualTo(202);

                var data =
                        socket.next(message -> message.at("/data/id").asText().equals(command.toString()));

                assertThat(System.nanoTime() - answered).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(100));
                assertThat(data.at("/data/command_status").asInt()).isEqualTo(1);
                assertThat(data.at("/data/body").isNull()).isTrue();
            }
        } finally {
            privicore.holding = null;
            socket.close();
        }
    }

    @Test
    void tellOfPolls() {
        var socket = new Socket("/ws");
        socket.ask(JOIN);

        channels.deliver(
                RecordingPrivicore.PROFILE,
                new BallotNotice(
                        VotingAnswers.POLL, "Title", "Why?", PollState.OPEN, Instant.parse("2026-02-21T15:33:44.9Z")));

        assertThat(socket.next(message -> message.at("/data/type").asText().equals("BALLOT"))
                        .toString())
                .isEqualTo(
                        "{\"data\":{\"type\":\"BALLOT\",\"poolId\":\"%s\",\"title\":\"Title\",\"question\":\"Why?\",\"closesAt\":\"2026-02-21T15:33:44+00:00\",\"status\":\"open\"}}"
                                .formatted(VotingAnswers.POLL));
        socket.close();
    }

    @Test
    void outlastSilenceButNotTheirClients() throws IOException {
        var quiet = new Socket("/ws");
        quiet.ask(JOIN);
        try (var gone = new java.net.Socket("localhost", Integer.parseInt(Client.PORT))) {
            gone.setSoTimeout(10_000);
            upgrade(gone);

            assertThat(gone.getInputStream().readAllBytes())
                    .as("three pings and the end")
                    .containsExactly(0x89, 0, 0x89, 0, 0x89, 0);
        }
        assertThat(quiet.pings.get()).isGreaterThanOrEqualTo(3);
        assertThat(quiet.ask("{\"action\":\"ping\"}").get("status").asInt()).isEqualTo(200);
        quiet.close();
    }

    @Test
    void breakOffWithClientsThatDoNotRead() throws IOException {
        try (var deaf = new java.net.Socket("localhost", Integer.parseInt(Client.PORT))) {
            deaf.setSoTimeout(5_000);
            upgrade(deaf);
            var out = deaf.getOutputStream();
            var in = deaf.getInputStream();
            // A client's frame is masked; the mask of zeros leaves it readable.
            byte[] join = JOIN.getBytes(StandardCharsets.US_ASCII);
            out.write(new byte[] {(byte) 0x81, (byte) (0x80 | join.length), 0, 0, 0, 0});
            out.write(join);
            out.flush();
            readUntil("channelId", in);

            var command = new CommandId(UUID.randomUUID());
            for (int i = 0; i < 500; i++) {
                channels.deliver(
                        RecordingPrivicore.PROFILE,
                        new DataDelivered(
                                command,
                                RequestId.of(command),
                                "ctx",
                                Bytes.wrap(new byte[51_200]),
                                Instant.now().minusSeconds(60)));
            }

            assertThat(readToTheEnd(in)).isLessThan(500 * 68_000L);
        }
    }

    private static void upgrade(java.net.Socket socket) throws IOException {
        var out = socket.getOutputStream();
        out.write("""
                GET /ws HTTP/1.1\r
                Host: localhost\r
                Connection: keep-alive, Upgrade\r
                Upgrade: websocket\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                \r
                """.getBytes(StandardCharsets.US_ASCII));
        out.flush();
        readUntil("\r\n\r\n", socket.getInputStream());
    }

    private static void readUntil(String end, InputStream in) throws IOException {
        var text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            text.append((char) in.read());
        }
    }

    private static long readToTheEnd(InputStream in) throws IOException {
        long length = 0;
        try {
            byte[] buffer = new byte[65_536];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                length += read;
            }
        } catch (SocketException _) {
            // Reset by the server.
        }
        return length;
    }

    @Test
    void endWithTheirToken() {
        var socket = new Socket("/");
        var channel = socket.ask(JOIN).at("/data/channelId").asText();
        channels.end(tokens.hash(RecordingPrivicore.TOKEN));

        var ended = socket.next(message -> message.has("status"));
        assertThat(ended.get("status").asInt()).isEqualTo(401);
        assertThat(ended.at("/data/channelId").asText()).isEqualTo(channel);
        socket.close();
    }

    @Test
    void endWhenTheirTokenExpires() {
        // Open before, since the time is short: what joins too late is refused, and never ended.
        var socket = new Socket("/");
        privicore.expiresAt = Instant.now().plusSeconds(3);
        try {
            assertThat(socket.ask(JOIN).get("status").asInt()).isEqualTo(200);

            assertThat(socket.next(message -> message.has("status"))
                            .get("status")
                            .asInt())
                    .isEqualTo(401);
            socket.close();
        } finally {
            privicore.expiresAt = Instant.parse("2099-01-01T00:00:00Z");
        }
    }

    @Test
    void breakOffWithClientsThatSayTooMuch() {
        var chatty = new Socket("/ws");
        for (int i = 0; i < 150; i++) {
            chatty.say("{\"action\":\"ping\"}");
        }
        assertThat(chatty.closed()).isEqualTo(1008);

        var verbose = new Socket("/ws");
        verbose.say("x".repeat(65_537));
        assertThat(verbose.closed()).isEqualTo(1009);
    }

    /** A client that keeps what it hears. */
    private static final class Socket implements WebSocket.Listener {

        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final AtomicInteger pings = new AtomicInteger();
        private final StringBuilder partial = new StringBuilder();
        private final WebSocket socket;

        Socket(String path) {
            socket = Client.HTTP
                    .newWebSocketBuilder()
                    .buildAsync(URI.create("ws://localhost:" + Client.PORT + path), this)
                    .join();
        }

        /** Says something and waits for the answer, past messages that were pushed. */
        JsonNode ask(String text) {
            say(text);
            return next(message -> message.has("status"));
        }

        void say(String text) {
            try {
                socket.sendText(text, true).join();
            } catch (java.util.concurrent.CompletionException _) {
                // The server may have closed by now, which is what such tests are about.
            }
        }

        JsonNode next(Predicate<JsonNode> wanted) {
            try {
                while (true) {
                    var text = Objects.requireNonNull(heard.poll(10, TimeUnit.SECONDS), "Expected a message");
                    var message = Client.JSON.readTree(text);
                    if (wanted.test(message)) {
                        return message;
                    }
                }
            } catch (InterruptedException | JsonProcessingException e) {
                throw new AssertionError(e);
            }
        }

        int closed() {
            return closed.orTimeout(10, TimeUnit.SECONDS).join();
        }

        void close() {
            socket.abort();
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                heard.add(partial.toString());
                partial.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPing(WebSocket webSocket, ByteBuffer message) {
            // The pong is sent without our doing.
            pings.incrementAndGet();
            webSocket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            closed.complete(statusCode);
            return null;
        }
    }
}
