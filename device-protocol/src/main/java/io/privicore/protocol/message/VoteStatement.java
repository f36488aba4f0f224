package io.privicore.protocol.message;

import io.privicore.protocol.Bytes;
import io.privicore.protocol.key.Ed25519Key;
import io.privicore.protocol.key.Ed25519KeyPair;
import java.time.Instant;
import java.util.UUID;

/**
 * What a device states with its vote: on which ballot, about which operation, what, when and why. Its signature can be
 * checked long after, without the platform, by whoever knows the device's identifier and public key.
 *
 * @param operation the digest of the operation, as the ballot showed it
 * @param reason may be empty
 */
public record VoteStatement(UUID ballot, Digest operation, Choice choice, Instant castAt, String reason) {

    public static final int LONGEST_REASON = 500;

    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

    public VoteStatement {
        castAt = checkCastAt(castAt);
        checkReason(reason);
    }

    /** The bytes that are signed. */
    public byte[] toBytes(String deviceId) {
        return Codec.signedPart(this, deviceId);
    }

    public Bytes sign(String deviceId, Ed25519KeyPair keys) {
        return keys.sign(toBytes(deviceId));
    }

    public boolean isSignedBy(Ed25519Key key, String deviceId, Bytes signature) {
        return key.verifies(signature, toBytes(deviceId));
    }

    /** To the millisecond, and within the years that every clock and every database can tell. */
    static Instant checkCastAt(Instant castAt) {
        if (castAt.isBefore(Instant.EPOCH) || !castAt.isBefore(END_OF_TIME)) {
            throw new IllegalArgumentException("Expected a time between 1970 and 9999, but got " + castAt);
        }
        return Milliseconds.of(castAt);
    }

    static void checkReason(String reason) {
        Texts.check("a reason", reason, 0, LONGEST_REASON);
    }
}
