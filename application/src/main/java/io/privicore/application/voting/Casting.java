package io.privicore.application.voting;

import static io.privicore.domain.kernel.Reason.BALLOT_NOT_FOUND;
import static io.privicore.domain.kernel.Reason.INVALID_CREDENTIALS;
import static io.privicore.domain.kernel.Reason.VOTE_SIGNATURE_INVALID;

import io.privicore.application.device.DeviceHandler;
import io.privicore.application.device.VoteBox;
import io.privicore.application.port.Devices;
import io.privicore.application.port.Envelopes;
import io.privicore.application.port.Events;
import io.privicore.application.port.Polls;
import io.privicore.application.port.UnitOfWork;
import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.application.port.VoteSignatures;
import io.privicore.application.query.VotingQuery;
import io.privicore.application.query.VotingQuery.CastBallot;
import io.privicore.domain.device.Device;
import io.privicore.domain.device.DeviceKeys;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.voting.BallotId;
import io.privicore.domain.voting.Choice;
import io.privicore.domain.voting.Poll;
import io.privicore.domain.voting.Vote;
import io.privicore.domain.voting.Vote.Signature;
import io.privicore.domain.voting.VotingEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Takes votes from devices, whichever way they come, and lets only those count that are what they say. */
public final class Casting implements VoteBox {

    private final Balloting balloting;
    private final Polls polls;
    private final Devices devices;
    private final VoteSignatures signatures;
    private final Envelopes envelopes;
    private final Events events;
    private final UnitOfWork unitOfWork;
    private final InstantSource clock;

    public Casting(
            Balloting balloting,
            Polls polls,
            Devices devices,
            VoteSignatures signatures,
            Envelopes envelopes,
            Events events,
            UnitOfWork unitOfWork,
            InstantSource clock) {
        this.balloting = balloting;
        this.polls = polls;
        this.devices = devices;
        this.signatures = signatures;
        this.envelopes = envelopes;
        this.events = events;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
    }

    @Override
    public void voted(DeviceId id, BallotId ballot, Choice choice, String reason, Instant castAt, Bytes signature) {
        unitOfWork
                .run(Origin.ENGINE, () -> devices.find(id).map(device -> new Found(device, polls.ofBallot(ballot))))
                .ifPresent(found -> {
                    try {
                        var key = found.device().keys().map(DeviceKeys::signing).orElseThrow(Casting::forged);
                        var signed = Optional.of(new Signature(key, signature));
                        cast(found, ballot, new Vote(choice, reason, castAt, signed));
                    } catch (Refusal refusal) {
                        requireRefusedForGood(refusal);
                    }
                });
    }

    /** A vote over HTTP; whoever knows the secret of the device's configuration may cast for it. */
    boolean cast(CastBallot query) {
        var device = devices.withClientId(query.clientId())
                .filter(known -> knowsSecret(known, query.clientSecret().value()))
                .orElseThrow(() -> new Refusal(
                        INVALID_CREDENTIALS, "Expected the client id and secret of a device, but they do not fit"));
        var signature = query.signed()
                .flatMap(signed -> device.keys().map(keys -> new Signature(keys.signing(), signed.signature())));
        if (query.signed().isPresent() && signature.isEmpty()) {
            throw forged();
        }
        var castAt = query.signed().map(VotingQuery.Signed::castAt).orElseGet(clock::instant);
        var found = unitOfWork.run(Origin.ENGINE, () -> new Found(device, polls.ofBallot(query.ballot())));
        cast(found, query.ballot(), new Vote(query.choice(), query.reason(), castAt, signature));
        return true;
    }

    @Override
    public void removed(DeviceId device) {
        balloting.deviceRemoved(device);
    }

    /** A device and the poll of the ballot that it names. */
    private record Found(Device device, Optional<Poll> poll) {}

    private void cast(Found found, BallotId ballot, Vote vote) {
        var device = found.device();
        try {
            var poll = found.poll()
                    .orElseThrow(
                            () -> new Refusal(BALLOT_NOT_FOUND, "Expected a ballot of the device, but there is none"));
            requireGenuine(device, ballot, poll, vote);
            inUnit(() -> balloting.cast(poll.id(), device.id(), ballot, vote));
        } catch (Refusal refusal) {
            if (isAboutTheVote(refusal)) {
                inUnit(() -> events.append(new VotingEvent.VoteRefused(
                        device.owner(), device.id(), ballot, refusal.reason().key())));
            }
            throw refusal;
        }
    }

    /** The motion never changes, so it can be looked at before the poll is locked. */
    private void requireGenuine(Device device, BallotId ballot, Poll poll, Vote vote) {
        if (vote.signature().isPresent()
                && !signatures.fit(device.id(), ballot, poll.motion().digest(), vote)) {
            throw forged();
        }
    }

    private boolean knowsSecret(Device device, String shown) {
        return device.credentials()
                .map(credentials -> MessageDigest.isEqual(
                        envelopes
                                .openSecret(credentials.clientSecret(), DeviceHandler.CLIENT_SECRET)
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

    /** What may succeed at another time is tried again by whoever brought the vote. */
    private static void requireRefusedForGood(Refusal refusal) {
        if (!isAboutTheVote(refusal)) {
            throw refusal;
        }
    }

    private static Refusal forged() {
        return new Refusal(VOTE_SIGNATURE_INVALID, "Expected the signature of the device, but it is another");
    }

    private void inUnit(Runnable work) {
        unitOfWork.insist(Origin.ENGINE, () -> {
            work.run();
            return true;
        });
    }
}
