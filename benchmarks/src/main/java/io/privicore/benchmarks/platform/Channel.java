package io.privicore.benchmarks.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A WebSocket on which all outcomes of one profile arrive, shared by all clients that act for it. */
public final class Channel implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final CompletableFuture<JsonNode> joined = new CompletableFuture<>();
    // An outcome may come before the answer that tells its id has been read: whoever is first makes the entry.
    private final Map<String, CompletableFuture<JsonNode>> outcomes = new ConcurrentHashMap<>();

    private Channel(Account account) throws IOException, InterruptedException {
        URI url = account.platform().url();
        try {
            socket = http.newWebSocketBuilder()
                    .buildAsync(URI.create("ws://" + url.getAuthority() + "/ws"), new Listener())
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            socket.sendText(
                            Json.of(Map.of(
                                    "action", "joinChannel", "data", Map.of("authorizationToken", account.token()))),
                            true)
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("Expected a WebSocket", e);
        }
    }

    public static Channel join(Account account) throws IOException, InterruptedException {
        Channel channel = new Channel(account);
        int status = await(channel.joined, PATIENCE).path("status").asInt();
        if (status != 200) {
            throw new IOException("Expected to join a channel, but got status " + status);
        }
        return channel;
    }

    /** Waits for what settles this command or request, and refuses anything but a success. */
    public JsonNode success(String id) throws IOException, InterruptedException {
        return success(id, PATIENCE);
    }

    /** The same, for what may take longer. */
    public JsonNode success(String id, Duration longest) throws IOException, InterruptedException {
        try {
            JsonNode data = await(outcomes.computeIfAbsent(id, unknown -> new CompletableFuture<>()), longest);
            if (data.path("command_status").asInt() != 2) {
                throw new IOException("Expected %s to succeed, but: %s"
                        .formatted(id, data.path("body").asText()));
            }
            return data;
        } finally {
            outcomes.remove(id);
        }
    }

    @Override
    public void close() {
        socket.abort();
        http.shutdownNow();
    }

    private static JsonNode await(CompletableFuture<JsonNode> future, Duration longest)
            throws IOException, InterruptedException {
        try {
            return future.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | CompletionException e) {
            throw new IOException("Expected a message, but the WebSocket broke", e);
        } catch (TimeoutException e) {
            throw new IOException("Expected a message within " + longest, e);
        }
    }

    private void receive(String text) throws IOException {
        JsonNode message = JSON.readTree(text);
        JsonNode data = message.path("data");
        String type = data.path("type").asText();
        if (type.isEmpty()) {
            joined.complete(message);
        } else if (type.startsWith("X-DPT-CAB-") && data.path("command_status").asInt() != 1) {
            outcomes.computeIfAbsent(data.path("id").asText(), unknown -> new CompletableFuture<>())
                    .complete(data);
        }
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder parts = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            parts.append(part);
            if (last) {
                try {
                    receive(parts.toString());
                } catch (IOException e) {
                    onError(socket, e);
                }
                parts.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            onError(socket, new IOException("The WebSocket was closed with " + status));
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            joined.completeExceptionally(error);
            outcomes.values().forEach(outcome -> outcome.completeExceptionally(error));
        }
    }
}
