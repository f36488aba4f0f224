package io.privicore.application.engine;

import static io.privicore.domain.kernel.Reason.COMMAND_CONFLICT;
import static io.privicore.domain.kernel.Reason.IDEMPOTENCY_CONFLICT;
import static io.privicore.domain.kernel.Reason.POLICY_DENIED;

import io.privicore.application.Accepted;
import io.privicore.application.Accepted.Ending;
import io.privicore.application.Caller;
import io.privicore.application.Privicore;
import io.privicore.application.audit.Auditing;
import io.privicore.application.command.Command;
import io.privicore.application.command.CommandId;
import io.privicore.application.command.Operation;
import io.privicore.application.pipeline.Actor;
import io.privicore.application.pipeline.Gatekeeper;
import io.privicore.application.pipeline.Gatekeeper.Verdict.Deny;
import io.privicore.application.pipeline.Gatekeeper.Verdict.Hold;
import io.privicore.application.pipeline.Gatekeeper.Verdict.Proceed;
import io.privicore.application.pipeline.Invocation;
import io.privicore.application.pipeline.Outcome;
import io.privicore.application.pipeline.Settlement;
import io.privicore.application.pipeline.WaitingRoom;
import io.privicore.application.port.CommandBytes;
import io.privicore.application.port.Commands;
import io.privicore.application.port.Tokens;
import io.privicore.application.port.UnitOfWork;
import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.application.query.Query;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Refusal;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The platform as the authority. A command is authorised, prepared outside of any transaction, then recorded, gated,
 * carried out and settled in one; a rejection rolls back what its handler did and is recorded by itself.
 */
public final class Engine implements Privicore {

    private static final int ATTEMPTS = 8;

    private final Authorisation authorisation;
    private final Gatekeeper gatekeeper;
    private final WaitingRoom waitingRoom;
    private final CommandBytes codec;
    private final Handlers handlers;
    private final UnitOfWork unitOfWork;
    private final Commands commands;
    private final Settlement settlement;
    private final Auditing auditing;
    private final Tokens tokens;
    private final InstantSource clock;

