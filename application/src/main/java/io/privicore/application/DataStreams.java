package io.privicore.application;

import io.privicore.application.command.CommandId;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.Name;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Data of any length, on its way in and out chunk by chunk, whoever shows a token that was issued for it. Beside {@link
 * Privicore}, since a stream is not over when it was accepted. Every call blocks its thread while the other side is slow.
 */
public interface DataStreams {

    /**
     * Takes data in for the reservation that the token was issued for. When this returns, enough devices hold all of it,
     * and the reservation has become a permanent token. When it throws, nothing of it is kept, and the reservation is as
     * it was.
     *
     * @throws IOException what reading the body threw
     */
    Uploaded upload(Upload upload) throws IOException;

    /**
     * Opens the data that the token was issued for; nothing has left and the token is not used until {@link
     * Download#begin}.
     *
     * @param part whether only a part is asked for, so that the token may have been used before
     * @param address where the request came from
     */
    Download download(String token, boolean part, String address);

    /**
     * Data on its way in.
     *
     * @param body is not read before the token was found to be good
     * @param length how long the body says it is, where it does
     * @param digest the SHA-256 it must have, where it says one
     */
    record Upload(
            String token,
            InputStream body,
            OptionalLong length,
            Optional<Bytes> digest,
            Optional<Name> fileName,
            String address,
            Optional<String> traceparent) {

        @Override
        public String toString() {
            return "Upload[…]";
        }
    }

    /** What became of an upload, chunk by chunk. */
    interface Uploaded {

        int chunks();

        Chunk chunk(int index);

        /** The command under which the data waits for votes before it becomes a token's, if a policy asks for any. */
        Optional<CommandId> held();
    }

    /**
     * How an upload stood when one of its chunks had been handed to devices.
     *
     * @param streamSize the length that was declared, or -1
     * @param received bytes by then
     * @param name the file's name, or the context where it has none
     * @param delta since the chunk before, or since the start
     */
    record Chunk(
            int chunk,
            long streamSize,
            long received,
            String name,
            String context,
            Instant started,
            Instant current,
            Duration delta) {}

    /** Data on its way out. For one thread at a time. */
    interface Download extends AutoCloseable {

        /** How long the whole data is. */
        long size();

        /** SHA-256 of the whole data. */
        Bytes digest();

        Optional<Name> fileName();

        /**
         * Begins with so many bytes from this one on. The token is used, once the first of them are there; refuses without
         * using it when they cannot be had.
         */
        void begin(long from, long length);

        /**
         * The next bytes, exactly those that were handed in; nothing after the last. Refuses when no device can serve them
         * or the data was deleted meanwhile: then what left already is not whole, and must not look so.
         */
        Optional<Piece> next();

        /** The last byte of what was begun has left. The token ends with the last byte of all. */
        void delivered();

        @Override
        void close();
    }

    /** Some bytes of a chunk. */
    record Piece(Bytes chunk, int from, int length) {}
}
