package io.privicore.application.port;

import io.privicore.application.query.UtilityQuery.KeyPairView;
import io.privicore.domain.profile.PublicKey;

/** What cryptography says about public keys. */
public interface PublicKeys {

    /** Refuses with the {@code PUBLIC_KEY_…} reason that applies: version, checksum, or a point of small order. */
    void verify(PublicKey key);

    KeyPairView generate();
}
