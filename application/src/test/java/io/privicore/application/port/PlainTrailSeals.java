package io.privicore.application.port;

import io.privicore.domain.audit.Checkpoint;
import io.privicore.domain.kernel.Bytes;

/** Seals that anybody can make: the statement itself, behind a mark. */
public final class PlainTrailSeals implements TrailSeals {

    private static final byte SEAL = 1;
    private static final byte SIGNATURE = 2;

    @Override
    public Bytes seal(Checkpoint checkpoint) {
        return marked(SEAL, checkpoint.statement());
    }

    @Override
    public boolean fits(Checkpoint checkpoint, Bytes seal) {
        return seal(checkpoint).equals(seal);
    }

    @Override
    public Bytes sign(Bytes statement) {
        return marked(SIGNATURE, statement);
    }

    @Override
    public Bytes publicKey() {
        return Bytes.wrap(new byte[32]);
    }

    private static Bytes marked(byte mark, Bytes statement) {
        return Sha256.of(Bytes.wrap(new byte[] {mark}), statement);
    }
}
