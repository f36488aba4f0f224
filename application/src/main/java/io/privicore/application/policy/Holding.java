package io.privicore.application.policy;

import static io.privicore.domain.kernel.Reason.COMMAND_NOT_FOUND;
import static io.privicore.domain.kernel.Reason.DATABASE_UNAVAILABLE;
import static io.privicore.domain.kernel.Reason.POLICY_DENIED;
import static io.privicore.domain.kernel.Reason.POLL_TOO_MANY;

import io.privicore.application.command.CommandId;
import io.privicore.application.pipeline.Actor;
import io.privicore.application.pipeline.Chores;
import io.privicore.application.pipeline.Gatekeeper.Verdict.Hold;
import io.privicore.application.pipeline.Invocation;
import io.privicore.application.pipeline.Settlement;
import io.privicore.application.pipeline.WaitingRoom;
import io.privicore.application.port.Deadlines.Kind;
import io.privicore.application.port.HeldOperations;
import io.privicore.application.port.HeldOperations.Held;
import io.privicore.application.port.Tokens;
import io.privicore.application.port.UnitOfWork;
import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.application.voting.Balloting;
import io.privicore.application.voting.Rolls;
import io.privicore.domain.access.Session;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.policy.Facts;
import io.privicore.domain.policy.Gate;
import io.privicore.domain.voting.Motion;
import io.privicore.domain.voting.Poll;
import io.privicore.domain.voting.PollId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Opens the votes that an operation waits for, and keeps what they permit. */
public final class Holding implements WaitingRoom {

    /** Most commands of a profile that wait at once. */
    public static final int MOST = 200;

    /** Most queries: whoever knows a password but no more can make sign-ins wait, and must not flood the voters. */
    public static final int MOST_PERMITS = 10;

    /** How long the agreement to a query can be used. */
    public static final Duration PERMIT = Duration.ofMinutes(5);

    private final HeldOperations held;
    private final Balloting balloting;
    private final Rolls rolls;
    private final Chores chores;
    private final Settlement settlement;
    private final Tokens tokens;
    private final UnitOfWork unitOfWork;
    private final InstantSource clock;

    public Holding(
            HeldOperations held,
            Balloting balloting,
            Rolls rolls,
            Chores chores,
            Settlement settlement,
            Tokens tokens,
            UnitOfWork unitOfWork,
            InstantSource clock) {
        this.held = held;
        this.balloting = balloting;
        this.rolls = rolls;
        this.chores = chores;
        this.settlement = settlement;
        this.tokens = tokens;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
    }

    @Override
    public Instant hold(Invocation in, String operation, Bytes payload, Hold hold) {
        return hold(in, operation, false, payload, hold);
    }

