package io.privicore.bootstrap.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A joined WebSocket: keeps the outcome of every command and the answer to every request until somebody asks. */
final class Channel implements WebSocket.Listener, AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int STARTED = 1;
    private static final String JOINED = "joinChannel";

    private final Map<String, CompletableFuture<JsonNode>> heard = new ConcurrentHashMap<>();
    private final StringBuilder text = new StringBuilder();
    private @Nullable WebSocket socket;

    private Channel() {}

    static Channel join(HttpClient http, URI platform, String authorizationToken) throws InterruptedException {
        Channel channel = new Channel();
        URI address = URI.create("ws://" + platform.getAuthority() + "/ws");
        try {
            WebSocket socket =
                    http.newWebSocketBuilder().buildAsync(address, channel).get();
            channel.socket = socket;
            var request = JSON.createObjectNode().put("action", JOINED);
            request.putObject("data").put("authorizationToken", authorizationToken);
            socket.sendText(request.toString(), true).get();
        } catch (ExecutionException e) {
            throw new DemoFailure("The WebSocket cannot be opened: " + e.getCause(), e);
        }
        JsonNode reply = channel.await(JOINED);
        if (reply.path("status").asInt() != 200) {
            throw new DemoFailure("The platform refused the WebSocket: " + reply);
        }
        return channel;
    }

    /** The last word about a command or a request, whenever it comes. */
    JsonNode await(String id) throws InterruptedException {
        try {
            return future(id).get(Patience.LONGEST.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new DemoFailure("Expected an answer on the WebSocket, but none came for " + id + ".", e);
        } catch (ExecutionException e) {
            throw new DemoFailure("The WebSocket broke: " + e.getCause(), e);
        }
    }

    private CompletableFuture<JsonNode> future(String id) {
        return heard.computeIfAbsent(id, _ -> new CompletableFuture<>());
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            hear(text.toString());
            text.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    private void hear(String message) {
        JsonNode parsed;
        try {
            parsed = JSON.readTree(message);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Expected JSON on the WebSocket", e);
        }
        JsonNode data = parsed.path("data");
        if (!data.has("type")) {
            future(JOINED).complete(parsed);
        } else if (data.path("command_status").asInt() != STARTED) {
            future(data.path("id").asText()).complete(data);
        }
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        heard.values().forEach(waiting -> waiting.completeExceptionally(error));
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
    }
}