    public Engine(
            Authorisation authorisation,
            Gatekeeper gatekeeper,
            WaitingRoom waitingRoom,
            CommandBytes codec,
            Handlers handlers,
            UnitOfWork unitOfWork,
            Commands commands,
            Settlement settlement,
            Auditing auditing,
            Tokens tokens,
            InstantSource clock) {
        this.authorisation = authorisation;
        this.gatekeeper = gatekeeper;
        this.waitingRoom = waitingRoom;
        this.codec = codec;
        this.handlers = handlers;
        this.unitOfWork = unitOfWork;
        this.commands = commands;
        this.settlement = settlement;
        this.auditing = auditing;
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public <R> R ask(Caller caller, Query<R> query) {
        var operation = Operations.of(query);
        var actor = authorisation.authorise(caller, operation, query);
        var audited = auditing.of(actor.doer(), operation, query);
        try {
            return audited.during(() -> answer(caller, actor, operation, query));
        } catch (Refusal refusal) {
            audited.refused(refusal.reason());
            throw refusal;
        }
    }

    private <R> R answer(Caller caller, Actor actor, Operation operation, Query<R> query) {
        Supplier<R> answer = () -> retrying(() -> handlers.answer(actor, query));
        // Whoever is asked for no token is nobody's agent yet; signing in finds out whose password it was and asks
        // then.
        return operation.access() == Operation.Access.TOKEN
                ? retrying(() -> permitted(caller, actor, operation.value(), query, answer))
                : answer.get();
    }

    private <R> R permitted(Caller caller, Actor actor, String operation, Query<R> query, Supplier<R> answer) {
        return switch (gatekeeper.judge(actor, operation, new Gatekeeper.Asked.ToAnswer(query))) {
            case Proceed _ -> answer.get();
            case Deny denied -> throw new Refusal(POLICY_DENIED, denied.detail());
            case Hold hold ->
                waitingRoom.underPermit(actor, operation, codec.write(query), caller.permit(), hold, answer);
        };
    }

    @Override
    public Accepted submit(Caller caller, Command command) {
        var operation = Operations.of(command);
        var actor = authorisation.authorise(caller, operation, command);
        var claim = caller.idempotency().map(key -> claimOf(actor, operation.value(), key));
        var earlier = claim.flatMap(this::earlier);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        var invocation = new Invocation(new CommandId(tokens.id()), actor, clock.instant());
        return auditing.of(actor.doer(), operation.value(), command)
                .during(() -> retrying(() -> attempt(invocation, operation.value(), command, claim)));
    }

    private Accepted attempt(Invocation invocation, String operation, Command command, Optional<Claim> claim) {
        try {
            return switch (judge(invocation, operation, command)) {
                case Proceed _ -> carryOut(invocation, operation, command, claim);
                case Hold hold ->
                    inTransaction(invocation, claim, () -> {
                        settlement.recordHeld(invocation, operation);
                        var until = waitingRoom.hold(invocation, operation, codec.write(command), hold);
                        handlers.held(invocation, command, until);
                        settlement.tellWaiting(invocation);
                        return Optional.empty();
                    });
                case Deny denied -> throw new Refusal(POLICY_DENIED, denied.detail());
            };
        } catch (Refusal refusal) {
            if (!isOutcome(refusal)) {
                throw refusal;
            }
            return inTransaction(invocation, claim, () -> {
                handlers.rejected(invocation, command, refusal.reason());
                settlement.recordRejection(invocation, operation, refusal.reason());
                if (refusal.reason() == POLICY_DENIED) {
                    commands.explain(invocation.command(), String.valueOf(refusal.getMessage()));
                }
                return Optional.of(new Ending.Rejected(refusal.reason(), String.valueOf(refusal.getMessage())));
            });
        }
    }

    /**
     * Asks the policies again inside the transaction: one may have been activated meanwhile. A profile's very first policy
     * does not touch what was authorised before it was there.
     */
    private Accepted carryOut(Invocation invocation, String operation, Command command, Optional<Claim> claim) {
        var work = handlers.prepare(invocation, command);
        return inTransaction(invocation, claim, () -> {
            if (!(judge(invocation, operation, command) instanceof Proceed)) {
                throw new UnitOfWork.Stale("policies");
            }
            var outcome = work.act();
            settlement.record(invocation, operation, outcome);
            return switch (outcome) {
                case Outcome.Succeeded done -> Optional.of(new Ending.Succeeded(done.body()));
                case Outcome.Waiting _ -> Optional.empty();
            };
        });
    }

    private Gatekeeper.Verdict judge(Invocation invocation, String operation, Command command) {
        return gatekeeper.judge(invocation.actor(), operation, new Gatekeeper.Asked.ToDo(command));
    }

    private Accepted inTransaction(Invocation invocation, Optional<Claim> claim, Supplier<Optional<Ending>> work) {
        var actor = invocation.actor();
        var origin = new Origin(
                actor.isNobody() ? Optional.empty() : Optional.of(actor.profile()),
                Optional.of(invocation.command()),
                actor.application(),
                actor.traceparent());
        return unitOfWork.run(origin, () -> {
            var earlier = claim.flatMap(wanted -> commands.claim(
                            wanted.submitter(), wanted.key(), wanted.request(), invocation.command(), invocation.at())
                    .map(found -> same(wanted, found)));
            if (earlier.isPresent()) {
                return earlier.get();
            }
            return new Accepted(invocation.command(), work.get());
        });
    }

    /** What says something about the request or the moment is the answer to it; what says something about state is an outcome. */
    private static boolean isOutcome(Refusal refusal) {
        return switch (refusal.reason().kind()) {
            case MISSING, CONFLICT, FORBIDDEN -> true;
            case MALFORMED, INVALID, UNAUTHENTICATED, TOO_LARGE, THROTTLED, UNAVAILABLE -> false;
        };
    }

    private Optional<Accepted> earlier(Claim claim) {
        return commands.claimed(claim.submitter(), claim.key(), clock.instant()).map(found -> same(claim, found));
    }

    private static Accepted same(Claim wanted, Commands.Claim found) {
        if (!found.request().equals(wanted.request())) {
            throw new Refusal(
                    IDEMPOTENCY_CONFLICT,
                    "Expected the request this idempotency key was first used for, but got another");
        }
        return new Accepted(found.command());
    }

    private Claim claimOf(Actor actor, String operation, Caller.Idempotency idempotency) {
        var caller = actor.isNobody() ? actor.address() : "";
        return new Claim(
                actor.profile(),
                tokens.hash("idempotency-key\n" + caller + "\n" + idempotency.key()),
                tokens.hash("idempotency-request\n" + operation + "\n"
                        + java.util.HexFormat.of()
                                .formatHex(idempotency.request().view())));
    }

    private <T> T retrying(Supplier<T> attempt) {
        for (int i = 1; ; i++) {
            try {
                return attempt.get();
            } catch (UnitOfWork.Stale stale) {
                if (i == ATTEMPTS) {
                    throw new Refusal(
                            COMMAND_CONFLICT,
                            "Expected to be alone after %d attempts, but was not".formatted(ATTEMPTS));
                }
            }
        }
    }

    /** An idempotency key with what tells equal requests apart, all as keyed hashes: requests may hold secrets. */
    private record Claim(ProfileId submitter, TokenHash key, TokenHash request) {}
}
