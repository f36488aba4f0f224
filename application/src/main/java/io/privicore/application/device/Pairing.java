package io.privicore.application.device;

import static io.privicore.domain.kernel.Reason.INSUFFICIENT_SCOPE;
import static io.privicore.domain.kernel.Reason.PAIRING_ROLE_NOT_OFFERED;
import static io.privicore.domain.kernel.Reason.PAIRING_TOKEN_INVALID;
import static io.privicore.domain.kernel.Reason.PAIRING_TOKEN_USED;
import static io.privicore.domain.kernel.Reason.POLICY_DENIED;

import io.privicore.application.audit.AuditedCall;
import io.privicore.application.pipeline.Actor;
import io.privicore.application.pipeline.Chores;
import io.privicore.application.pipeline.Gatekeeper;
import io.privicore.application.pipeline.Gatekeeper.Verdict.Deny;
import io.privicore.application.pipeline.Gatekeeper.Verdict.Hold;
import io.privicore.application.pipeline.Gatekeeper.Verdict.Proceed;
import io.privicore.application.pipeline.Throttle;
import io.privicore.application.pipeline.WaitingRoom;
import io.privicore.application.port.Deadlines.Kind;
import io.privicore.application.port.Events;
import io.privicore.application.port.PairingTokens;
import io.privicore.application.port.PairingTokens.Offer;
import io.privicore.application.port.Profiles;
import io.privicore.application.port.PublicKeys;
import io.privicore.application.port.Tokens;
import io.privicore.application.port.UnitOfWork;
import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.application.query.DeviceQuery.ConfigurationView;
import io.privicore.application.query.DeviceQuery.OfferPairing;
import io.privicore.application.query.DeviceQuery.OfferView;
import io.privicore.application.query.DeviceQuery.Pair;
import io.privicore.application.query.Query;
import io.privicore.application.sync.SyncRequests;
import io.privicore.domain.access.Scope;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.device.Device;
import io.privicore.domain.device.DeviceRole;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.kernel.Secret;
import io.privicore.domain.policy.Facts;
import io.privicore.domain.policy.Gate;
import io.privicore.domain.policy.Judgement;
import io.privicore.domain.profile.ProfileEvent;
import io.privicore.domain.profile.ProfileState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Lets a device in by a token that its owner shows it as a picture. That does at once what several operations do one by
 * one, and never without the votes that any of them needs: they are held when the token is asked for, the token
 * remembers which policies agreed, and what pairing bundles is judged again, as it stands then, when the token is used.
 */
public final class Pairing {

    private static final String OPERATION = "device.pair";

    /** What pairing does whatever the roles. */
    private static final List<String> BUNDLED =
            List.of(OPERATION, "device.request", "device.approve", "device.retrieve-configuration");

    private final PairingTokens offers;
    private final Configurations configurations;
    private final SyncRequests syncs;
    private final VotesInReach votesInReach;
    private final Profiles profiles;
    private final PublicKeys publicKeys;
    private final Gatekeeper gatekeeper;
    private final WaitingRoom waitingRoom;
    private final Throttle throttle;
    private final Chores chores;
    private final Events events;
    private final Tokens tokens;
    private final UnitOfWork unitOfWork;
    private final InstantSource clock;
    private final Terms terms;

    /**
     * How tokens are offered.
     *
     * @param lifetime how long one can be used
     * @param most how many of a profile can be used at a time; a further one ends the oldest
     */
    public record Terms(Duration lifetime, int most) {

        public Terms {
            if (!lifetime.isPositive() || most < 1) {
                throw new IllegalArgumentException(
                        "Expected tokens that live and at least one of them, but got %s and %d"
                                .formatted(lifetime, most));
            }
        }
    }

    public Pairing(
            PairingTokens offers,
            Configurations configurations,
            SyncRequests syncs,
            VotesInReach votesInReach,
            Profiles profiles,
            PublicKeys publicKeys,
            Gatekeeper gatekeeper,
            WaitingRoom waitingRoom,
            Throttle throttle,
            Chores chores,
            Events events,
            Tokens tokens,
            UnitOfWork unitOfWork,
            InstantSource clock,
            Terms terms) {
        this.offers = offers;
        this.configurations = configurations;
        this.syncs = syncs;
        this.votesInReach = votesInReach;
        this.profiles = profiles;
        this.publicKeys = publicKeys;
        this.gatekeeper = gatekeeper;
        this.waitingRoom = waitingRoom;
        this.throttle = throttle;
        this.chores = chores;
        this.events = events;
        this.tokens = tokens;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
        this.terms = terms;
    }

