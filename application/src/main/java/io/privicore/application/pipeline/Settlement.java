package io.privicore.application.pipeline;

import io.privicore.application.audit.Auditing;
import io.privicore.application.command.CommandId;
import io.privicore.application.port.ChannelMessage;
import io.privicore.application.port.ChannelMessage.CommandOutcome;
import io.privicore.application.port.Channels;
import io.privicore.application.port.Commands;
import io.privicore.application.port.Commands.Entry;
import io.privicore.application.port.UnitOfWork;
import io.privicore.application.query.CommandState;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** How commands end: once, durably, and then told to the channels of whoever submitted them. */
public final class Settlement {

    private final Commands commands;
    private final Channels channels;
    private final Auditing auditing;
    private final UnitOfWork unitOfWork;
    private final InstantSource clock;

    public Settlement(
            Commands commands, Channels channels, Auditing auditing, UnitOfWork unitOfWork, InstantSource clock) {
        this.commands = commands;
        this.channels = channels;
        this.auditing = auditing;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
    }

    /**
     * Ends a waiting command well; answers whether it was waiting still. Ending it again does nothing.
     *
     * @param ahead what the submitter's channels are told before they are told of the outcome
     */
    public boolean succeed(UUID command, Optional<String> body, ChannelMessage... ahead) {
        return settle(command, CommandState.SUCCEEDED, body, ahead);
    }

    /** Ends a waiting command with a reason; answers whether it was waiting still. Ending it again does nothing. */
    public boolean reject(UUID command, Reason reason, ChannelMessage... ahead) {
        return settle(command, CommandState.REJECTED, Optional.of(reason.key()), ahead);
    }

    /** The same for a command that waited to be carried out, once it was. */
    public void resolve(Invocation invocation, Outcome outcome) {
        switch (outcome) {
            case Outcome.Succeeded done -> succeed(invocation.command().value(), done.body());
            case Outcome.Waiting _ -> {}
        }
    }

    /** Tells the submitter's channels that a command waits for votes. */
    public void tellWaiting(Invocation invocation) {
        if (!invocation.actor().isNobody()) {
            tell(
                    invocation.profile(),
                    new CommandOutcome(
                            invocation.command(),
                            CommandState.STARTED,
                            Optional.empty(),
                            invocation.at(),
                            invocation.actor().application()));
        }
    }

    /**
     * Gives a command that succeeded the result that came of it later, and tells its submitter's channels of the outcome
     * again.
     */
    public void complete(UUID command, String body) {
        commands.complete(new CommandId(command), body).ifPresent(this::tellAfterCommit);
    }

    /** Tells a profile's channels something once the present unit is durable. */
    public void tell(ProfileId profile, ChannelMessage message) {
        unitOfWork.afterCommit(() -> channels.tell(profile, message));
    }

    private boolean settle(UUID command, CommandState state, Optional<String> body, ChannelMessage... ahead) {
        var ended = commands.settle(new CommandId(command), state, body, clock.instant());
        ended.ifPresent(entry -> {
            auditing.settled(entry);
            for (var message : ahead) {
                unitOfWork.afterCommit(() -> channels.tell(entry.submitter(), message));
            }
            tellAfterCommit(entry);
        });
        return ended.isPresent();
    }

    /** Makes a command durable with its outcome, or as waiting. */
    public void record(Invocation invocation, String operation, Outcome outcome) {
        switch (outcome) {
            case Outcome.Succeeded done -> record(invocation, operation, CommandState.SUCCEEDED, done.body());
            case Outcome.Waiting _ -> record(invocation, operation, CommandState.STARTED, Optional.empty());
        }
    }

    /** Makes a command, or a query, durable as waiting for votes. */
    public void recordHeld(Invocation invocation, String operation) {
        commands.record(entry(invocation, operation, CommandState.STARTED, Optional.empty()));
        auditing.held(invocation.actor().doer(), invocation.command(), operation);
    }

    /** Makes a command durable as rejected. */
    public void recordRejection(Invocation invocation, String operation, Reason reason) {
        record(invocation, operation, CommandState.REJECTED, Optional.of(reason.key()));
    }

    private void record(Invocation invocation, String operation, CommandState state, Optional<String> body) {
        var entry = entry(invocation, operation, state, body);
        commands.record(entry);
        auditing.recorded(invocation.actor().doer(), entry);
        if (state != CommandState.STARTED) {
            tellAfterCommit(entry);
        }
    }

    private Entry entry(Invocation invocation, String operation, CommandState state, Optional<String> body) {
        var settledAt =
                state == CommandState.STARTED ? Optional.<java.time.Instant>empty() : Optional.of(clock.instant());
        return new Entry(
                invocation.command(),
                invocation.profile(),
                operation,
                state,
                body,
                invocation.at(),
                settledAt,
                invocation.actor().application());
    }

    private void tellAfterCommit(Entry entry) {
        if (!entry.submitter().equals(ProfileId.NOBODY)) {
            unitOfWork.afterCommit(() -> channels.tell(
                    entry.submitter(),
                    new CommandOutcome(
                            entry.id(), entry.state(), entry.body(), entry.submittedAt(), entry.application())));
        }
    }
}
