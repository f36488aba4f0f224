package io.privicore.adapters.rest.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.privicore.adapters.rest.limits.Limits;
import io.privicore.adapters.rest.problem.ProblemMapper;
import io.privicore.application.Caller;
import io.privicore.application.Privicore;
import io.privicore.application.port.Tokens;
import io.privicore.application.query.ProfileQuery;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One WebSocket: reads what its client asks for, and writes with a limit to what may wait for a slow one. */
final class ChannelSocket implements Connection {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final short POLICY_VIOLATION = 1008;
    private static final short TOO_BIG = 1009;
    private static final int MOST_UNANSWERED = 3;
    private static final long SECOND = 1_000_000_000L;

    private final ServerWebSocket socket;
    private final Runnable abort;
    private final String address;
    private final Privicore privicore;
    private final Tokens tokens;
    private final OpenChannels channels;
    private final Limits limits;

    private final AtomicLong waiting = new AtomicLong();
    private long secondBegan = System.nanoTime();
    private int messagesThisSecond;

    /** Pings since the client was last heard of. */
    private int unanswered;

    /** Set by the one task at a time that joins, read when the socket closes. */
    private volatile @Nullable Channel channel;

    private volatile boolean closed;

    ChannelSocket(
            ServerWebSocket socket,
            Runnable abort,
            String address,
            Privicore privicore,
            Tokens tokens,
            OpenChannels channels,
            Limits limits) {
        this.socket = socket;
        this.abort = abort;
        this.address = address;
        this.privicore = privicore;
        this.tokens = tokens;
        this.channels = channels;
        this.limits = limits;
    }

    /** @param keepAlive milliseconds from one ping to the next */
    void start(Vertx vertx, long keepAlive) {
        long pings = vertx.setPeriodic(keepAlive, _ -> ping());
        socket.pongHandler(_ -> unanswered = 0);
        socket.textMessageHandler(this::receive);
        socket.binaryMessageHandler(message ->
                receive(message.length() > limits.channelMessage() ? null : message.toString(StandardCharsets.UTF_8)));
        socket.closeHandler(_ -> {
            closed = true;
            vertx.cancelTimer(pings);
            leave();
        });
        // A client that breaks off is no failure of ours.
        socket.exceptionHandler(_ -> {});
    }

    @Override
    public void send(String text) {
        if (closed) {
            return;
        }
        if (waiting.addAndGet(text.length()) > limits.channelWaiting()) {
            closed = true;
            // No close frame: it would queue behind what the client does not read.
            abort.run();
            return;
        }
        socket.writeTextMessage(text).onComplete(_ -> waiting.addAndGet(-text.length()));
    }

    @Override
    public void sendKept(String text) {
        socket.writeTextMessage(text);
    }

    private void ping() {
        if (closed || socket.isClosed()) {
            return;
        }
        if (unanswered == MOST_UNANSWERED) {
            closed = true;
            // Nobody is there who would answer a close frame.
            abort.run();
            return;
        }
        unanswered++;
        socket.writePing(Buffer.buffer());
    }

    private void receive(@Nullable String text) {
        unanswered = 0;
        if (text == null || isLongerThan(text, limits.channelMessage())) {
            socket.close(TOO_BIG, "message too long");
            return;
        }
        if (isTooOften()) {
            socket.close(POLICY_VIOLATION, "too many messages");
            return;
        }
        JsonNode message;
        try {
            message = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            message = null;
        }
        if (message == null || !message.isObject()) {
            send(Messages.said(null, 400, "Expected a JSON object."));
            return;
        }
        act(message);
    }

    private void act(JsonNode message) {
        var data = message.path("data");
        var correlationId = correlationId(message, data);
        switch (message.path("action").asText("")) {
            case "joinChannel" -> join(correlationId, data.path("authorizationToken"));
            case "leaveChannel" -> leave(correlationId, data.path("channelId"));
            case "ping" -> send(Messages.said(correlationId, 200, "pong"));
            default ->
                send(Messages.said(correlationId, 400, "Expected the action joinChannel, leaveChannel or ping."));
        }
    }

    private void join(@Nullable Object correlationId, JsonNode token) {
        if (!token.isTextual() || token.asText().isBlank()) {
            send(Messages.refused(correlationId, 401, UUID.randomUUID(), "Expected an authorization token."));
            return;
        }
        // Nothing further is read until the token was checked, so that messages take effect in their order.
        socket.pause();
        Thread.ofVirtual().name("privicore-join").start(() -> {
            try {
                join(correlationId, token.asText().strip());
            } finally {
                socket.resume();
            }
        });
    }

    private void join(@Nullable Object correlationId, String token) {
        leave();
        var joining = channels.announce(tokens.hash(token), this);
        try {
            var joined = privicore.ask(Caller.with(token, address), new ProfileQuery.JoinChannel());
            channel = joining;
            if (!channels.open(joining, joined, Messages.joined(correlationId, joining.id))) {
                send(Messages.refused(correlationId, 401, joining.id, "The authorization token has ended."));
            } else if (closed) {
                leave();
            }
        } catch (Refusal refusal) {
            channels.leave(joining);
            int status = refusal.reason().kind() == Reason.Kind.UNAVAILABLE ? 503 : 401;
            send(Messages.refused(correlationId, status, joining.id, String.valueOf(refusal.getMessage())));
        } catch (RuntimeException e) {
            channels.leave(joining);
            send(Messages.refused(
                    correlationId, 500, joining.id, ProblemMapper.unforeseen(e).detail()));
        }
    }

    private void leave(@Nullable Object correlationId, JsonNode channelId) {
        var open = channel;
        if (open == null || !open.id.toString().equals(channelId.asText(""))) {
            send(Messages.said(correlationId, 400, "Expected the id of the channel that is open here."));
            return;
        }
        leave();
        send(Messages.refused(correlationId, 200, open.id, "The channel is closed."));
    }

    private void leave() {
        var open = channel;
        channel = null;
        if (open != null) {
            channels.leave(open);
        }
    }

    private boolean isTooOften() {
        long now = System.nanoTime();
        if (now - secondBegan >= SECOND) {
            secondBegan = now;
            messagesThisSecond = 0;
        }
        return ++messagesThisSecond > limits.channelRate();
    }

    private static boolean isLongerThan(String text, int bytes) {
        return text.length() > bytes
                || (text.length() > bytes / 3 && text.getBytes(StandardCharsets.UTF_8).length > bytes);
    }

    private static @Nullable Object correlationId(JsonNode message, JsonNode data) {
        var node = data.hasNonNull("correlationId") ? data.get("correlationId") : message.path("correlationId");
        return node.isTextual() ? node.asText() : node.isNumber() ? node.numberValue() : null;
    }
}
