package io.privicore.protocol.message;

import io.privicore.protocol.Bytes;
import io.privicore.protocol.key.Ed25519Key;
import io.privicore.protocol.key.Ed25519KeyPair;
import io.privicore.protocol.key.SignedKey;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What a device says to the engine. Times are kept to the millisecond. */
public sealed interface DeviceMessage extends Message {

    /**
     * The first message on every connection: the keys to pin at the first time and to expect from then on.
     *
     * @param mac shows that the sender knows the client secret, see {@link HelloMac}
     */
    record Hello(SignedKey key, Ed25519Key signingKey, long capacity, Instant sentAt, Bytes mac)
            implements DeviceMessage {

        public Hello {
            sentAt = Milliseconds.of(sentAt);
            notNegative(capacity);
        }

        /** A hello with the MAC that belongs to it. */
        public static Hello of(
                SignedKey key,
                Ed25519Key signingKey,
                long capacity,
                Instant sentAt,
                String deviceId,
                Bytes clientSecret) {
            var bare = new Hello(key, signingKey, capacity, sentAt, Bytes.empty());
            return new Hello(key, signingKey, capacity, sentAt, HelloMac.of(bare, deviceId, clientSecret));
        }

        public boolean isFrom(String deviceId, Bytes clientSecret) {
            return HelloMac.matches(this, deviceId, clientSecret);
        }
    }

    /** A sign of life, with what the device holds. */
    record Heartbeat(long capacity, long used, long items, Instant at) implements DeviceMessage {

        public Heartbeat {
            at = Milliseconds.of(at);
            notNegative(capacity);
            notNegative(used);
            notNegative(items);
        }
    }

    /** One chunk is durable: written, synchronised to the disk, its digest checked. */
    record Receipt(ChunkAddress address, Digest digest) {}

    /** Receipts of one group commit, under one signature that can be checked long after. */
    record StorageStored(List<Receipt> receipts, Instant storedAt, Bytes signature) implements DeviceMessage {

        /** Most receipts under one signature. */
        public static final int MOST_RECEIPTS = 4096;

        public StorageStored {
            receipts = List.copyOf(receipts);
            storedAt = Milliseconds.of(storedAt);
            if (receipts.isEmpty() || receipts.size() > MOST_RECEIPTS) {
                throw new IllegalArgumentException(
                        "Expected 1 to %d receipts, but got %d".formatted(MOST_RECEIPTS, receipts.size()));
            }
        }

        public static StorageStored signed(
                List<Receipt> receipts, Instant storedAt, String deviceId, Ed25519KeyPair keys) {
            var at = Milliseconds.of(storedAt);
            return new StorageStored(receipts, at, keys.sign(Codec.signedPart(receipts, at, deviceId)));
        }

        public boolean isSignedBy(Ed25519Key key, String deviceId) {
            return key.verifies(signature, Codec.signedPart(receipts, storedAt, deviceId));
        }
    }

    /** The chunk was not stored. */
    record StorageRefused(ChunkAddress address, Reason reason) implements DeviceMessage {

        /** Why a chunk is not stored. */
        public enum Reason {
            /** There is no room for it. */
            FULL,
            /** The bytes are not those of the digest, or the address already holds other bytes. */
            CORRUPT
        }
    }

    /** One chunk of an answer to a fetch. */
    record StorageChunk(UUID request, ChunkAddress address, Digest digest, Bytes bytes) implements DeviceMessage {

        public StorageChunk {
            if (bytes.length() > MOST_BYTES) {
                throw new IllegalArgumentException(
                        "Expected at most %d bytes, but got %d".formatted(MOST_BYTES, bytes.length()));
            }
        }
    }

    /** The answer to a fetch ends here: this chunk is not held, or no longer readable. */
    record StorageAbsent(UUID request, UUID ref, long version, int chunk) implements DeviceMessage {

        public StorageAbsent {
            if (version < 0 || chunk < 0) {
                throw new IllegalArgumentException(
                        "Expected a chunk, but got version %d, chunk %d".formatted(version, chunk));
            }
        }
    }

    /**
     * A part of what the device holds: of the three lists the one that was asked for.
     *
     * @param last whether the answer ends here
     */
    record StorageInventoryPage(
            UUID request,
            List<Inventory.Bucket> buckets,
            List<Inventory.Item> items,
            List<Inventory.HeldChunk> chunks,
            boolean last)
            implements DeviceMessage {

        /** Most entries of a page, over all three lists. */
        public static final int MOST_ENTRIES = 4096;

        public StorageInventoryPage {
            buckets = List.copyOf(buckets);
            items = List.copyOf(items);
            chunks = List.copyOf(chunks);
            int entries = buckets.size() + items.size() + chunks.size();
            if (entries > MOST_ENTRIES) {
                throw new IllegalArgumentException(
                        "Expected at most %d entries, but got %d".formatted(MOST_ENTRIES, entries));
            }
        }
    }

    /** The answer to {@link EngineMessage.StorageProve}; where the chunk is not held, {@link StorageAbsent} is. */
    record StorageProof(UUID request, Digest digest) implements DeviceMessage {}

    /** Everything of the reference up to this version is destroyed, durably. */
    record StorageDeleted(UUID ref, long upTo) implements DeviceMessage {

        public StorageDeleted {
            notNegative(upTo);
        }
    }

    /** A vote on a ballot. It counts only while the signature is that of the device the ballot was sent to. */
    record AuthenticatorVote(UUID ballot, Choice choice, String reason, Instant castAt, Bytes signature)
            implements DeviceMessage {

        public AuthenticatorVote {
            VoteStatement.checkReason(reason);
            castAt = VoteStatement.checkCastAt(castAt);
            if (signature.length() != Ed25519Key.SIGNATURE_LENGTH) {
                throw new IllegalArgumentException("Expected a signature of %d bytes, but got %d"
                        .formatted(Ed25519Key.SIGNATURE_LENGTH, signature.length()));
            }
        }

        public static AuthenticatorVote signed(VoteStatement statement, String deviceId, Ed25519KeyPair keys) {
            return new AuthenticatorVote(
                    statement.ballot(),
                    statement.choice(),
                    statement.reason(),
                    statement.castAt(),
                    statement.sign(deviceId, keys));
        }

        /** What the vote states about the operation that its ballot was sent for. */
        public VoteStatement statement(Digest operation) {
            return new VoteStatement(ballot, operation, choice, castAt, reason);
        }
    }

    private static void notNegative(long number) {
        if (number < 0) {
            throw new IllegalArgumentException("Expected 0 or more, but got " + number);
        }
    }
}
