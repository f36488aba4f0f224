package io.privicore.protocol.key;

import static io.privicore.protocol.key.RefusedKey.Reason.MALFORMED;
import static io.privicore.protocol.key.RefusedKey.Reason.WEAK;

import io.privicore.protocol.Bytes;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** An Ed25519 public key: tells whether its owner signed something. */
public record Ed25519Key(Bytes bytes) {

    public static final int LENGTH = 32;
    public static final int SIGNATURE_LENGTH = 64;

    public Ed25519Key {
        if (bytes.length() != LENGTH) {
            throw new RefusedKey(
                    MALFORMED, "Expected an Ed25519 key of %d bytes, but got %d".formatted(LENGTH, bytes.length()));
        }
        if (!Ed25519.validatePublicKeyFull(bytes.toArray(), 0)) {
            throw new RefusedKey(WEAK, "Expected an Ed25519 key, but got a point that is none");
        }
    }

    public static Ed25519Key of(byte[] bytes) {
        return new Ed25519Key(Bytes.wrap(bytes.clone()));
    }

    public boolean verifies(Bytes signature, byte[] message) {
        return signature.length() == SIGNATURE_LENGTH
                && Ed25519.verify(signature.toArray(), 0, bytes.toArray(), 0, message, 0, message.length);
    }
}
