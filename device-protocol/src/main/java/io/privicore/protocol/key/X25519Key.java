package io.privicore.protocol.key;

import static io.privicore.protocol.key.RefusedKey.Reason.MALFORMED;
import static io.privicore.protocol.key.RefusedKey.Reason.WEAK;

import io.privicore.protocol.Bytes;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;
import org.bouncycastle.math.ec.rfc7748.X25519;

/** A Curve25519 public key: what others need to seal a message for its owner. Never one of small order. */
public record X25519Key(Bytes bytes) {

    public static final int LENGTH = 32;

    private static final byte[] ANY_SCALAR = new byte[LENGTH];

    static {
        ANY_SCALAR[0] = 8;
        ANY_SCALAR[LENGTH - 1] = 64;
    }

    public X25519Key {
        if (bytes.length() != LENGTH) {
            throw new RefusedKey(
                    MALFORMED, "Expected a Curve25519 key of %d bytes, but got %d".formatted(LENGTH, bytes.length()));
        }
        // Every clamped scalar is a multiple of the cofactor, so exactly the points of small order end at zero.
        if (!X25519.calculateAgreement(ANY_SCALAR, 0, bytes.toArray(), 0, new byte[LENGTH], 0)) {
            throw new RefusedKey(WEAK, "Expected a Curve25519 key, but got a point of small order");
        }
    }

    public static X25519Key of(byte[] bytes) {
        return new X25519Key(Bytes.wrap(bytes.clone()));
    }

    public X25519PublicKeyParameters parameters() {
        return new X25519PublicKeyParameters(bytes.toArray());
    }
}
