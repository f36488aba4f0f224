package io.privicore.adapters.crypto.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.voting.BallotId;
import io.privicore.domain.voting.Choice;
import io.privicore.domain.voting.Vote;
import io.privicore.protocol.key.Ed25519KeyPair;
import io.privicore.protocol.message.Digest;
import io.privicore.protocol.message.VoteStatement;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class Ed25519VoteSignaturesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");

    private final Ed25519VoteSignatures signatures = new Ed25519VoteSignatures();
    private final Ed25519KeyPair keys = Ed25519KeyPair.generate();
    private final DeviceId device = new DeviceId(UUID.randomUUID());
    private final BallotId ballot = new BallotId(UUID.randomUUID());
    private final Digest operation = Digest.sha256(io.privicore.protocol.Bytes.empty());
    private final Bytes digest = Bytes.wrap(operation.toBytes());

    private Vote vote(Choice choice, String reason, Instant castAt, Bytes key) {
        var signed = new VoteStatement(
                        ballot.value(), operation, io.privicore.protocol.message.Choice.NO, NOW, " too large ")
                .sign(device.toString(), keys);
        return new Vote(choice, reason, castAt, Optional.of(new Vote.Signature(key, Bytes.wrap(signed.toArray()))));
    }

    private static Bytes publicKey(Ed25519KeyPair pair) {
        return Bytes.wrap(pair.publicKey().bytes().toArray());
    }

    private boolean fits(Vote vote) {
        return signatures.fit(device, ballot, digest, vote);
    }

    @Test
    void fitWhatTheDeviceSigned() {
        assertThat(fits(vote(Choice.NO, " too large ", NOW, publicKey(keys)))).isTrue();
    }

    @Test
    void doNotFitAnythingElse() {
        var other = Bytes.wrap(
                Digest.sha256(io.privicore.protocol.Bytes.wrap(new byte[1])).toBytes());
        var vote = vote(Choice.NO, " too large ", NOW, publicKey(keys));

        assertThat(fits(vote(Choice.YES, " too large ", NOW, publicKey(keys)))).isFalse();
        assertThat(fits(vote(Choice.NO, "too large", NOW, publicKey(keys)))).isFalse();
        assertThat(fits(vote(Choice.NO, " too large ", NOW.plusMillis(1), publicKey(keys))))
                .isFalse();
        assertThat(fits(vote(Choice.NO, " too large ", NOW, publicKey(Ed25519KeyPair.generate()))))
                .isFalse();
        assertThat(signatures.fit(new DeviceId(UUID.randomUUID()), ballot, digest, vote))
                .isFalse();
        assertThat(signatures.fit(device, new BallotId(UUID.randomUUID()), digest, vote))
                .isFalse();
        assertThat(signatures.fit(device, ballot, other, vote)).isFalse();
    }

    @Test
    void doNotFitWhatIsNoKeyOrNoSignatureAtAll() {
        var tooShort = new Vote.Signature(publicKey(keys), Bytes.wrap(new byte[63]));
        assertThat(fits(new Vote(Choice.NO, "", NOW, Optional.of(tooShort)))).isFalse();
        assertThat(fits(vote(Choice.NO, " too large ", NOW, Bytes.wrap(new byte[32]))))
                .isFalse();
        assertThat(fits(vote(Choice.NO, " too large ", NOW, Bytes.wrap(new byte[31]))))
                .isFalse();
        assertThat(fits(new Vote(Choice.NO, "", NOW, Optional.empty()))).isFalse();
    }

    @Test
    void doNotFitATimeThatNoDeviceCanSign() {
        assertThat(fits(vote(Choice.NO, " too large ", Instant.MAX, publicKey(keys))))
                .isFalse();
    }
}
