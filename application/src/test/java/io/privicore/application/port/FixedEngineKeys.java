package io.privicore.application.port;

import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.profile.PublicKey;
import java.util.HexFormat;

/** One key pair that everybody may know. */
public final class FixedEngineKeys implements EngineKeys {

    private static final Bytes PRIVATE =
            Bytes.wrap(HexFormat.of().parseHex("77076d0a7318a57d3c16c17251b26645df4c4c0b9f8d2f0a3d7e5a6b1c2d3e4f"));

    private static final PublicKey PUBLIC = PlainPublicKeys.signed(Curve25519.publicOf(PRIVATE.toArray()));

    @Override
    public PublicKey publicKey() {
        return PUBLIC;
    }

    @Override
    public Bytes privateKey() {
        return PRIVATE;
    }
}
