package io.privicore.protocol.message;

import java.util.UUID;

/**
 * Where a chunk of stored data belongs: a random storage reference, a version that grows with every update, and its place
 * among the chunks of that version. What the reference stands for is known to the engine only.
 *
 * @param chunk counted from 0
 * @param of how many chunks the version has, or 0 while that is not known
 */
public record ChunkAddress(UUID ref, long version, int chunk, int of) {

    public ChunkAddress {
        if (version < 0 || chunk < 0 || of < 0 || (of > 0 && chunk >= of)) {
            throw new IllegalArgumentException("Expected the address of a chunk, but got version %d, chunk %d of %d"
                    .formatted(version, chunk, of));
        }
    }
}
