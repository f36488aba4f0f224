package io.privicore.application.port;

import io.privicore.application.command.CommandId;
import io.privicore.application.command.RequestId;
import io.privicore.application.query.CommandState;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.voting.PollId;
import io.privicore.domain.voting.PollState;
import java.time.Instant;
import java.util.Optional;

/** What a profile's channels are told. */
public sealed interface ChannelMessage {

    /**
     * How a command stands: its outcome, or the progress of one that waits. It must not arrive before the answer that
     * names the command: the node that gave that answer holds it back.
     *
     * @param application the application that submitted the command, where it was not the profile itself
     */
    record CommandOutcome(
            CommandId command,
            CommandState state,
            Optional<String> body,
            Instant submittedAt,
            Optional<ApplicationId> application)
            implements ChannelMessage {

        /** Of a command that the profile itself submitted. */
        public CommandOutcome(CommandId command, CommandState state, Optional<String> body, Instant submittedAt) {
            this(command, state, body, submittedAt, Optional.empty());
        }

        @Override
        public String toString() {
            return "CommandOutcome[%s %s]".formatted(command, state);
        }
    }

    /** The data that was asked for, inline. */
    record DataDelivered(CommandId command, RequestId request, String context, Bytes data, Instant submittedAt)
            implements ChannelMessage {}

    /** Where the data that was asked for can be downloaded once. The address grants access. */
    record DownloadOffered(CommandId command, RequestId request, String context, String url, Instant submittedAt)
            implements ChannelMessage {
        @Override
        public String toString() {
            return "DownloadOffered[%s]".formatted(request);
        }
    }

    /** The download that was offered can be fetched. */
    record DownloadReady(CommandId command, RequestId request, String url, Instant submittedAt)
            implements ChannelMessage {
        @Override
        public String toString() {
            return "DownloadReady[%s]".formatted(request);
        }
    }

    /** The data that was asked for cannot be had. */
    record DataRefused(CommandId command, RequestId request, String context, String reason, Instant submittedAt)
            implements ChannelMessage {}

    /** A poll that concerns the profile was opened, goes into another attempt, or has ended. */
    record BallotNotice(PollId poll, String title, String question, PollState state, Instant closesAt)
            implements ChannelMessage {}

    /** The token a channel was joined with has ended, and the channel with it. */
    record TokenEnded(TokenHash token) implements ChannelMessage {}
}
