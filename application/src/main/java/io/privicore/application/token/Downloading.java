package io.privicore.application.token;

import static io.privicore.domain.kernel.Reason.DATA_TOKEN_NOT_FOUND;
import static io.privicore.domain.kernel.Reason.STORAGE_UNAVAILABLE;

import io.privicore.application.DataStreams.Download;
import io.privicore.application.DataStreams.Piece;
import io.privicore.application.command.RequestId;
import io.privicore.application.pipeline.Invocation;
import io.privicore.application.pipeline.Settlement;
import io.privicore.application.port.ChannelMessage.DownloadOffered;
import io.privicore.application.port.ChannelMessage.DownloadReady;
import io.privicore.application.port.DataTokens;
import io.privicore.application.port.DownloadTokens;
import io.privicore.application.port.DownloadTokens.Granted;
import io.privicore.application.port.Events;
import io.privicore.application.port.Tokens;
import io.privicore.application.port.UnitOfWork;
import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.audit.AuditOutcome;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.token.DataToken.Permanent;
import io.privicore.domain.token.DataTokenEvent;
import io.privicore.domain.token.FileMeta;
import io.privicore.domain.token.Placement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Offers data that is too long to be sent inline, and lets it out chunk by chunk to whoever shows the token. */
public final class Downloading {

    /** How often it is looked whether the data is there still: with its key gone, nobody is to read on. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final DownloadTokens downloadTokens;
    private final DataTokens dataTokens;
    private final ChunkReader reader;
    private final Settlement settlement;
    private final StreamNotes notes;
    private final Tokens tokens;
    private final Events events;
    private final UnitOfWork unitOfWork;
    private final InstantSource clock;
    private final Executor executor;
    private final Semaphore ahead;
    private final Limits limits;

    /**
     * @param inline how many bytes are not worth a download
     * @param ttl how long an offer stands
     * @param readAhead how many chunks of all downloads may be read before they are wanted
     * @param timeout how long devices are waited for with one chunk
     */
    public record Limits(long inline, Duration ttl, int readAhead, Duration timeout) {}

    /** @param executor runs the reading of one chunk a task, which blocks while devices are asked */
    public Downloading(
            DownloadTokens downloadTokens,
            DataTokens dataTokens,
            ChunkReader reader,
            Settlement settlement,
            StreamNotes notes,
            Tokens tokens,
            Events events,
            UnitOfWork unitOfWork,
            InstantSource clock,
            Executor executor,
            Limits limits) {
        this.downloadTokens = downloadTokens;
        this.dataTokens = dataTokens;
        this.reader = reader;
        this.settlement = settlement;
        this.notes = notes;
        this.tokens = tokens;
        this.events = events;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
        this.executor = executor;
        this.ahead = new Semaphore(limits.readAhead());
        this.limits = limits;
    }

    /** Whether this is too long to be sent inline. */
    boolean areFor(Placement placement) {
        return placement.size() > limits.inline();
    }

    /** Offers the present version to the channels of whoever asked. To be called inside a unit of work. */
    void offer(Invocation in, Permanent token, String site) {
        var minted = tokens.mint(Tokens.Kind.DOWNLOAD);
        var request = RequestId.of(in.command());
        var granted = new Granted(token.owner(), token.id(), token.placement().ref(), request.value());
        downloadTokens.issue(granted, tokens.hash(minted), clock.instant().plus(limits.ttl()));
        var url = site + "/?auth=" + minted;
        var context = token.context().value();
        settlement.tell(in.profile(), new DownloadOffered(in.command(), request, context, url, in.at()));
        settlement.tell(in.profile(), new DownloadReady(in.command(), request, url, in.at()));
    }

    Download open(String token, boolean part, String address, StreamPlaces.Place place) {
        var hash = tokens.hash(token);
        var granted = downloadTokens.find(hash, part, clock.instant()).orElseThrow(StreamHandler::invalidToken);
        place.giveTo(granted.owner());
        var present = present(granted).orElseThrow(StreamHandler::invalidToken);
        var reading = reader.open(granted.owner(), present.placement())
                .orElseThrow(() -> unavailable("Expected a data key that opens, but it does not"));
        return new OpenDownload(hash, part, address, granted, present, reading, place);
    }

