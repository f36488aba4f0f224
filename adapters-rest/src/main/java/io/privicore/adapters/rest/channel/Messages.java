package io.privicore.adapters.rest.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.privicore.adapters.rest.view.Json;
import io.privicore.application.port.ChannelMessage;
import io.privicore.application.port.ChannelMessage.BallotNotice;
import io.privicore.application.port.ChannelMessage.CommandOutcome;
import io.privicore.application.port.ChannelMessage.DataDelivered;
import io.privicore.application.port.ChannelMessage.DataRefused;
import io.privicore.application.port.ChannelMessage.DownloadOffered;
import io.privicore.application.port.ChannelMessage.DownloadReady;
import io.privicore.application.port.ChannelMessage.TokenEnded;
import io.privicore.application.query.CommandState;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the server says over a channel, as JSON text. */
final class Messages {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** {@code body} is the payload itself. */
    private static final int INLINE = 0;

    /** {@code body} is where the payload can be downloaded once. */
    private static final int DOWNLOAD = 1;

    private Messages() {}

    static String text(ChannelMessage message) {
        var data =
                switch (message) {
                    case CommandOutcome outcome ->
                        Json.of("type", "X-DPT-CAB-ID")
                                .with("id", outcome.command())
                                .with("command_status", outcome.state().wire())
                                .with("body", outcome.body());
                    case DataDelivered delivered ->
                        answer(
                                delivered.request().value(),
                                delivered.context(),
                                INLINE,
                                Base64.getEncoder()
                                        .encodeToString(delivered.data().view()),
                                CommandState.SUCCEEDED);
                    case DownloadOffered offered ->
                        answer(
                                offered.request().value(),
                                offered.context(),
                                DOWNLOAD,
                                offered.url(),
                                CommandState.SUCCEEDED);
                    case DownloadReady ready ->
                        Json.of("type", "STREAM-READY")
                                .with("id", ready.request().value())
                                .with("requestId", ready.request().value())
                                .with("streamUrl", ready.url());
                    case DataRefused refused ->
                        answer(
                                refused.request().value(),
                                refused.context(),
                                INLINE,
                                refused.reason(),
                                CommandState.REJECTED);
                    case BallotNotice notice ->
                        Json.of("type", "BALLOT")
                                .with("poolId", notice.poll())
                                .with("title", notice.title())
                                .with("question", notice.question())
                                .with("closesAt", notice.closesAt())
                                .with("status", notice.state().wire());
                    case TokenEnded _ -> throw new IllegalArgumentException("The end of a token is told by channel");
                };
        return text(Json.of("data", data));
    }

    static String joined(@Nullable Object correlationId, UUID channel) {
        return reply(correlationId, 200, Json.of("channelId", channel).with("message", "The channel is open."));
    }

    static String refused(@Nullable Object correlationId, int status, UUID channel, String message) {
        return reply(correlationId, status, Json.of("channelId", channel).with("message", message));
    }

    static String said(@Nullable Object correlationId, int status, String message) {
        return reply(correlationId, status, Json.of("message", message));
    }

    static String ended(UUID channel) {
        return text(Json.of("status", 401)
                .with("data", Json.of("channelId", channel).with("message", "The authorization token has ended.")));
    }

    private static String reply(@Nullable Object correlationId, int status, Json data) {
        var reply = Json.object();
        if (correlationId != null) {
            reply.with("correlationId", correlationId);
        }
        return text(reply.with("status", status).with("data", data));
    }

    private static Json answer(UUID request, String context, int output, String body, CommandState state) {
        return Json.of("type", "X-DPT-CAB-REQUEST-ID")
                .with("id", request)
                .with("data_context", context)
                .with("output_type", output)
                .with("body", body)
                .with("command_status", state.wire());
    }

    private static String text(Json message) {
        try {
            return JSON.writeValueAsString(message.fields());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
