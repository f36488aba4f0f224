package io.privicore.device.storage;

import io.privicore.protocol.Bytes;
import io.privicore.protocol.key.AesKey;
import io.privicore.protocol.message.ChunkAddress;
import io.privicore.protocol.message.Digest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Records about to be appended together. They count only once they are durable. */
final class Batch {

    private static final int SMALLEST = 64 << 10;
    private static final int KEPT = 16 << 20;

    private final SecureRandom random = new SecureRandom();
    private final byte[] nonces = new byte[64 * AesKey.NONCE_LENGTH];
    private int nextNonce = nonces.length;

    private byte[] bytes = new byte[SMALLEST];
    private int length;
    private final List<Staged> staged = new ArrayList<>();
    private final Map<ChunkAddress, Digest> chunks = new HashMap<>();
    private final Map<UUID, Long> tombstones = new HashMap<>();

    /**
     * Empties it, with room for so many bytes of records: so it does not grow while it is filled, and what is in it is not
     * copied. A buffer that was unusually large is not kept.
     */
    void clear(long expected) {
        length = 0;
        staged.clear();
        chunks.clear();
        tombstones.clear();
        if (bytes.length < expected || bytes.length > KEPT) {
            bytes = new byte[(int) Math.clamp(expected + expected / 4, SMALLEST, Math.max(KEPT, expected))];
        }
    }

    void chunk(AesKey key, ChunkAddress address, Digest digest, Bytes plain) {
        stage(key, RecordHead.chunk(address, digest, nonce(), plain.length()), plain);
        chunks.put(place(address), digest);
    }

    void tombstone(AesKey key, UUID ref, long upTo) {
        stage(key, RecordHead.tombstone(ref, upTo, nonce()), Bytes.empty());
        tombstones.merge(ref, upTo, Math::max);
        chunks.keySet().removeIf(address -> address.ref().equals(ref) && address.version() <= upTo);
    }

    Optional<Digest> digestAt(ChunkAddress address) {
        return Optional.ofNullable(chunks.get(place(address)));
    }

    boolean isDeleted(UUID ref, long version) {
        var upTo = tombstones.get(ref);
        return upTo != null && version <= upTo;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    List<Staged> staged() {
        return staged;
    }

    private void stage(AesKey key, RecordHead head, Bytes plain) {
        head.write(key, plain, bytes, length);
        staged.add(new Staged(head, length));
        length += head.recordLength();
    }

    // The system's generator is asked for many at once: a call of it costs as much as sealing a small chunk.
    private Bytes nonce() {
        if (nextNonce == nonces.length) {
            random.nextBytes(nonces);
            nextNonce = 0;
        }
        var nonce = Arrays.copyOfRange(nonces, nextNonce, nextNonce + AesKey.NONCE_LENGTH);
        nextNonce += AesKey.NONCE_LENGTH;
        return Bytes.wrap(nonce);
    }

    private static ChunkAddress place(ChunkAddress address) {
        return new ChunkAddress(address.ref(), address.version(), address.chunk(), 0);
    }

    /** A record of the batch, and where in it. */
    record Staged(RecordHead head, int at) {}
}
