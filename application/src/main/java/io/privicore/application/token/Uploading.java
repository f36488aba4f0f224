package io.privicore.application.token;

import static io.privicore.domain.kernel.Reason.COMMAND_CONFLICT;
import static io.privicore.domain.kernel.Reason.DATA_TOKEN_ALREADY_EXCHANGED;
import static io.privicore.domain.kernel.Reason.POLICY_DENIED;
import static io.privicore.domain.kernel.Reason.STORAGE_NO_ACKNOWLEDGEMENT;
import static io.privicore.domain.kernel.Reason.STORAGE_NO_DEVICE;
import static io.privicore.domain.kernel.Reason.STORAGE_UNAVAILABLE;
import static io.privicore.domain.kernel.Reason.STREAM_DIGEST_MISMATCH;
import static io.privicore.domain.kernel.Reason.STREAM_INCOMPLETE;
import static io.privicore.domain.kernel.Reason.STREAM_TOO_LARGE;

import io.privicore.application.DataStreams.Upload;
import io.privicore.application.DataStreams.Uploaded;
import io.privicore.application.command.CommandId;
import io.privicore.application.command.TokenCommand.Attach;
import io.privicore.application.pipeline.Actor;
import io.privicore.application.pipeline.Gatekeeper;
import io.privicore.application.pipeline.Invocation;
import io.privicore.application.pipeline.Settlement;
import io.privicore.application.pipeline.WaitingRoom;
import io.privicore.application.port.CommandBytes;
import io.privicore.application.port.DataTokens;
import io.privicore.application.port.Deadlines;
import io.privicore.application.port.Delivery;
import io.privicore.application.port.DeviceLinks;
import io.privicore.application.port.DevicePresences;
import io.privicore.application.port.Devices;
import io.privicore.application.port.Envelopes;
import io.privicore.application.port.StreamTokens;
import io.privicore.application.port.StreamTokens.Issued;
import io.privicore.application.port.Tokens;
import io.privicore.application.port.UnitOfWork;
import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.application.port.Uploads;
import io.privicore.domain.access.Delegation;
import io.privicore.domain.audit.AuditOutcome;
import io.privicore.domain.device.Device;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.token.DataToken.Reserved;
import io.privicore.domain.token.FileMeta;
import io.privicore.domain.token.Placement;
import io.privicore.domain.token.StorageRef;
import io.privicore.domain.token.TokenId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Takes streams in: cut into chunks, each sealed and handed to the devices while the next is being read. No transaction
 * is open meanwhile. What comes is staged before the first chunk leaves, so that whatever ends the stream early, nothing
 * of it stays.
 */
public final class Uploading {

    private static final int ATTEMPTS = 8;

    private static final String EXCHANGE = "data-token.exchange";
    private static final String ATTACH = "data-token.attach";
    private static final StorageRef NOWHERE = new StorageRef(new UUID(0, 0));

    /** How long a stream that goes on keeps its reservation open at least, and how often it says that it does. */
    private static final Duration HOLD = Duration.ofMinutes(5);

    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(30);

    /** How long devices are waited for that hold not everything yet, once enough hold it. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final StreamTokens streamTokens;
    private final DataTokens dataTokens;
    private final Uploads uploads;
    private final Devices devices;
    private final DevicePresences presences;
    private final DeviceLinks links;
    private final Envelopes envelopes;
    private final Placing placing;
    private final Deadlines deadlines;
    private final Gatekeeper gatekeeper;
    private final WaitingRoom waitingRoom;
    private final CommandBytes codec;
    private final Settlement settlement;
    private final StreamNotes notes;
    private final TokenSecrets secrets;
    private final Tokens tokens;
    private final UnitOfWork unitOfWork;
    private final InstantSource clock;
    private final Limits limits;

    /**
     * @param longest how many bytes a stream may have
     * @param deviceTimeout how long devices are waited for after the last byte
     */
    public record Limits(long longest, Duration deviceTimeout) {}

