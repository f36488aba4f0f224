package io.privicore.application.port;

import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.token.Placement;
import io.privicore.domain.token.StorageRef;
import java.util.List;

/** The engine's own layer of encryption. */
public interface Envelopes {

    /**
     * Seals one version of some data under a fresh data key (AES-256-GCM per chunk, bound to ref, version and position)
     * and wraps that key by the present key-encryption key.
     */
    Sealed seal(StorageRef ref, long version, Bytes data);

    /**
     * Opens one chunk as a device returned it. Nothing comes out unless the digest that the engine kept and the seal
     * both fit; then the answer is empty.
     */
    java.util.Optional<Bytes> open(Placement placement, int chunk, Bytes sealed);

    /** Seals a short secret for keeping, bound to a purpose: what was sealed for one cannot be opened for another. */
    Bytes sealSecret(Bytes secret, String purpose);

    /** @throws IllegalStateException when it was sealed for another purpose, or was changed */
    Bytes openSecret(Bytes sealed, String purpose);

    /** A placement ready to be kept and the chunks ready to be sent. */
    record Sealed(Placement placement, List<Bytes> chunks) {

        public Sealed {
            chunks = List.copyOf(chunks);
        }
    }
}
