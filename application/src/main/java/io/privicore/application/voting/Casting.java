package io.privicore.application.voting;

import static io.privicore.domain.kernel.Reason.BALLOT_NOT_FOUND;
import static io.privicore.domain.kernel.Reason.INVALID_CREDENTIALS;
import static io.privicore.domain.kernel.Reason.PROFILE_SUSPENDED;
import static io.privicore.domain.kernel.Reason.VOTE_SIGNATURE_INVALID;

import io.privicore.application.audit.Auditing;
import io.privicore.application.audit.Doer;
import io.privicore.application.device.Configurations;
import io.privicore.application.device.DeviceReports.DeviceVote;
import io.privicore.application.device.VoteBox;
import io.privicore.application.pipeline.Throttle;
import io.privicore.application.port.Devices;
import io.privicore.application.port.Envelopes;
import io.privicore.application.port.Events;
import io.privicore.application.port.Profiles;
import io.privicore.application.port.Tokens;
import io.privicore.application.port.UnitOfWork;
import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.application.port.VoteSignatures;
import io.privicore.application.query.VotingQuery;
import io.privicore.application.query.VotingQuery.CastBallot;
import io.privicore.domain.audit.AuditOutcome;
import io.privicore.domain.device.Device;
import io.privicore.domain.device.DeviceKeys;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.voting.BallotId;
import io.privicore.domain.voting.Poll;
import io.privicore.domain.voting.Vote;
import io.privicore.domain.voting.Vote.Signature;
import io.privicore.domain.voting.VotingEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Takes votes from devices, whichever way they come, and lets only those count that are what they say. */
public final class Casting implements VoteBox {

    private static final String CAST = "voting.cast-ballot";

    private final Balloting balloting;
    private final Devices devices;
    private final Profiles profiles;
    private final VoteSignatures signatures;
    private final Envelopes envelopes;
    private final Throttle throttle;
    private final Tokens tokens;
    private final Events events;
    private final Auditing auditing;
    private final UnitOfWork unitOfWork;
    private final InstantSource clock;

    public Casting(
            Balloting balloting,
            Devices devices,
            Profiles profiles,
            VoteSignatures signatures,
            Envelopes envelopes,
            Throttle throttle,
            Tokens tokens,
            Events events,
            Auditing auditing,
            UnitOfWork unitOfWork,
            InstantSource clock) {
        this.balloting = balloting;
        this.devices = devices;
        this.profiles = profiles;
        this.signatures = signatures;
        this.envelopes = envelopes;
        this.throttle = throttle;
        this.tokens = tokens;
        this.events = events;
        this.auditing = auditing;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
    }

    @Override
    public void voted(List<DeviceVote> votes) {
        unitOfWork.insist(Origin.ENGINE, () -> {
            count(votes);
            return true;
        });
    }

    /**
     * Counts what can be counted, and notes the rest. A device that was removed meanwhile, or whose owner was suspended, is
     * not listened to.
     */
    private void count(List<DeviceVote> votes) {
        var known = heard(votes.stream().map(DeviceVote::device).collect(Collectors.toSet()));
        var counting = balloting.counting(
                votes.stream().map(DeviceVote::ballot).distinct().toList());
        for (var said : votes) {
            var device = known.get(said.device());
            if (device != null) {
                var _ = refusal(counting, device, said.ballot(), () -> cast(counting, device, said));
            }
        }
        balloting.finish(counting);
    }

    private Map<DeviceId, Device> heard(Set<DeviceId> voters) {
        var known = devices.find(voters);
        var usable = profiles.usable(known.stream().map(Device::owner).collect(Collectors.toSet()));
        return known.stream()
                .filter(device -> usable.contains(device.owner()))
                .collect(Collectors.toMap(Device::id, Function.identity()));
    }

    private void cast(Counting counting, Device device, DeviceVote said) {
        var key = device.keys().map(DeviceKeys::signing).orElseThrow(Casting::forged);
        var signed = Optional.of(new Signature(key, said.signature()));
        cast(counting, device, said.ballot(), new Vote(said.choice(), said.reason(), said.castAt(), signed));
    }