    public Uploading(
            StreamTokens streamTokens,
            DataTokens dataTokens,
            Uploads uploads,
            Devices devices,
            DevicePresences presences,
            DeviceLinks links,
            Envelopes envelopes,
            Placing placing,
            Deadlines deadlines,
            Gatekeeper gatekeeper,
            WaitingRoom waitingRoom,
            CommandBytes codec,
            Settlement settlement,
            StreamNotes notes,
            TokenSecrets secrets,
            Tokens tokens,
            UnitOfWork unitOfWork,
            InstantSource clock,
            Limits limits) {
        this.streamTokens = streamTokens;
        this.dataTokens = dataTokens;
        this.uploads = uploads;
        this.devices = devices;
        this.presences = presences;
        this.links = links;
        this.envelopes = envelopes;
        this.placing = placing;
        this.deadlines = deadlines;
        this.gatekeeper = gatekeeper;
        this.waitingRoom = waitingRoom;
        this.codec = codec;
        this.settlement = settlement;
        this.notes = notes;
        this.secrets = secrets;
        this.tokens = tokens;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
        this.limits = limits;
    }

    Uploaded upload(Upload upload, StreamPlaces.Place place) throws IOException {
        upload.length().ifPresent(this::requireShort);
        var begun = retrying(origin(upload, Optional.empty()), () -> begin(upload, place));
        boolean settled = false;
        try {
            var log = receive(upload, begun);
            settled = true;
            return log;
        } finally {
            if (!settled) {
                abandon(upload, begun);
            }
        }
    }

    /** A reservation whose data is on its way in, and the devices that take part. */
    private record Begun(Issued issued, StorageRef ref, String context, List<Device> storage, List<Device> taking) {

        TokenId reservation() {
            return issued.reservation();
        }
    }

    /** Redeems the token; a refusal leaves it as it was. */
    private Begun begin(Upload upload, StreamPlaces.Place place) {
        var now = clock.instant();
        var issued = streamTokens.redeem(tokens.hash(upload.token()), now).orElseThrow(StreamHandler::invalidToken);
        place.giveTo(issued.owner());
        var reserved = reserved(issued.reservation());
        reserved.requireExchangeable(now);
        requireAllowed(upload, issued);
        var storage = devices.storageOf(issued.owner());
        if (storage.isEmpty()) {
            throw new Refusal(STORAGE_NO_DEVICE, "Expected a registered storage device, but there is none");
        }
        var online =
                new HashSet<>(presences.online(storage.stream().map(Device::id).toList()));
        var taking = storage.stream()
                .filter(device -> device.keys().isPresent() && online.contains(device.id()))
                .toList();
        if (taking.size() < placing.enough(storage.size())) {
            throw new Refusal(
                    STORAGE_UNAVAILABLE,
                    "Expected %d devices that are there, but there are %d"
                            .formatted(placing.enough(storage.size()), taking.size()));
        }
        var ref = new StorageRef(tokens.id());
        uploads.begin(issued.owner(), issued.reservation(), ref, 1, now);
        placing.keepOpen(reserved, now.plus(HOLD));
        notes.upload(upload, issued, AuditOutcome.ACCEPTED, Optional.empty());
        return new Begun(issued, ref, reserved.context().value(), storage, taking);
    }

    private UploadLog receive(Upload upload, Begun begun) throws IOException {
        try (var delivery = links.deliver(begun.ref(), 1, 0, begun.taking())) {
            var sealing = envelopes.begin(begun.ref(), 1);
            var log = new UploadLog(
                    upload.length().orElse(-1),
                    sealing.chunkSize(),
                    upload.fileName().map(Name::value).orElse(begun.context()),
                    begun.context(),
                    clock.instant());
            pass(upload, begun, sealing, delivery, log);
            requireWhole(upload, log.received(), sealing.dataDigest());
            awaitEnough(begun, delivery);
            var placement = sealing.finish();
            // Staged with its digests first: from the end of the delivery on, reports are compared with what is staged.
            retrying(origin(upload, Optional.of(begun.issued())), () -> requireWanted(uploads.end(placement)));
            var holders = delivery.end();
            settle(upload, begun, placement, holders).ifPresent(log::holdUnder);
            return log;
        }
    }

