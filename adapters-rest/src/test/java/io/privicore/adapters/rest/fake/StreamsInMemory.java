package io.privicore.adapters.rest.fake;

import io.privicore.application.DataStreams;
import io.privicore.application.command.CommandId;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;

/** Knows one token for uploads and one for downloads, which give back what was uploaded last in pieces. */
@Singleton
public class StreamsInMemory implements DataStreams {

    public static final String UPLOAD = "st-good";
    public static final String DOWNLOAD = "dl-good";

    /** Downloads of it break off after the first piece. */
    public static final String BROKEN = "dl-broken";

    /** Uploads with it find no device. */
    public static final String NO_DEVICE = "st-no-device";

    /** Uploads with it wait for votes, under this command. */
    public static final String HELD = "st-held";

    public static final CommandId COMMAND = CommandId.of("6f1c0f0e-2f7b-4c39-9d5a-0a4a3c1de001");

    private static final int PIECE = 100_000;

    private volatile Bytes stored = Bytes.wrap(new byte[0]);
    private volatile Optional<Name> fileName = Optional.empty();
    private volatile Optional<Bytes> digest = Optional.empty();

    /** The digest that the last upload said it had. */
    public Optional<Bytes> digest() {
        return digest;
    }

    @Override
    public Uploaded upload(Upload upload) throws IOException {
        if (upload.token().equals(NO_DEVICE)) {
            throw new Refusal(Reason.STORAGE_NO_DEVICE, "Expected a device, but there is none");
        }
        if (!upload.token().equals(UPLOAD) && !upload.token().equals(HELD)) {
            throw invalid();
        }
        stored = Bytes.wrap(upload.body().readAllBytes());
        fileName = upload.fileName();
        digest = upload.digest();
        var name = fileName.map(Name::value).orElse("letters");
        return new Uploaded() {
            @Override
            public int chunks() {
                return 2;
            }

            @Override
            public Optional<CommandId> held() {
                return upload.token().equals(HELD) ? Optional.of(COMMAND) : Optional.empty();
            }

            @Override
            public Chunk chunk(int index) {
                return new Chunk(
                        index,
                        upload.length().orElse(-1),
                        stored.length(),
                        name,
                        "letters",
                        RecordingPrivicore.NOON,
                        RecordingPrivicore.NOON.plusSeconds(1),
                        Duration.ofMillis(1500));
            }
        };
    }

    @Override
    public Download download(String token, boolean part, String address) {
        if (!token.equals(DOWNLOAD) && !token.equals(BROKEN)) {
            throw invalid();
        }
        return new Served(token.equals(BROKEN));
    }

    private static Refusal invalid() {
        return new Refusal(Reason.STREAM_TOKEN_INVALID, "Expected a stream token, but got another");
    }

    private final class Served implements Download {

        private final boolean broken;
        private final Bytes whole = stored;
        private long position;
        private long end;

        private Served(boolean broken) {
            this.broken = broken;
        }

        @Override
        public long size() {
            return whole.length();
        }

        @Override
        public Bytes digest() {
            try {
                return Bytes.wrap(MessageDigest.getInstance("SHA-256").digest(whole.view()));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Optional<Name> fileName() {
            return fileName;
        }

        @Override
        public void begin(long from, long length) {
            position = from;
            end = from + length;
        }

        @Override
        public Optional<Piece> next() {
            if (broken && position > 0) {
                throw new Refusal(Reason.STORAGE_UNAVAILABLE, "Expected a device, but there is none");
            }
            if (position >= end) {
                return Optional.empty();
            }
            int length = (int) Math.min(PIECE, end - position);
            var piece = new Piece(whole, (int) position, length);
            position += length;
            return Optional.of(piece);
        }

        @Override
        public void delivered() {}

        @Override
        public void close() {}
    }
}
