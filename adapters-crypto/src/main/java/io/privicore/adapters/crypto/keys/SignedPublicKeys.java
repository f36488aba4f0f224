package io.privicore.adapters.crypto.keys;

import io.privicore.application.port.PublicKeys;
import io.privicore.application.query.UtilityQuery.KeyPairView;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.profile.PublicKey;
import io.privicore.protocol.key.Ed25519Key;
import io.privicore.protocol.key.RefusedKey;
import io.privicore.protocol.key.SignedKey;
import io.privicore.protocol.key.X25519KeyPair;
import java.util.Arrays;
import java.util.HexFormat;

/** Public keys in the signed form that engine, devices and clients share. */
public final class SignedPublicKeys implements PublicKeys {

    @Override
    public void verify(PublicKey key) {
        try {
            SignedKey.parse(key.hex());
        } catch (RefusedKey refused) {
            throw new Refusal(reason(refused.reason()), String.valueOf(refused.getMessage()));
        }
    }

    @Override
    public void verifySigning(Bytes key) {
        try {
            Ed25519Key.of(key.toArray());
        } catch (RefusedKey refused) {
            throw new Refusal(Reason.PUBLIC_KEY_WEAK, String.valueOf(refused.getMessage())).about("signingKey");
        }
    }

    @Override
    public KeyPairView generate() {
        X25519KeyPair pair = X25519KeyPair.generate();
        byte[] secret = pair.secret();
        String privateKey = HexFormat.of().formatHex(secret);
        Arrays.fill(secret, (byte) 0);
        return new KeyPairView(privateKey, new SignedKey(pair.publicKey()).format());
    }

    private static Reason reason(RefusedKey.Reason reason) {
        return switch (reason) {
            case MALFORMED -> Reason.PUBLIC_KEY_MALFORMED;
            case UNKNOWN_VERSION -> Reason.PUBLIC_KEY_UNKNOWN_VERSION;
            case CHECKSUM_MISMATCH -> Reason.PUBLIC_KEY_CHECKSUM_MISMATCH;
            case WEAK -> Reason.PUBLIC_KEY_WEAK;
        };
    }
}