    private Instant hold(Invocation in, String operation, boolean permit, Bytes payload, Hold hold) {
        int most = permit ? MOST_PERMITS : MOST;
        if (held.count(in.profile(), permit) >= most) {
            throw new Refusal(
                    POLL_TOO_MANY,
                    "Expected at most %d operations that wait for votes, but there are as many already"
                            .formatted(most));
        }
        balloting.requireRoom(in.profile(), hold.gates().size(), Balloting.MOST_OPEN);
        held.hold(new Held(
                in.command(),
                in.profile(),
                operation,
                permit,
                in.actor().session().map(Session::id),
                in.actor().delegation(),
                in.actor().address(),
                in.actor().traceparent(),
                idsOf(hold),
                payload,
                in.at(),
                hold.gates().size(),
                Optional.empty(),
                Optional.empty()));
        var digest = digest(in, operation, payload);
        return hold.gates().stream()
                .map(gate -> open(in, digest, hold.facts(), gate))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    @Override
    public <R> R underPermit(
            Actor actor, String operation, Bytes payload, Optional<CommandId> permit, Hold hold, Supplier<R> answer) {
        var origin =
                new Origin(Optional.of(actor.profile()), Optional.empty(), actor.application(), actor.traceparent());
        if (permit.isEmpty()) {
            throw opened(actor, origin, operation, payload, hold);
        }
        var used = unitOfWork
                .run(origin, () -> redeem(permit.get(), actor.profile(), operation, payload, idsOf(hold)))
                .orElseThrow(() -> new Refusal(
                        COMMAND_NOT_FOUND, "Expected a command whose votes agreed to this call, but there is none"));
        try {
            return answer.get();
        } catch (RuntimeException failure) {
            if (hadNoEffect(failure)) {
                giveBack(origin, used, failure);
            }
            throw failure;
        }
    }

    private io.privicore.application.pipeline.Held opened(
            Actor actor, Origin origin, String operation, Bytes payload, Hold hold) {
        var in = new Invocation(new CommandId(tokens.id()), actor, clock.instant());
        unitOfWork.run(origin, () -> {
            settlement.recordHeld(in, operation);
            hold(in, operation, true, payload, hold);
            settlement.tellWaiting(in);
            return true;
        });
        return new io.privicore.application.pipeline.Held(in.command());
    }

    /** What a permit allows happens once: where the database went away it may have happened, whatever was answered. */
    private static boolean hadNoEffect(RuntimeException failure) {
        return !(failure instanceof Refusal refusal) || refusal.reason() != DATABASE_UNAVAILABLE;
    }

    /** As it was, so that it can be used no longer than before. */
    private void giveBack(Origin origin, Held used, RuntimeException failure) {
        try {
            unitOfWork.run(origin, () -> {
                held.hold(used);
                return true;
            });
        } catch (RuntimeException lost) {
            failure.addSuppressed(lost);
        }
    }

    private Optional<Held> redeem(
            CommandId permit, ProfileId profile, String operation, Bytes payload, Set<UUID> policies) {
        var now = clock.instant();
        return held.find(permit)
                .filter(found -> found.profile().equals(profile)
                        && found.operation().equals(operation)
                        && found.payload().equals(payload)
                        && found.policies().containsAll(policies)
                        && found.agreedAt()
                                .filter(agreed -> now.isBefore(agreed.plus(PERMIT)))
                                .isPresent()
                        && held.take(permit));
    }

    private Instant open(Invocation in, Bytes digest, Facts facts, Gate gate) {
        var roll = rolls.of(in.profile(), gate.configuration());
        if (!Poll.isReachable(in.profile(), roll.rules(), gate.othersMustAgree(), roll.voters())) {
            throw new Refusal(POLICY_DENIED, "Expected a vote that can agree, but there is none");
        }
        var opened = Poll.open(
                new PollId(tokens.id()),
                in.profile(),
                motion(in, digest, facts, gate),
                roll.rules(),
                gate.othersMustAgree(),
                gate.configuration(),
                roll.voters(),
                balloting::ballotId,
                clock.instant());
        balloting.open(opened, roll.known());
        return opened.after().endsAtLatest();
    }

    @Override
    public void abandon(ProfileId profile, UUID session) {
        held.ofSession(profile, session).forEach(command -> {
            if (held.denied(command, "the token it was asked for with was revoked")) {
                chores.add(Kind.HELD, command.value());
            }
        });
    }

    private static Set<UUID> idsOf(Hold hold) {
        return hold.gates().stream()
                .flatMap(gate -> gate.policies().stream())
                .map(policy -> policy.id().value())
                .collect(Collectors.toSet());
    }

    private static Motion motion(Invocation in, Bytes digest, Facts facts, Gate gate) {
        var text = PolicyTemplates.textOf(facts.event());
        Map<String, String> shown = new LinkedHashMap<>();
        shown.put("operation", facts.event());
        shown.put("requester", in.profile().toString());
        shown.put("address", facts.address());
        shown.put(
                "policies",
                gate.policies().stream().map(policy -> policy.name().value()).collect(Collectors.joining(", ")));
        shown.putAll(facts.attributes());
        shown.replaceAll((_, value) -> shortened(value));
        return new Motion(
                text,
                "%s. May this go on?".formatted(text),
                Optional.empty(),
                shown,
                digest,
                Optional.of(in.command().value()));
    }

    private static String shortened(String value) {
        return value.length() <= Motion.LONGEST_ATTRIBUTE
                ? value
                : value.substring(0, Motion.LONGEST_ATTRIBUTE - 1) + "…";
    }

    /** Under a key of the engine, so that a voter cannot guess short data from what stands for it. */
    private Bytes digest(Invocation in, String operation, Bytes payload) {
        var text = "operation\n%s\n%s\n%s"
                .formatted(in.command(), operation, HexFormat.of().formatHex(payload.view()));
        return Bytes.wrap(tokens.hash(text).bytes());
    }
}
