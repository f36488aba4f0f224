package io.privicore.bootstrap.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One WebSocket of a client, with everything that it was told. */
final class Channel implements WebSocket.Listener, AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** @param at when it was there, on the clock of {@link System#nanoTime()} */
    record Message(JsonNode json, long at) {

        JsonNode data() {
            return json.path("data");
        }

        String type() {
            return json.path("type").asText();
        }
    }

    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final StringBuilder part = new StringBuilder();
    private volatile String end = "";
    private @Nullable WebSocket socket;

    private Channel() {}

    static Channel open(URI base) throws Exception {
        var channel = new Channel();
        channel.socket = HTTP.newWebSocketBuilder()
                .buildAsync(URI.create(base.resolve("/ws").toString().replaceFirst("^http", "ws")), channel)
                .get(60, TimeUnit.SECONDS);
        return channel;
    }

    /** Opens a socket and joins the channel of the client's profile. */
    static Channel join(Client client) throws Exception {
        var channel = open(client.base());
        channel.say(Map.of(
                "action", "joinChannel", "data", Map.of("authorizationToken", client.token(), "correlationId", "c-1")));
        var joined = channel.await("the channel", message -> message.json().has("status"));
        assertThat(joined.json().path("status").asInt()).isEqualTo(200);
        return channel;
    }

    void say(Object message) {
        if (socket == null) {
            throw new AssertionError("The channel is not open");
        }
        socket.sendText(Answer.render(message), true).join();
    }

    List<Message> messages() {
        return List.copyOf(messages);
    }

    Message await(String what, Predicate<Message> wanted) {
        return Patience.await(what, () -> {
            var found = find(wanted);
            assertThat(found.isPresent() || end.isEmpty())
                    .as("%s; the channel ended: %s", what, end)
                    .isTrue();
            return found;
        });
    }

    Optional<Message> find(Predicate<Message> wanted) {
        return messages.stream().filter(wanted).findFirst();
    }

    /** The message with which a command ended. */
    Message settled(String command) {
        return await("the outcome of " + command + " on the channel", message -> isOutcomeOf(command, message));
    }

    Outcome outcome(String command) {
        return Outcome.of(command, settled(command).data());
    }

    static boolean isOutcomeOf(String command, Message message) {
        return message.data().path("type").asText().equals(Client.COMMAND)
                && message.data().path("id").asText().equals(command)
                && message.data().path("command_status").asInt() != 1;
    }

    /** The answer to a request for data. */
    JsonNode delivered(String request) {
        return await(
                        "the answer to request " + request,
                        message -> message.data().path("type").asText().equals(Client.REQUEST)
                                && message.data().path("id").asText().equals(request))
                .data();
    }

    /** Asks for the data of a token and answers the bytes that arrive here. */
    byte[] fetch(Client client, String token) {
        var asked =
                client.post("/data-token/request-data", Map.of("token", token)).expect(202);
        assertThat(asked.header(Client.REQUEST)).isEqualTo(asked.text("requestId"));
        var answer = delivered(asked.text("requestId"));
        assertThat(answer.path("command_status").asInt()).as(answer.toString()).isEqualTo(2);
        assertThat(answer.path("output_type").asInt()).isZero();
        return Base64.getDecoder().decode(answer.path("body").asText());
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
        long now = System.nanoTime();
        part.append(text);
        if (last) {
            messages.add(new Message(Answer.parse(part.toString()), now));
            part.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        end = "closed with " + code + " " + reason;
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        end = failure.toString();
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
    }
}
