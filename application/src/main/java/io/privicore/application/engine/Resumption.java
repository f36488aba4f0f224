package io.privicore.application.engine;

import static io.privicore.domain.kernel.Reason.COMMAND_FAILED;
import static io.privicore.domain.kernel.Reason.OAUTH_GRANT_ENDED;
import static io.privicore.domain.kernel.Reason.POLICY_DENIED;
import static io.privicore.domain.kernel.Reason.PROFILE_SUSPENDED;

import io.privicore.application.command.Command;
import io.privicore.application.command.CommandId;
import io.privicore.application.command.DirectoryOperation;
import io.privicore.application.command.TokenCommand;
import io.privicore.application.pipeline.Actor;
import io.privicore.application.pipeline.Gatekeeper;
import io.privicore.application.pipeline.Gatekeeper.Verdict.Hold;
import io.privicore.application.pipeline.Invocation;
import io.privicore.application.pipeline.Settlement;
import io.privicore.application.port.CommandBytes;
import io.privicore.application.port.Commands;
import io.privicore.application.port.Deadlines;
import io.privicore.application.port.Deadlines.Kind;
import io.privicore.application.port.Grants;
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
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Goes on with what waited for votes: carries it out exactly once where all agreed, and rejects it where one did not. May
 * be asked again and by several nodes at once; whoever takes the operation away in a unit of work that is committed is
 * the one that did it.
 */
public final class Resumption {

    private static final Logger LOG = System.getLogger(Resumption.class.getName());

    private static final int ATTEMPTS = 8;

    /** How long it is tried again where the broker, the database or devices are away. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Authorisation authorisation;
    private final HeldOperations held;
    private final CommandBytes codec;
    private final Gatekeeper gatekeeper;
    private final Handlers handlers;
    private final Profiles profiles;
    private final Grants grants;
    private final Commands commands;
    private final Settlement settlement;
    private final Balloting balloting;
    private final Deadlines deadlines;
    private final UnitOfWork unitOfWork;
    private final InstantSource clock;

    public Resumption(
            Authorisation authorisation,
            HeldOperations held,
            CommandBytes codec,
            Gatekeeper gatekeeper,
            Handlers handlers,
            Profiles profiles,
            Grants grants,
            Commands commands,
            Settlement settlement,
            Balloting balloting,
            Deadlines deadlines,
            UnitOfWork unitOfWork,
            InstantSource clock) {
        this.authorisation = authorisation;
        this.held = held;
        this.codec = codec;
        this.gatekeeper = gatekeeper;
        this.handlers = handlers;
        this.profiles = profiles;
        this.grants = grants;
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
        var waiting = held.find(id).filter(Resumption::isDecided);
        if (waiting.isEmpty()) {
            goOnWaiting(id);
            return;
        }
        var operation = waiting.get();
        if (operation.permit()) {
            settleQuery(operation);
            return;
        }
        if (operation.denied().isPresent()) {
            reject(operation, POLICY_DENIED, operation.denied().get());
            return;
        }
        try {
            carryOut(operation);
        } catch (Refusal refusal) {
            if (mayPass(refusal) && isPatient(operation)) {
                throw refusal;
            }
            reject(operation, refusal.reason(), String.valueOf(refusal.getMessage()));
        } catch (UnitOfWork.Stale stale) {
            throw stale;
        } catch (RuntimeException failure) {
            if (isPatient(operation)) {
                throw failure;
            }
            LOG.log(Level.ERROR, "Operation %s was given up".formatted(id), failure);
            reject(operation, COMMAND_FAILED, "Expected to carry it out, but the platform failed");
        }
    }

    /** The chore is cleared before it is looked once more, or one that was added meanwhile would be lost. */
    private void goOnWaiting(CommandId id) {
        inUnit(Origin.ENGINE, () -> {
            deadlines.clear(Kind.HELD, id.value());
            held.find(id).ifPresent(operation -> {
                if (isDecided(operation)) {
                    deadlines.set(Kind.HELD, id.value(), clock.instant());
                } else if (!operation.permit()) {
                    keep(operation);
                }
            });
        });
    }

    /** A further attempt may end later than was thought when it began to wait. */
    private void keep(Held operation) {
        balloting
                .endFor(operation.command().value())
                .ifPresent(until -> handlers.stillHeld(
                        invocationOf(operation), codec.read(operation.operation(), operation.payload()), until));
    }

