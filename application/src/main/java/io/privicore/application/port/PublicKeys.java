package io.privicore.application.port;

import io.privicore.application.query.UtilityQuery.KeyPairView;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.profile.PublicKey;

/** What cryptography says about public keys. */
public interface PublicKeys {

    /** Refuses with the {@code PUBLIC_KEY_…} reason that applies: version, checksum, or a point of small order. */
    void verify(PublicKey key);

    /** Refuses with {@code PUBLIC_KEY_WEAK} what is no Ed25519 key that only its owner can sign under. */
    void verifySigning(Bytes key);

    KeyPairView generate();
}
