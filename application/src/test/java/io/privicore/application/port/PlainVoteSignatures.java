package io.privicore.application.port;

import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.voting.BallotId;
import io.privicore.domain.voting.Choice;
import io.privicore.domain.voting.Vote;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;

/** Signatures that anybody can make: the SHA-256 over the public key and everything that is said, twice for its length. */
public final class PlainVoteSignatures implements VoteSignatures {

    /** What the device with this key would sign with. */
    public static Bytes sign(
            Bytes key, DeviceId device, BallotId ballot, Bytes digest, Choice choice, String reason, Instant castAt) {
        var statement = "%s\n%s\n%s\n%s\n%s\n%s\n%s"
                .formatted(hex(key), device, ballot, hex(digest), choice.wire(), reason, castAt);
        var half = Sha256.of(Bytes.wrap(statement.getBytes(StandardCharsets.UTF_8)));
        return Bytes.wrap(HexFormat.of().parseHex(hex(half).repeat(2)));
    }

    @Override
    public boolean fit(DeviceId device, BallotId ballot, Bytes digest, Vote vote) {
        return vote.signature()
                .filter(signature -> signature
                        .value()
                        .equals(sign(
                                signature.key(), device, ballot, digest, vote.choice(), vote.reason(), vote.castAt())))
                .isPresent();
    }

    private static String hex(Bytes bytes) {
        return HexFormat.of().formatHex(bytes.view());
    }
}