    private void carryOut(Held operation) {
        var in = invocationOf(operation);
        var command = codec.read(operation.operation(), operation.payload());
        requireUsable(operation, command);
        authorisation.requireStanding(operation.profile(), Operations.of(command), command);
        requireAgreed(in, operation, command);
        var work = handlers.prepare(in, command);
        inUnit(originOf(in), () -> {
            requireAgreed(in, operation, command);
            requireGranted(operation);
            if (taken(operation.command())) {
                settlement.resolve(in, work.act());
            }
        });
    }

    /** What it is about may have changed while it waited, so that other policies hold it now: they were not asked. */
    private void requireAgreed(Invocation in, Held operation, Command command) {
        var event = command instanceof TokenCommand.Attach ? "data-token.exchange" : operation.operation();
        if (gatekeeper.judge(in.actor(), event, new Gatekeeper.Asked.ToDo(command)) instanceof Hold hold
                && !hold.gates().stream()
                        .flatMap(gate -> gate.policies().stream())
                        .allMatch(policy ->
                                operation.policies().contains(policy.id().value()))) {
            throw new Refusal(POLICY_DENIED, "Expected the votes of every policy, but one applies only by now");
        }
    }

    private boolean isPatient(Held operation) {
        return operation.agreedAt().orElseThrow().plus(PATIENCE).isAfter(clock.instant());
    }

    /** Whoever asked comes back for the answer, with the command's id. */
    private void settleQuery(Held operation) {
        var in = invocationOf(operation);
        inUnit(originOf(in), () -> {
            if (operation.denied().isEmpty()) {
                deadlines.clear(Kind.HELD, operation.command().value());
                settlement.succeed(operation.command().value(), Optional.empty());
                return;
            }
            balloting.cancelFor(operation.command().value());
            if (taken(operation.command())) {
                commands.explain(operation.command(), operation.denied().get());
                settlement.reject(operation.command().value(), POLICY_DENIED);
            }
        });
    }

    /** Locks its polls before itself, as votes do. */
    private void reject(Held operation, Reason reason, String detail) {
        var in = invocationOf(operation);
        inUnit(originOf(in), () -> {
            balloting.cancelFor(in.command().value());
            if (taken(in.command())) {
                tellHandlers(in, operation, reason);
                commands.explain(in.command(), detail);
                settlement.reject(in.command().value(), reason);
            }
        });
    }

    /** Whatever it was, it ends: also where it cannot be read any more. */
    private void tellHandlers(Invocation in, Held operation, Reason reason) {
        Command command;
        try {
            command = codec.read(operation.operation(), operation.payload());
        } catch (IllegalArgumentException unreadable) {
            LOG.log(
                    Level.ERROR,
                    "What operation %s would have done cannot be read".formatted(in.command()),
                    unreadable);
            return;
        }
        handlers.rejected(in, command, reason);
    }

    private boolean taken(CommandId id) {
        boolean taken = held.take(id);
        deadlines.clear(Kind.HELD, id.value());
        return taken;
    }

    /**
     * Whoever asked may have been suspended or removed while it waited. A provisioning client has no profile: whether it is
     * still let in says its standing in the directory.
     */
    private void requireUsable(Held operation, Command command) {
        var state = profiles.find(operation.profile())
                .map(Profile::state)
                .orElse(command instanceof DirectoryOperation ? ProfileState.ACTIVE : ProfileState.REMOVED);
        if (!state.isUsable()) {
            throw new Refusal(PROFILE_SUSPENDED, "Expected an active profile, but it is not");
        }
        requireGranted(operation);
    }

    /** What an application asked for is not done where it may not act for the profile any more. */
    private void requireGranted(Held operation) {
        if (operation
                .delegation()
                .filter(delegation -> grants.find(delegation.grant())
                        .filter(grant -> grant.isValidAt(clock.instant()))
                        .isEmpty())
                .isPresent()) {
            throw new Refusal(OAUTH_GRANT_ENDED, "Expected an application with a grant, but that has ended");
        }
    }

    private Invocation invocationOf(Held operation) {
        var actor = new Actor(
                operation.profile(),
                Optional.empty(),
                operation.address(),
                operation.traceparent(),
                true,
                operation.delegation());
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
                in.actor().application(),
                in.actor().traceparent());
    }

    private void inUnit(Origin origin, Runnable work) {
        unitOfWork.run(origin, () -> {
            work.run();
            return true;
        });
    }
}
