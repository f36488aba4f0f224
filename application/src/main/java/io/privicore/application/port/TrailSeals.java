package io.privicore.application.port;

import io.privicore.domain.audit.Checkpoint;
import io.privicore.domain.kernel.Bytes;

/** How the engine vouches for the ends of audit trails, with keys that the database does not have. */
public interface TrailSeals {

    /** What only this engine's key store can make, for its own eyes. */
    Bytes seal(Checkpoint checkpoint);

    boolean fits(Checkpoint checkpoint, Bytes seal);

    /** An Ed25519 signature that anybody can check. */
    Bytes sign(Bytes statement);

    /** The key it is checked under. */
    Bytes publicKey();
}