    OfferView offer(Actor actor, OfferPairing asked) {
        var query = new OfferPairing(rolesOf(actor, asked), asked.permit());
        var hold = judge(actor, query.roles(), query);
        return hold.isEmpty()
                ? offer(actor, query, Set.of())
                : waitingRoom.underPermit(
                        actor,
                        OPERATION,
                        payload(query),
                        query.permit(),
                        hold.get(),
                        () -> offer(actor, query, policiesOf(hold.get())));
    }

    /** An application that may make devices but has no say in votes lets nobody in who has. */
    private static Set<DeviceRole> rolesOf(Actor actor, OfferPairing asked) {
        boolean mayVote = actor.delegation()
                .filter(delegation -> !delegation.scopes().cover(Scope.VOTING_WRITE))
                .isEmpty();
        if (asked.roles().isEmpty()) {
            return mayVote ? EnumSet.allOf(DeviceRole.class) : EnumSet.of(DeviceRole.STORAGE);
        }
        if (asked.roles().contains(DeviceRole.AUTHENTICATOR) && !mayVote) {
            var needed = Scope.VOTING_WRITE.wire();
            throw new Refusal(
                            INSUFFICIENT_SCOPE,
                            "Expected a token with scope %s to offer the role of an authenticator, but it has not"
                                    .formatted(needed))
                    .needing(needed);
        }
        return asked.roles();
    }

    private OfferView offer(Actor actor, OfferPairing query, Set<UUID> agreed) {
        var token = tokens.mint(Tokens.Kind.PAIRING);
        return unitOfWork.run(originOf(actor, actor.profile()), () -> {
            var now = clock.instant();
            var expiresAt = now.plus(terms.lifetime());
            var offer = new Offer(actor.profile(), query.roles(), agreed);
            offers.issue(offer, tokens.hash(token), now, expiresAt, terms.most());
            events.append(new ProfileEvent.PairingOffered(actor.profile()));
            AuditedCall.succeeds();
            return new OfferView(new Secret(token), query.roles(), expiresAt);
        });
    }

    /** A refusal leaves the token as it was, so that whoever has it can try again while it lives. */
    ConfigurationView pair(Actor actor, Pair query) {
        publicKeys.verify(query.keys().sealing());
        publicKeys.verifySigning(query.keys().signing());
        var hash = tokens.hash(query.token());
        var offer = find(actor, hash);
        AuditedCall.isAbout(Optional.of(offer.owner()));
        for (var role : query.roles()) {
            if (!offer.roles().contains(role)) {
                throw new Refusal(
                        PAIRING_ROLE_NOT_OFFERED, "Expected roles that were offered, but %s was not".formatted(role));
            }
        }
        var device = new DeviceId(tokens.id());
        var begun = new AtomicBoolean();
        try {
            return unitOfWork.run(
                    originOf(actor, offer.owner()),
                    () -> keepingVotes(offer.owner(), query.roles(), () -> {
                        use(actor, query, hash, offer);
                        begun.set(true);
                        return admit(device, query, offer.owner());
                    }));
        } catch (RuntimeException failure) {
            if (begun.get()) {
                takeBack(device);
            }
            throw failure;
        }
    }

    /** One more on the roll can put a vote out of reach that is in reach now. */
    private <T> T keepingVotes(ProfileId owner, Set<DeviceRole> roles, Supplier<T> change) {
        if (!roles.contains(DeviceRole.AUTHENTICATOR)) {
            return change.get();
        }
        List<T> made = new ArrayList<>();
        votesInReach.keep(owner, () -> made.add(change.get()));
        return made.getFirst();
    }

