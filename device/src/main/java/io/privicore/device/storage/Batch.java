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

    private static final int KEPT = 16 << 20;

    private final SecureRandom random = new SecureRandom();
    private final byte[] nonces = new byte[64 * AesKey.NONCE_LENGTH];
    private int nextNonce = nonces.length;

    private byte[] bytes = new byte[64 << 10];
    private int length;
    private final List<Staged> staged = new ArrayList<>();
    private final Map<ChunkAddress, Digest> chunks = new HashMap<>();
    private final Map<UUID, Long> tombstones = new HashMap<>();

    void clear() {
        length = 0;
        staged.clear();
        chunks.clear();
        tombstones.clear();
        if (bytes.length > KEPT) {
            bytes = new byte[64 << 10];
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
        int needed = length + head.recordLength();
        if (bytes.length < needed) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
        }
        head.write(key, plain, bytes, length);
        staged.add(new Staged(head, length));
        length = needed;
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
