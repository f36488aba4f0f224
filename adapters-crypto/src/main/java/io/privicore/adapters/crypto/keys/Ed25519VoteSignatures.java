package io.privicore.adapters.crypto.keys;

import io.privicore.application.port.VoteSignatures;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.voting.BallotId;
import io.privicore.domain.voting.Vote;
import io.privicore.domain.voting.Vote.Signature;
import io.privicore.protocol.key.CheckedKeys;
import io.privicore.protocol.key.RefusedKey;
import io.privicore.protocol.message.Choice;
import io.privicore.protocol.message.Digest;
import io.privicore.protocol.message.VoteStatement;

/** Signatures of votes as devices make them. */
public final class Ed25519VoteSignatures implements VoteSignatures {

    private static final int MOST_KEYS = 10_000;

    private final CheckedKeys keys = new CheckedKeys(MOST_KEYS);

    @Override
    public boolean fit(DeviceId device, BallotId ballot, Bytes digest, Vote vote) {
        return vote.signature()
                .map(signature -> fits(signature, device, ballot, digest, vote))
                .orElse(false);
    }

    private boolean fits(Signature signature, DeviceId device, BallotId ballot, Bytes digest, Vote vote) {
        try {
            var statement = new VoteStatement(
                    ballot.value(), Digest.of(digest.view()), choice(vote), vote.castAt(), vote.reason());
            return statement.isSignedBy(
                    keys.of(signature.key().view()),
                    device.toString(),
                    io.privicore.protocol.Bytes.wrap(signature.value().view()));
        } catch (RefusedKey | IllegalArgumentException nothingADeviceSigns) {
            return false;
        }
    }

    private static Choice choice(Vote vote) {
        return switch (vote.choice()) {
            case YES -> Choice.YES;
            case NO -> Choice.NO;
            case ABSTAIN -> Choice.ABSTAIN;
        };
    }
}