    /**
     * A vote over HTTP; whoever knows the secret of the device's configuration may cast for it. Guesses are throttled as
     * those of passwords are, on a count of their own: devices that are wrong about their secret keep nobody at the same
     * address from signing in.
     */
    boolean cast(String from, CastBallot query) {
        var client = "client:" + tokens.hash("client\n" + query.clientId()).hex();
        var address = "voter-address:" + from;
        throttle.requireUnblocked(client, address);
        var named = devices.withClientId(query.clientId());
        var device = named.filter(
                        known -> knowsSecret(known, query.clientSecret().value()))
                .orElseThrow(() -> {
                    throttle.failed(client, address);
                    named.ifPresent(known -> unitOfWork.insist(Origin.ENGINE, () -> {
                        tellOfRefusal(known, query.ballot(), INVALID_CREDENTIALS);
                        return true;
                    }));
                    return new Refusal(
                            INVALID_CREDENTIALS, "Expected the client id and secret of a device, but they do not fit");
                });
        var signature = query.signed()
                .flatMap(signed -> device.keys().map(keys -> new Signature(keys.signing(), signed.signature())));
        if (query.signed().isPresent() && signature.isEmpty()) {
            throw forged();
        }
        var castAt = query.signed().map(VotingQuery.Signed::castAt).orElseGet(clock::instant);
        var vote = new Vote(query.choice(), query.reason(), castAt, signature);
        unitOfWork
                .insist(Origin.ENGINE, () -> {
                    throttle.succeeded(client);
                    requireUsableOwner(device);
                    var counting = balloting.counting(List.of(query.ballot()));
                    var refused = refusal(
                            counting, device, query.ballot(), () -> cast(counting, device, query.ballot(), vote));
                    balloting.finish(counting);
                    return refused;
                })
                .ifPresent(refused -> {
                    throw refused;
                });
        return true;
    }

    private void requireUsableOwner(Device device) {
        if (profiles.usable(Set.of(device.owner())).isEmpty()) {
            throw new Refusal(PROFILE_SUSPENDED, "Expected a device whose owner may act, but that is suspended");
        }
    }

    @Override
    public void removed(DeviceId device) {
        balloting.deviceRemoved(device);
    }

    @Override
    public void reachable(DeviceId device) {
        balloting.deviceReachable(device);
    }

    private void cast(Counting counting, Device device, BallotId ballot, Vote vote) {
        if (vote.signature().isPresent() && !signatures.fit(device.id(), ballot, counting.digestOf(ballot), vote)) {
            throw forged();
        }
        counting.cast(ballot, device.id(), vote);
    }

    private void tellOfRefusal(Device device, BallotId ballot, Reason reason) {
        events.append(new VotingEvent.VoteRefused(device.owner(), device.id(), ballot, reason.key()));
    }

    /** Why the vote was not counted, and noted that it was not. What may be counted at another time is thrown on. */
    private Optional<Refusal> refusal(Counting counting, Device device, BallotId ballot, Runnable casting) {
        try {
            casting.run();
            note(counting, device, ballot, AuditOutcome.SUCCEEDED, Optional.empty());
            return Optional.empty();
        } catch (Refusal refusal) {
            if (!isAboutTheVote(refusal)) {
                throw refusal;
            }
            tellOfRefusal(device, ballot, refusal.reason());
            note(
                    counting,
                    device,
                    ballot,
                    AuditOutcome.REJECTED,
                    Optional.of(refusal.reason().key()));
            return Optional.of(refusal);
        }
    }

    /** In the trail of the device's owner, and of whoever the poll belongs to. */
    private void note(
            Counting counting, Device device, BallotId ballot, AuditOutcome outcome, Optional<String> reason) {
        var poll = counting.find(ballot);
        Map<String, String> about = new HashMap<>();
        about.put("ballot", ballot.toString());
        poll.ifPresent(found -> about.put("poll", found.id().toString()));
        var voter = Doer.device(device.owner(), device.id(), auditing.address());
        auditing.note(
                voter,
                CAST,
                outcome,
                reason,
                about,
                poll.map(Poll::requester).stream().toArray(ProfileId[]::new));
    }

    private boolean knowsSecret(Device device, String shown) {
        return device.credentials()
                .map(credentials -> MessageDigest.isEqual(
                        envelopes
                                .openSecret(credentials.clientSecret(), Configurations.CLIENT_SECRET)
                                .view(),
                        shown.getBytes(StandardCharsets.UTF_8)))
                .orElse(false);
    }

    private static boolean isAboutTheVote(Refusal refusal) {
        return switch (refusal.reason()) {
            case BALLOT_NOT_FOUND, BALLOT_CLOSED, VOTE_SIGNATURE_INVALID -> true;
            default -> false;
        };
    }

    private static Refusal forged() {
        return new Refusal(VOTE_SIGNATURE_INVALID, "Expected the signature of the device, but it is another");
    }
}
