package io.privicore.bootstrap.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A joined WebSocket: keeps what is said of every command and request until somebody asks. */
final class Channel implements WebSocket.Listener, AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int STARTED = 1;
    private static final String JOINED = "joinChannel";
    private static final Set<String> ANSWERS = Set.of("X-DPT-CAB-ID", "X-DPT-CAB-REQUEST-ID");

    private static final Duration LOOKED_AFTER = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Map<String, BlockingQueue<JsonNode>> heard = new ConcurrentHashMap<>();
    private volatile @Nullable Throwable broken;
    private final StringBuilder text = new StringBuilder();
    private @Nullable WebSocket socket;

    private Channel() {}

    static Channel join(HttpClient http, URI platform, String authorizationToken) throws InterruptedException {
        Channel channel = new Channel();
        URI address = URI.create(
                ("https".equals(platform.getScheme()) ? "wss://" : "ws://") + platform.getAuthority() + "/ws");
        try {
            WebSocket socket =
                    http.newWebSocketBuilder().buildAsync(address, channel).get();
            channel.socket = socket;
            var request = JSON.createObjectNode().put("action", JOINED);
            request.putObject("data").put("authorizationToken", authorizationToken);
            socket.sendText(request.toString(), true).get();
        } catch (ExecutionException e) {
            throw new ClientFailure("The WebSocket cannot be opened: " + e.getCause(), e);
        }
        JsonNode reply = channel.await(JOINED);
        if (reply.path("status").asInt() != 200) {
            throw new ClientFailure("The platform refused the WebSocket: " + reply);
        }
        return channel;
    }

    /** The next word about a command or a request, whenever it comes. */
    JsonNode await(String id) throws InterruptedException {
        long end = System.nanoTime() + LONGEST.toNanos();
        JsonNode word = null;
        while (word == null) {
            Throwable cause = broken;
            if (cause != null) {
                throw new ClientFailure("The WebSocket broke: " + cause, cause);
            }
            if (System.nanoTime() > end) {
                throw new ClientFailure("Expected an answer on the WebSocket, but none came for " + id + ".");
            }
            word = words(id).poll(LOOKED_AFTER.toMillis(), TimeUnit.MILLISECONDS);
        }
        return word;
    }

    private BlockingQueue<JsonNode> words(String id) {
        return heard.computeIfAbsent(id, _ -> new LinkedBlockingQueue<>());
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
            words(JOINED).add(parsed);
        } else if (ANSWERS.contains(data.path("type").asText())
                && data.path("command_status").asInt() != STARTED) {
            words(data.path("id").asText()).add(data);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int status, String reason) {
        broken = new IOException("Expected it to stay open, but it was closed with " + status);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        broken = error;
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
    }
}