    /** One chunk at a time: a chunk is known to be the last when nothing follows, so the next byte is looked for first. */
    private void pass(Upload upload, Begun begun, Envelopes.Sealing sealing, Delivery delivery, UploadLog log)
            throws IOException {
        var buffer = new byte[sealing.chunkSize()];
        var lastSign = clock.instant();
        boolean last = false;
        int filled = 0;
        while (!last) {
            filled += fill(upload.body(), buffer, filled);
            int ahead = filled < buffer.length ? -1 : upload.body().read();
            last = ahead < 0;
            requireShort(log.received() + filled + (last ? 0 : 1));
            var sealed = sealing.seal(buffer, 0, filled, last);
            delivery.send(log.chunks(), sealing.digest(), sealed);
            log.add(filled, clock.instant());
            buffer[0] = (byte) ahead;
            filled = 1;
            var now = clock.instant();
            if (!last && lastSign.plus(SIGN_OF_LIFE).isBefore(now)) {
                retrying(origin(upload, Optional.of(begun.issued())), () -> goOn(begun, now));
                lastSign = now;
            }
        }
    }

    private static int fill(InputStream body, byte[] buffer, int from) throws IOException {
        return body.readNBytes(buffer, from, buffer.length - from);
    }

    private boolean goOn(Begun begun, Instant now) {
        requireWanted(uploads.goOn(begun.ref(), now));
        placing.keepOpen(reserved(begun.reservation()), now.plus(HOLD));
        return true;
    }

    private void awaitEnough(Begun begun, Delivery delivery) {
        var reached = delivery.reached();
        int enough = placing.enough(begun.storage().size());
        if (delivery.await(enough, limits.deviceTimeout()).size() < enough) {
            throw new Refusal(
                    STORAGE_NO_ACKNOWLEDGEMENT,
                    "Expected %d devices to hold the data in time, but fewer do".formatted(enough));
        }
        delivery.await(reached.size(), GRACE);
    }

    /** Makes it the token's, or lets it wait for votes; answers the command under which it waits. */
    private Optional<CommandId> settle(Upload upload, Begun begun, Placement placement, Set<DeviceId> holders) {
        var issued = begun.issued();
        return retrying(
                origin(upload, Optional.of(issued)), () -> switch (judge(upload, issued, Optional.of(placement))) {
                    case Gatekeeper.Verdict.Proceed _ -> {
                        place(upload, begun, placement, holders);
                        yield Optional.empty();
                    }
                    case Gatekeeper.Verdict.Hold hold -> Optional.of(hold(upload, begun, placement, holders, hold));
                    case Gatekeeper.Verdict.Deny denied -> throw new Refusal(POLICY_DENIED, denied.detail());
                });
    }

    private void place(Upload upload, Begun begun, Placement placement, Set<DeviceId> holders) {
        var issued = begun.issued();
        var reserved = reserved(begun.reservation());
        var described = upload.fileName()
                .map(name -> reserved.describe(FileMeta.named(name, placement.size())))
                .orElse(reserved);
        var token = placing.settle(described, placement, issued.command(), holders, begun.storage());
        settlement.complete(issued.command(), token);
        notes.upload(upload, issued, AuditOutcome.SUCCEEDED, Optional.of(token));
    }

    /** What the stream left goes: the devices are told to erase it, and nobody ever had a key to it. */
    private void abandon(Upload upload, Begun begun) {
        unitOfWork.run(Origin.ENGINE, () -> {
            if (uploads.abandon(begun.ref())) {
                placing.erase(begun.issued().owner(), begun.reservation(), begun.ref(), Set.of());
                notes.upload(upload, begun.issued(), AuditOutcome.REJECTED, Optional.empty());
            }
            return true;
        });
    }

