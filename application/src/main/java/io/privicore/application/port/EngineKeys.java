package io.privicore.application.port;

import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.profile.PublicKey;

/** The engine's own Curve25519 key pair, kept in the key store outside of the database. */
public interface EngineKeys {

    PublicKey publicKey();

    /** 32 bytes; for opening and authenticating sessions with devices, nothing else. */
    Bytes privateKey();
}