    private Optional<Permanent> present(Granted granted) {
        return dataTokens
                .find(granted.token())
                .filter(Permanent.class::isInstance)
                .map(Permanent.class::cast)
                .filter(token -> token.placement().ref().equals(granted.ref()));
    }

    private static Refusal unavailable(String expectation) {
        return new Refusal(STORAGE_UNAVAILABLE, expectation);
    }

    private final class OpenDownload implements Download {

        private final TokenHash hash;
        private final boolean part;
        private final String address;
        private final Granted granted;
        private final Permanent token;
        private final ChunkReader.Reading reading;
        private final StreamPlaces.Place place;
        private @Nullable ReadAhead chunks;
        private @Nullable Bytes first;
        private Instant seen = clock.instant();
        private long position;
        private long end;
        private boolean open = true;
        private boolean begun;

        OpenDownload(
                TokenHash hash,
                boolean part,
                String address,
                Granted granted,
                Permanent token,
                ChunkReader.Reading reading,
                StreamPlaces.Place place) {
            this.hash = hash;
            this.part = part;
            this.address = address;
            this.granted = granted;
            this.token = token;
            this.reading = reading;
            this.place = place;
        }

        @Override
        public long size() {
            return token.placement().size();
        }

        @Override
        public Bytes digest() {
            return reading.dataDigest();
        }

        @Override
        public Optional<Name> fileName() {
            return token.attributes().file().map(FileMeta::fileName);
        }

        @Override
        public void begin(long from, long length) {
            position = from;
            end = from + length;
            int size = token.placement().chunkSize();
            int last = Math.toIntExact(Math.max(from, end - 1) / size);
            chunks = new ReadAhead(reading, Math.toIntExact(from / size), last, executor, ahead, limits.timeout());
            first = read(chunks);
            unitOfWork.run(Origin.ENGINE, () -> {
                if (!downloadTokens.use(hash, part, clock.instant())) {
                    throw StreamHandler.invalidToken();
                }
                note(AuditOutcome.ACCEPTED);
                return true;
            });
            begun = true;
        }

        @Override
        public Optional<Piece> next() {
            if (position >= end || chunks == null) {
                return Optional.empty();
            }
            requirePresent();
            var chunk = first == null ? read(chunks) : first;
            first = null;
            int from = (int) (position % token.placement().chunkSize());
            int length = (int) Math.min(chunk.length() - from, end - position);
            position += length;
            return Optional.of(new Piece(chunk, from, length));
        }

        @Override
        public void delivered() {
            if (position < end) {
                return;
            }
            unitOfWork.run(Origin.ENGINE, () -> {
                note(AuditOutcome.SUCCEEDED);
                if (end == size() && downloadTokens.end(hash)) {
                    events.append(new DataTokenEvent.Delivered(
                            granted.owner(), token.id(), token.token().hash().hex(), granted.request(), size()));
                }
                return true;
            });
            begun = false;
        }

        @Override
        public void close() {
            if (open) {
                open = false;
                if (chunks != null) {
                    chunks.close();
                }
                place.close();
                noteBreak();
            }
        }

        private void noteBreak() {
            if (begun) {
                unitOfWork.run(Origin.ENGINE, () -> {
                    note(AuditOutcome.REJECTED);
                    return true;
                });
            }
        }

        private void note(AuditOutcome outcome) {
            notes.download(granted, token, address, outcome);
        }

        private static Bytes read(ReadAhead chunks) {
            return chunks.next().orElseThrow(() -> unavailable("Expected a device to serve the data, but none does"));
        }

        private void requirePresent() {
            var now = clock.instant();
            if (now.isBefore(seen.plus(LOOK))) {
                return;
            }
            if (present(granted).isEmpty()) {
                throw new Refusal(DATA_TOKEN_NOT_FOUND, "Expected data that is there still, but it was deleted");
            }
            seen = now;
        }
    }
}
