package io.privicore.application.port;

import io.privicore.application.query.UtilityQuery.KeyPairView;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.profile.PublicKey;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/** Real points in the signed form, but with SHA-512 for a checksum, since the JDK has no BLAKE2b. Its keys count. */
public final class PlainPublicKeys implements PublicKeys {

    private static final String VERSION = "31420500";

    private final AtomicLong generated = new AtomicLong();

    @Override
    public void verify(PublicKey key) {
        if (!key.hex().startsWith(VERSION)) {
            throw new Refusal(Reason.PUBLIC_KEY_UNKNOWN_VERSION, "Expected a public key of version " + VERSION);
        }
        byte[] point = HexFormat.of().parseHex(key.hex(), 8, 72);
        if (!key.equals(signed(point))) {
            throw new Refusal(Reason.PUBLIC_KEY_CHECKSUM_MISMATCH, "Expected a public key whose checksum fits");
        }
        if (isZeroOrOne(point)) {
            throw new Refusal(Reason.PUBLIC_KEY_WEAK, "Expected a public key that is no point of small order");
        }
    }

    @Override
    public void verifySigning(Bytes key) {
        if (isZeroOrOne(key.toArray())) {
            throw new Refusal(Reason.PUBLIC_KEY_WEAK, "Expected a signing key that is no point of small order")
                    .about("signingKey");
        }
    }

    @Override
    public KeyPairView generate() {
        byte[] secret =
                ByteBuffer.allocate(32).putLong(8, generated.incrementAndGet()).array();
        return new KeyPairView(
                HexFormat.of().formatHex(secret),
                signed(Curve25519.publicOf(secret)).hex());
    }

    public static PublicKey signed(byte[] point) {
        try {
            String body = VERSION + HexFormat.of().formatHex(point);
            byte[] checksum =
                    MessageDigest.getInstance("SHA-512").digest(HexFormat.of().parseHex(body));
            return new PublicKey(body + HexFormat.of().formatHex(checksum));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isZeroOrOne(byte[] point) {
        int rest = 0;
        for (int i = 1; i < point.length; i++) {
            rest |= point[i];
        }
        return rest == 0 && point[0] >= 0 && point[0] <= 1;
    }
}