    private void use(Actor actor, Pair query, TokenHash hash, Offer offer) {
        if (!offers.use(hash, clock.instant())) {
            throw new Refusal(PAIRING_TOKEN_USED, "Expected a token that no device was paired with, but one was");
        }
        requireAgreed(actor, query, offer);
        throttle.succeeded(subjectOf(actor));
        AuditedCall.succeeds();
    }

    private ConfigurationView admit(DeviceId id, Pair query, ProfileId owner) {
        return configurations.issue(credentials -> {
            var paired =
                    Device.pair(id, owner, query.name(), query.keys(), query.roles(), credentials, clock.instant());
            if (query.roles().contains(DeviceRole.STORAGE)) {
                syncs.automatic(paired.after());
            }
            return paired;
        });
    }

    /** The account may have been made before it turned out that there will be no such device, or nobody who knows its secrets. */
    private void takeBack(DeviceId device) {
        unitOfWork.run(Origin.ENGINE, () -> {
            chores.add(Kind.DEVICE_REVOCATION, device.value());
            return true;
        });
    }

    private Offer find(Actor actor, TokenHash hash) {
        var now = clock.instant();
        var subject = subjectOf(actor);
        throttle.requireUnblocked(subject);
        var offer = offers.find(hash, now).filter(found -> isActive(found.owner()));
        if (offer.isEmpty()) {
            throttle.failed(subject);
            throw new Refusal(
                    PAIRING_TOKEN_INVALID, "Expected a token that a device can be paired with, but it is none");
        }
        return offer.get();
    }

    /** The votes were on pairing as it was then. A policy that has come since, or that minds where the device is, was not asked. */
    private void requireAgreed(Actor actor, Pair query, Offer offer) {
        var owner = new Actor(
                offer.owner(), Optional.empty(), actor.address(), actor.traceparent(), true, Optional.empty());
        var wanted = judge(owner, query.roles(), query).map(Pairing::policiesOf).orElse(Set.of());
        if (!offer.agreed().containsAll(wanted)) {
            throw new Refusal(
                    POLICY_DENIED,
                    "Expected a token that the votes of every policy have agreed to, but one of them was not asked");
        }
    }

    private Optional<Hold> judge(Actor owner, Set<DeviceRole> roles, Query<?> query) {
        List<Gate> gates = new ArrayList<>();
        Optional<Facts> facts = Optional.empty();
        for (var operation : operations(roles)) {
            switch (gatekeeper.judge(owner, operation, new Gatekeeper.Asked.ToAnswer(query))) {
                case Proceed _ -> {}
                case Deny denied -> throw new Refusal(POLICY_DENIED, denied.detail());
                case Hold hold -> {
                    gates.addAll(hold.gates());
                    facts = facts.or(() -> Optional.of(hold.facts()));
                }
            }
        }
        return facts.map(known -> new Hold(
                new Facts(OPERATION, known.at(), known.address(), known.attributes()), Judgement.together(gates)));
    }

    private static List<String> operations(Set<DeviceRole> roles) {
        List<String> operations = new ArrayList<>(BUNDLED);
        for (var role : roles) {
            operations.add(
                    switch (role) {
                        case STORAGE -> "storage.register";
                        case AUTHENTICATOR -> "authenticator.register";
                    });
        }
        return operations;
    }

    private boolean isActive(ProfileId owner) {
        return profiles.find(owner)
                .filter(profile -> profile.state() == ProfileState.ACTIVE)
                .isPresent();
    }

    private static Set<UUID> policiesOf(Hold hold) {
        return hold.gates().stream()
                .flatMap(gate -> gate.policies().stream())
                .map(policy -> policy.id().value())
                .collect(Collectors.toSet());
    }

    /** What the votes are on, by which the permit is told from that of another offer. */
    private static Bytes payload(OfferPairing query) {
        var roles = query.roles().stream().map(Enum::name).sorted().collect(Collectors.joining(","));
        return Bytes.wrap(roles.getBytes(StandardCharsets.UTF_8));
    }

    private static String subjectOf(Actor actor) {
        return "pairing:" + actor.address();
    }

    private static Origin originOf(Actor actor, ProfileId profile) {
        return new Origin(Optional.of(profile), Optional.empty(), Optional.empty(), actor.traceparent());
    }
}