    /** A stream is an exchange whose data has no end yet; one that a policy holds waits when it is whole. */
    private void requireAllowed(Upload upload, Issued issued) {
        if (judge(upload, issued, Optional.empty()) instanceof Gatekeeper.Verdict.Deny denied) {
            throw new Refusal(POLICY_DENIED, denied.detail());
        }
    }

    private Gatekeeper.Verdict judge(Upload upload, Issued issued, Optional<Placement> whole) {
        var attach = attach(upload, issued, whole);
        return gatekeeper.judge(actor(upload, issued), EXCHANGE, new Gatekeeper.Asked.ToDo(attach));
    }

    private static Attach attach(Upload upload, Issued issued, Optional<Placement> whole) {
        return new Attach(
                issued.reservation(),
                whole.map(Placement::ref).orElse(NOWHERE),
                new CommandId(issued.command()),
                upload.fileName(),
                whole.map(Placement::size).orElse(upload.length().orElse(0)));
    }

    private static Actor actor(Upload upload, Issued issued) {
        return new Actor(
                issued.owner(), Optional.empty(), upload.address(), upload.traceparent(), true, issued.delegation());
    }

    /** Devices keep the data, which belongs to no token, until the votes agree. */
    private CommandId hold(
            Upload upload, Begun begun, Placement placement, Set<DeviceId> holders, Gatekeeper.Verdict.Hold hold) {
        var in = new Invocation(new CommandId(tokens.id()), actor(upload, begun.issued()), clock.instant());
        var attach = attach(upload, begun.issued(), Optional.of(placement));
        notes.held(in, ATTACH, attach, settlement);
        var until = waitingRoom.hold(in, ATTACH, codec.write(attach), hold);
        placing.note(placement.ref(), holders);
        uploads.keep(placement.ref(), until.plus(Placing.AFTER_VOTES));
        placing.keepOpen(reserved(begun.reservation()), until.plus(Placing.AFTER_VOTES));
        settlement.tellWaiting(in);
        return in.command();
    }

    private Reserved reserved(TokenId id) {
        return dataTokens
                .find(id)
                .filter(Reserved.class::isInstance)
                .map(Reserved.class::cast)
                .orElseThrow(() -> new Refusal(
                        DATA_TOKEN_ALREADY_EXCHANGED,
                        "Expected a reservation without data, but it has some or has ended"));
    }

    private static boolean requireWanted(boolean wanted) {
        if (!wanted) {
            throw new Refusal(STORAGE_UNAVAILABLE, "Expected the stream to go on, but it was given up as too slow");
        }
        return true;
    }

    private void requireShort(long length) {
        if (length > limits.longest()) {
            throw new Refusal(STREAM_TOO_LARGE, "Expected a stream of at most %d bytes".formatted(limits.longest()));
        }
    }

    private static void requireWhole(Upload upload, long received, Bytes digest) {
        if (upload.length().isPresent() && upload.length().getAsLong() != received) {
            throw new Refusal(
                    STREAM_INCOMPLETE,
                    "Expected %d bytes, but got %d".formatted(upload.length().getAsLong(), received));
        }
        if (upload.digest().isPresent() && !upload.digest().get().equals(digest)) {
            throw new Refusal(
                    STREAM_DIGEST_MISMATCH, "Expected data with the digest that was sent along, but it has another");
        }
    }

    private <T> T retrying(Origin origin, Supplier<T> work) {
        for (int i = 1; ; i++) {
            try {
                return unitOfWork.run(origin, work);
            } catch (UnitOfWork.Stale stale) {
                if (i == ATTEMPTS) {
                    throw new Refusal(
                            COMMAND_CONFLICT,
                            "Expected to be alone after %d attempts, but was not".formatted(ATTEMPTS));
                }
            }
        }
    }

    private static Origin origin(Upload upload, Optional<Issued> issued) {
        return new Origin(
                issued.map(Issued::owner),
                issued.map(known -> new CommandId(known.command())),
                issued.flatMap(Issued::delegation).map(Delegation::application),
                upload.traceparent());
    }
}
