package io.privicore.application.token;

import static io.privicore.domain.kernel.Reason.DATA_TOKEN_NOT_FOUND;
import static io.privicore.domain.kernel.Reason.STORAGE_UNAVAILABLE;

import io.privicore.application.command.CommandId;
import io.privicore.application.command.RequestId;
import io.privicore.application.pipeline.Invocation;
import io.privicore.application.pipeline.Settlement;
import io.privicore.application.port.ChannelMessage.DataDelivered;
import io.privicore.application.port.ChannelMessage.DataRefused;
import io.privicore.application.port.Commands;
import io.privicore.application.port.DataTokens;
import io.privicore.application.port.Deadlines;
import io.privicore.application.port.Deadlines.Kind;
import io.privicore.application.port.Events;
import io.privicore.application.port.UnitOfWork;
import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.token.DataToken.Permanent;
import io.privicore.domain.token.DataTokenEvent;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;

/** Brings requested data back: from whichever device answers first, to the channels of whoever asked. */
public final class Retrieval {

    private static final Logger LOG = System.getLogger(Retrieval.class.getName());

    private final DataTokens dataTokens;
    private final ChunkReader reader;
    private final Settlement settlement;
    private final Commands commands;
    private final Deadlines deadlines;
    private final Events events;
    private final UnitOfWork unitOfWork;
    private final Executor executor;
    private final Duration timeout;

    /**
     * @param executor runs one retrieval a task, which blocks while devices are asked
     * @param timeout after which a request is refused, also by another node when this one died
     */
    public Retrieval(
            DataTokens dataTokens,
            ChunkReader reader,
            Settlement settlement,
            Commands commands,
            Deadlines deadlines,
            Events events,
            UnitOfWork unitOfWork,
            Executor executor,
            Duration timeout) {

        this.dataTokens = dataTokens;
        this.reader = reader;
        this.settlement = settlement;
        this.commands = commands;
        this.deadlines = deadlines;
        this.events = events;
        this.unitOfWork = unitOfWork;
        this.executor = executor;
        this.timeout = timeout;
    }

    void requireReachable() {
        reader.requireReachable();
    }

    Duration timeout() {
        return timeout;
    }

    void start(Invocation in, Permanent token) {
        executor.execute(() -> {
            try {
                reader.read(token.owner(), token.placement(), timeout)
                        .ifPresentOrElse(
                                data -> deliver(in.command(), token, data, in.at()),
                                () -> refuse(in.command(), token.context().value(), in.at(), STORAGE_UNAVAILABLE));
            } catch (RuntimeException failure) {
                LOG.log(Level.WARNING, "A request for data failed and is left to its deadline", failure);
            }
        });
    }

    /** The request has waited long enough, or the node that served it died. */
    public void expire(UUID command) {
        unitOfWork.run(Origin.of(new CommandId(command)), () -> {
            commands.find(new CommandId(command)).ifPresent(entry -> {
                var request = RequestId.of(entry.id());
                settlement.reject(
                        command,
                        STORAGE_UNAVAILABLE,
                        new DataRefused(entry.id(), request, "", STORAGE_UNAVAILABLE.key(), entry.submittedAt()));
            });
            deadlines.clear(Kind.REQUEST, command);
            return true;
        });
    }

    /** A token that was deleted or replaced meanwhile is not delivered: its data key is gone, and so is what it opened. */
    private void deliver(CommandId command, Permanent token, Bytes data, Instant submittedAt) {
        var request = RequestId.of(command);
        unitOfWork.run(Origin.of(command), () -> {
            if (!isPresent(token)) {
                refuseWithin(command, token.context().value(), submittedAt, DATA_TOKEN_NOT_FOUND);
                return false;
            }
            var context = token.context().value();
            if (settlement.succeed(
                    command.value(),
                    Optional.empty(),
                    new DataDelivered(command, request, context, data, submittedAt))) {
                events.append(new DataTokenEvent.Delivered(
                        token.owner(), token.id(), token.token().hash().hex(), request.value(), data.length()));
            }
            deadlines.clear(Kind.REQUEST, command.value());
            return true;
        });
    }

    private boolean isPresent(Permanent token) {
        return dataTokens.find(token.id()).filter(Permanent.class::isInstance).isPresent();
    }

    private void refuse(CommandId command, String context, Instant submittedAt, Reason reason) {
        unitOfWork.run(Origin.of(command), () -> {
            refuseWithin(command, context, submittedAt, reason);
            return true;
        });
    }

    private void refuseWithin(CommandId command, String context, Instant submittedAt, Reason reason) {
        settlement.reject(
                command.value(),
                reason,
                new DataRefused(command, RequestId.of(command), context, reason.key(), submittedAt));
        deadlines.clear(Kind.REQUEST, command.value());
    }
}
