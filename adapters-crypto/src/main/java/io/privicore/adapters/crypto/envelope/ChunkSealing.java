package io.privicore.adapters.crypto.envelope;

import io.privicore.application.port.Envelopes.Sealing;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.token.Placement;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.function.BiFunction;

/** Seals chunk after chunk and keeps their digests. */
final class ChunkSealing implements Sealing {

    private final DataKey key;
    private final int chunkSize;
    private final BiFunction<Totals, byte[], Placement> placement;
    private final MessageDigest data = DataKey.sha256();
    private final MessageDigest sealing = DataKey.sha256();
    private final ByteArrayOutputStream digests = new ByteArrayOutputStream();
    private byte[] digest = {};
    private byte[] dataDigest = {};
    private long size;
    private int next;
    private boolean ended;

    /** @param placement makes the placement of the totals and the digest of the data */
    ChunkSealing(DataKey key, int chunkSize, BiFunction<Totals, byte[], Placement> placement) {
        this.key = key;
        this.chunkSize = chunkSize;
        this.placement = placement;
    }

    @Override
    public int chunkSize() {
        return chunkSize;
    }

    @Override
    public Bytes seal(byte[] plain, int from, int length, boolean last) {
        if (ended || length > chunkSize || (length < chunkSize && !last)) {
            throw new IllegalStateException(
                    "Expected whole chunks and then the last one, but got %d bytes of %d".formatted(length, chunkSize));
        }
        data.update(plain, from, length);
        byte[] sealed = key.seal(next, last, plain, from, length);
        digest = sealing.digest(sealed);
        digests.writeBytes(digest);
        size += length;
        next++;
        ended = last;
        if (last) {
            dataDigest = data.digest();
        }
        return Bytes.wrap(sealed);
    }

    @Override
    public Bytes digest() {
        return Bytes.wrap(digest);
    }

    @Override
    public Bytes dataDigest() {
        requireEnd();
        return Bytes.wrap(dataDigest);
    }

    @Override
    public Placement finish() {
        requireEnd();
        return placement.apply(new Totals(Bytes.wrap(digests.toByteArray()), size), dataDigest);
    }

    private void requireEnd() {
        if (!ended) {
            throw new IllegalStateException("Expected the last chunk first, but it was not sealed yet");
        }
    }

    /** @param digests of all chunks in order */
    record Totals(Bytes digests, long size) {}
}
