package io.privicore.protocol.message;

import io.privicore.protocol.Bytes;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.UUID;

/** What the engine says to a device. */
public sealed interface EngineMessage extends Message {

    /** What a storage device is told. */
    sealed interface StorageMessage extends EngineMessage {}

    /** What an authenticator device is told. */
    sealed interface AuthenticatorMessage extends EngineMessage {}

    /** What changes the data a device holds; answered only when the change is durable. */
    sealed interface StorageChange extends StorageMessage {}

    /** Keep these bytes; the digest is theirs. */
    record StorageStore(ChunkAddress address, Digest digest, Bytes bytes) implements StorageChange {

        public StorageStore {
            if (bytes.length() > MOST_BYTES) {
                throw new IllegalArgumentException(
                        "Expected at most %d bytes, but got %d".formatted(MOST_BYTES, bytes.length()));
            }
        }

        /** A store whose digest is right. */
        public static StorageStore of(ChunkAddress address, Bytes bytes) {
            return new StorageStore(address, Digest.sha256(bytes), bytes);
        }
    }

    /**
     * Destroy every version up to and including this one, and never take one of them back.
     *
     * @param upTo the highest version to destroy; {@link #EVERY_VERSION} ends the reference itself
     */
    record StorageDelete(UUID ref, long upTo) implements StorageChange {

        public static final long EVERY_VERSION = Long.MAX_VALUE;

        public StorageDelete {
            if (upTo < 0) {
                throw new IllegalArgumentException("Expected a version of 0 or more, but got " + upTo);
            }
        }

        public StorageDelete(UUID ref) {
            this(ref, EVERY_VERSION);
        }
    }

    /**
     * Send the chunks {@code from} to {@code to}, both included, but no more than {@code credit} of them; the engine asks
     * again, from where the answer ended, when it has room for more.
     */
    record StorageFetch(UUID request, UUID ref, long version, int from, int to, int credit) implements StorageMessage {

        public StorageFetch {
            if (version < 0 || from < 0 || to < from || credit < 1) {
                throw new IllegalArgumentException("Expected a range of chunks, but got version %d, %d to %d, credit %d"
                        .formatted(version, from, to, credit));
            }
        }

        /** The last chunk this request may be answered with. */
        public int last() {
            return (int) Math.min(to, from + (long) credit - 1);
        }
    }

    /**
     * Tell what you hold. The answer is pages, of which the last says so.
     *
     * @param deep read every stored byte in question and check it first; what is damaged is held no longer
     */
    record StorageInventory(UUID request, Inventory.Scope scope, boolean deep) implements StorageMessage {}

    /** Show that you hold the chunk: send the SHA-256 over the nonce and the chunk's bytes. */
    record StorageProve(UUID request, UUID ref, long version, int chunk, Bytes nonce) implements StorageMessage {

        public static final int NONCE_LENGTH = 32;

        public StorageProve {
            if (version < 0 || chunk < 0) {
                throw new IllegalArgumentException(
                        "Expected a chunk, but got version %d, chunk %d".formatted(version, chunk));
            }
            if (nonce.length() != NONCE_LENGTH) {
                throw new IllegalArgumentException(
                        "Expected a nonce of %d bytes, but got %d".formatted(NONCE_LENGTH, nonce.length()));
            }
        }

        /** What proves it. */
        public Digest proofOf(Bytes chunk) {
            return Digest.sha256(nonce, chunk);
        }
    }

    /** Send a heartbeat now. */
    record StorageStatus() implements StorageMessage {}

    /**
     * Vote on this. It shows what the operation is about, never its data.
     *
     * @param attributes what is known of the operation, such as who asks for it and its size, in the order to show it in
     * @param operation stands for exactly this operation in the signature of the vote
     * @param attempt which attempt of the poll the ballot belongs to, from 1
     */
    record AuthenticatorBallot(
            UUID ballot,
            UUID poll,
            String title,
            String question,
            SequencedMap<String, String> attributes,
            Digest operation,
            int attempt,
            Instant openedAt,
            Instant closesAt)
            implements AuthenticatorMessage {

        public static final int LONGEST_TITLE = 200;
        public static final int LONGEST_QUESTION = 2000;
        public static final int MOST_ATTRIBUTES = 32;
        public static final int LONGEST_NAME = 64;
        public static final int LONGEST_VALUE = 1024;

        public AuthenticatorBallot {
            Texts.check("a title", title, 0, LONGEST_TITLE);
            Texts.check("a question", question, 0, LONGEST_QUESTION);
            attributes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(attributes));
            if (attributes.size() > MOST_ATTRIBUTES) {
                throw new IllegalArgumentException(
                        "Expected at most %d attributes, but got %d".formatted(MOST_ATTRIBUTES, attributes.size()));
            }
            attributes.forEach((name, value) -> {
                Texts.check("the name of an attribute", name, 1, LONGEST_NAME);
                Texts.check("the value of an attribute", value, 0, LONGEST_VALUE);
            });
            if (attempt < 1) {
                throw new IllegalArgumentException("Expected an attempt of 1 or more, but got " + attempt);
            }
            openedAt = Milliseconds.of(openedAt);
            closesAt = Milliseconds.of(closesAt);
        }

        /** Whether a vote would come too late. */
        public boolean isOver(Instant now) {
            return !now.isBefore(closesAt);
        }
    }

    /** The ballot takes no more votes. */
    record AuthenticatorClosed(UUID ballot, Result result) implements AuthenticatorMessage {

        /** How it ended. */
        public enum Result {
            /** The poll was approved. */
            APPROVED,
            /** The poll was rejected. */
            REJECTED,
            /** The poll ended without a result. */
            FAILED,
            /** The poll was cancelled. */
            CANCELLED,
            /** The poll goes on with another ballot, or the device votes in it no longer. */
            LAPSED
        }
    }
}
