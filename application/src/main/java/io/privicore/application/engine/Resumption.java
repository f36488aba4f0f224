package io.privicore.application.engine;

import static io.privicore.domain.kernel.Reason.POLICY_DENIED;
import static io.privicore.domain.kernel.Reason.PROFILE_SUSPENDED;

import io.privicore.application.command.Command;
import io.privicore.application.command.CommandId;
import io.privicore.application.pipeline.Actor;
import io.privicore.application.pipeline.Invocation;
import io.privicore.application.pipeline.Settlement;
import io.privicore.application.port.CommandBytes;
import io.privicore.application.port.Commands;
import io.privicore.application.port.Deadlines;
import io.privicore.application.port.Deadlines.Kind;
import io.privicore.application.port.HeldOperations;
import io.privicore.application.port.HeldOperations.Held;
import io.privicore.application.port.Profiles;
import io.privicore.application.port.UnitOfWork;
import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.application.voting.Balloting;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.profile.Profile;
import io.privicore.domain.profile.ProfileState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Goes on with what waited for votes: carries it out exactly once where all agreed, and rejects it where one did not. May
 * be asked again and by several nodes at once; whoever takes the operation away in a unit of work that is committed is
 * the one that did it.
 */
public final class Resumption {

    private static final int ATTEMPTS = 8;

    /** How long it is tried again where the broker, the database or devices are away. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final HeldOperations held;
    private final CommandBytes codec;
    private final Handlers handlers;
    private final Profiles profiles;
    private final Commands commands;
    private final Settlement settlement;
    private final Balloting balloting;
    private final Deadlines deadlines;
    private final UnitOfWork unitOfWork;
    private final InstantSource clock;

    public Resumption(
            HeldOperations held,
            CommandBytes codec,
            Handlers handlers,
            Profiles profiles,
            Commands commands,
            Settlement settlement,
            Balloting balloting,
            Deadlines deadlines,
            UnitOfWork unitOfWork,
            InstantSource clock) {
        this.held = held;
        this.codec = codec;
        this.handlers = handlers;
        this.profiles = profiles;
        this.commands = commands;
        this.settlement = settlement;
        this.balloting = balloting;
        this.deadlines = deadlines;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
    }

    /** Does what the votes allow. Throws where it cannot be done now; it is then to be asked again. */
    public void run(CommandId id) {
        for (int i = 1; ; i++) {
            try {
                attempt(id);
                return;
            } catch (UnitOfWork.Stale stale) {
                if (i == ATTEMPTS) {
                    throw stale;
                }
            }
        }
    }

    private void attempt(CommandId id) {
        var waiting = unitOfWork.run(Origin.ENGINE, () -> held.find(id)).filter(Resumption::isDecided);
        if (waiting.isEmpty()) {
            inUnit(Origin.ENGINE, () -> deadlines.clear(Kind.HELD, id.value()));
            return;
        }
        var operation = waiting.get();
        if (operation.permit()) {
            settleQuery(operation);
            return;
        }
        var command = codec.read(operation.operation(), operation.payload());
        var in = invocationOf(operation);
        if (operation.denied().isPresent()) {
            reject(in, command, POLICY_DENIED, operation.denied().get());
            return;
        }
        try {
            requireUsable(operation);
            var work = handlers.prepare(in, command);
            inUnit(originOf(in), () -> {
                if (taken(id)) {
                    settlement.resolve(in, work.act());
                }
            });
        } catch (Refusal refusal) {
            if (mayPass(refusal)
                    && operation.agreedAt().orElseThrow().plus(PATIENCE).isAfter(clock.instant())) {
                throw refusal;
            }
            reject(in, command, refusal.reason(), String.valueOf(refusal.getMessage()));
        }
    }

    /** Whoever asked comes back for the answer, with the command's id. */
    private void settleQuery(Held operation) {
        var in = invocationOf(operation);
        inUnit(originOf(in), () -> {
            deadlines.clear(Kind.HELD, operation.command().value());
            if (operation.denied().isEmpty()) {
                settlement.succeed(operation.command().value(), Optional.empty());
            } else if (taken(operation.command())) {
                balloting.cancelFor(operation.command().value());
                commands.explain(operation.command(), operation.denied().get());
                settlement.reject(operation.command().value(), POLICY_DENIED);
            }
        });
    }

    private void reject(Invocation in, Command command, Reason reason, String detail) {
        inUnit(originOf(in), () -> {
            if (taken(in.command())) {
                balloting.cancelFor(in.command().value());
                handlers.rejected(in, command, reason);
                commands.explain(in.command(), detail);
                settlement.reject(in.command().value(), reason);
            }
        });
    }

    private boolean taken(CommandId id) {
        deadlines.clear(Kind.HELD, id.value());
        return held.take(id);
    }

    /** Whoever asked may have been suspended or removed while it waited. */
    private void requireUsable(Held operation) {
        var state = profiles.find(operation.profile()).map(Profile::state).orElse(ProfileState.REMOVED);
        if (state != ProfileState.ACTIVE && state != ProfileState.REGISTERED) {
            throw new Refusal(PROFILE_SUSPENDED, "Expected an active profile, but it is not");
        }
    }

    private Invocation invocationOf(Held operation) {
        var actor =
                new Actor(operation.profile(), Optional.empty(), operation.address(), operation.traceparent(), false);
        return new Invocation(operation.command(), actor, clock.instant());
    }

    private static boolean isDecided(Held operation) {
        return operation.denied().isPresent() || operation.agreedAt().isPresent();
    }

    /** What is no answer for good: the broker or the database is away, or devices are. */
    private static boolean mayPass(Refusal refusal) {
        return switch (refusal.reason().kind()) {
            case UNAVAILABLE, THROTTLED -> true;
            case MALFORMED, INVALID, UNAUTHENTICATED, FORBIDDEN, MISSING, CONFLICT, TOO_LARGE -> false;
        };
    }

    private static Origin originOf(Invocation in) {
        return new Origin(
                Optional.of(in.profile()),
                Optional.of(in.command()),
                Optional.empty(),
                in.actor().traceparent());
    }

    private void inUnit(Origin origin, Runnable work) {
        unitOfWork.run(origin, () -> {
            work.run();
            return true;
        });
    }
}
