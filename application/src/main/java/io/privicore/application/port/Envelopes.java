package io.privicore.application.port;

import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.token.Placement;
import io.privicore.domain.token.StorageRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The engine's own layer of encryption. */
public interface Envelopes {

    /**
     * Begins to seal one version of some data, chunk by chunk, under a fresh data key (AES-256-GCM, every chunk bound to
     * ref, version, position and whether it is the last).
     */
    Sealing begin(StorageRef ref, long version);

    /** Opens a version whose chunks are to be read. Empty when its data key does not open under the engine's keys. */
    Optional<Opened> open(Placement placement);

    /** Seals a short secret for keeping, bound to a purpose: what was sealed for one cannot be opened for another. */
    Bytes sealSecret(Bytes secret, String purpose);

    /** @throws IllegalStateException when it was sealed for another purpose, or was changed */
    Bytes openSecret(Bytes sealed, String purpose);

    /** Seals data that is there as a whole. */
    default Sealed seal(StorageRef ref, long version, Bytes data) {
        var sealing = begin(ref, version);
        var chunks = new ArrayList<Bytes>();
        int from = 0;
        do {
            int length = Math.min(sealing.chunkSize(), data.length() - from);
            chunks.add(sealing.seal(data.view(), from, length, from + length == data.length()));
            from += length;
        } while (from < data.length());
        return new Sealed(sealing.finish(), chunks);
    }

    /** Opens one chunk of a version. */
    default Optional<Bytes> open(Placement placement, int chunk, Bytes sealed) {
        return open(placement).flatMap(opened -> opened.chunk(chunk, sealed));
    }

    /** One version being sealed. For one thread at a time; it holds no more of the data than the chunk at hand. */
    interface Sealing {

        /** How many bytes every chunk has but for the last. */
        int chunkSize();

        /**
         * Seals the next chunk, which the array is free of afterwards.
         *
         * @param last whether no other follows; data without bytes is one empty chunk
         */
        Bytes seal(byte[] plain, int from, int length, boolean last);

        /** SHA-256 of the chunk that was sealed last, as devices report it. */
        Bytes digest();

        /** SHA-256 of the whole data, once its last chunk was sealed. */
        Bytes dataDigest();

        /**
         * The placement of all that was sealed. Its wrapped key keeps the SHA-256 of the data too, so that the digest lies
         * nowhere in the clear.
         */
        Placement finish();
    }

    /** One version being read; the data key was unwrapped once. Safe for many threads. */
    interface Opened {

        /**
         * Opens one chunk as a device returned it. Nothing comes out unless the digest that the engine kept and the seal
         * both fit; then the answer is empty.
         */
        Optional<Bytes> chunk(int chunk, Bytes sealed);

        /** SHA-256 of the whole data as it was handed in. */
        Bytes dataDigest();
    }

    /** A placement ready to be kept and the chunks ready to be sent. */
    record Sealed(Placement placement, List<Bytes> chunks) {

        public Sealed {
            chunks = List.copyOf(chunks);
        }
    }
}
