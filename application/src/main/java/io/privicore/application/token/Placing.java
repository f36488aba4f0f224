package io.privicore.application.token;

import static io.privicore.domain.kernel.Reason.STORAGE_NO_ACKNOWLEDGEMENT;
import static io.privicore.domain.kernel.Reason.STORAGE_NO_DEVICE;

import io.privicore.application.pipeline.Chores;
import io.privicore.application.pipeline.Outcome;
import io.privicore.application.pipeline.Settlement;
import io.privicore.application.port.DataTokens;
import io.privicore.application.port.Deadlines;
import io.privicore.application.port.Deadlines.Kind;
import io.privicore.application.port.DeviceLinks;
import io.privicore.application.port.Devices;
import io.privicore.application.port.Envelopes;
import io.privicore.application.port.Erasures;
import io.privicore.application.port.Events;
import io.privicore.application.port.Placements;
import io.privicore.application.port.Placements.Held;
import io.privicore.application.port.Placements.PlacementState;
import io.privicore.application.port.Tokens;
import io.privicore.application.sync.SyncRequests;
import io.privicore.domain.device.Device;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.token.DataToken;
import io.privicore.domain.token.DataToken.Permanent;
import io.privicore.domain.token.DataToken.Reserved;
import io.privicore.domain.token.DataTokenEvent;
import io.privicore.domain.token.Placement;
import io.privicore.domain.token.StorageRef;
import io.privicore.domain.token.TokenId;
import io.privicore.domain.token.WriteAcks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Brings data to devices and decides when enough of them hold it. A placement is noted before any device can answer for
 * it, handed over outside of any transaction, and only then becomes part of its token; what a crash leaves in between
 * belongs to no token and is swept.
 */
public final class Placing {

    /** How long a command waits for devices before it is accepted without them. */
    private static final Duration QUICK = Duration.ofMillis(250);

    /** How much longer for the rest, so that they need no transaction of their own. */
    private static final Duration GRACE = Duration.ofMillis(5);

    /** How long data and its reservation are kept after the votes that they wait for. */
    static final Duration AFTER_VOTES = Duration.ofMinutes(15);

    /** How long after its time a reservation that was not noticed in time may still be kept open. */
    private static final Duration LATE = Duration.ofMinutes(1);

    private final DataTokens dataTokens;
    private final Placements placements;
    private final Devices devices;
    private final SyncRequests syncs;
    private final DeviceLinks links;
    private final Envelopes envelopes;
    private final Erasures erasures;
    private final Deadlines deadlines;
    private final Chores chores;
    private final Settlement settlement;
    private final TokenSecrets secrets;
    private final Tokens tokens;
    private final Events events;
    private final InstantSource clock;
    private final WriteAcks writeAcks;

    public Placing(
            DataTokens dataTokens,
            Placements placements,
            Devices devices,
            SyncRequests syncs,
            DeviceLinks links,
            Envelopes envelopes,
            Erasures erasures,
            Deadlines deadlines,
            Chores chores,
            Settlement settlement,
            TokenSecrets secrets,
            Tokens tokens,
            Events events,
            InstantSource clock,
            WriteAcks writeAcks) {
        this.dataTokens = dataTokens;
        this.placements = placements;
        this.devices = devices;
        this.syncs = syncs;
        this.links = links;
        this.envelopes = envelopes;
        this.erasures = erasures;
        this.deadlines = deadlines;
        this.chores = chores;
        this.settlement = settlement;
        this.secrets = secrets;
        this.tokens = tokens;
        this.events = events;
        this.clock = clock;
        this.writeAcks = writeAcks;
    }

    /** Data that is sealed and noted, and the devices that are to hold it. */
    record Staged(Envelopes.Sealed sealed, List<Device> devices) {

        Placement placement() {
            return sealed.placement();
        }
    }

    /**
     * Data that was handed to devices.
     *
     * @param unreached the devices whose queue did not take it
     * @param holders the devices that reported it durable already
     */
    record Sent(Staged staged, List<Device> unreached, Set<DeviceId> holders) {}

    /** Seals the data for the token and notes its placement. Refuses with {@code STORAGE_NO_DEVICE}. */
    Staged stage(DataToken token, long version, Bytes data) {
        var storage = devices.storageOf(token.owner());
        if (storage.isEmpty()) {
            throw new Refusal(STORAGE_NO_DEVICE, "Expected a registered storage device, but there is none");
        }
        var sealed = envelopes.seal(new StorageRef(tokens.id()), version, data);
        placements.stage(token.owner(), token.id(), sealed.placement());
        return new Staged(sealed, storage);
    }

    /**
     * Hands staged data to its devices. Those that are quick are waited for: what enough devices hold before the command
     * is accepted needs no second transaction.
     */
    Sent send(Staged staged) {
        var placement = staged.placement();
        var chunks = staged.sealed().chunks();
        var devices = staged.devices();
        try (var delivery = links.deliver(placement.ref(), placement.version(), chunks.size(), devices)) {
            for (int chunk = 0; chunk < chunks.size(); chunk++) {
                delivery.send(chunk, placement.digest(chunk), chunks.get(chunk));
            }
            var reached = delivery.reached();
            int enough = writeAcks.of(devices.size());
            if (delivery.await(enough, QUICK).size() >= enough) {
                delivery.await(reached.size(), GRACE);
            }
            var unreached = devices.stream()
                    .filter(device -> !reached.contains(device.id()))
                    .toList();
            return new Sent(staged, unreached, delivery.end());
        }
    }

    /** Notes who holds the ref, though it is part of no token yet. */
    void note(StorageRef ref, Set<DeviceId> holders) {
        placements.lock(ref, holders, clock.instant());
    }

    /** The devices that hold the ref, as far as known. */
    Set<DeviceId> holders(StorageRef ref) {
        return placements.holders(ref);
    }

    /** Makes sent data part of its token; done at once when enough devices have answered already. */
    Outcome accept(Change<? extends DataToken> change, Sent sent) {
        var staged = sent.staged();
        var holders = placements.lock(staged.placement().ref(), sent.holders(), clock.instant());
        sent.unreached().forEach(syncs::lagging);
        if (writeAcks.metBy(holders.size(), staged.devices().size())) {
            var body = complete(change.after());
            tellIfReplicated(
                    change.after().owner(),
                    change.after().id(),
                    staged.placement().version(),
                    holders,
                    staged.devices().size());
            return new Outcome.Succeeded(body);
        }
        dataTokens.save(change);
        return new Outcome.Waiting();
    }

    /**
     * Makes what a stream brought the token's data, at once: enough devices hold it already. The others lag; answers the
     * permanent token. Refuses with {@code STORAGE_NO_DEVICE} where all that held it store for the owner no longer.
     */
    String settle(Reserved reserved, Placement placement, UUID command, Set<DeviceId> holders, List<Device> storage) {
        var now = clock.instant();
        var pending = reserved.exchange(placement, command, now).after();
        var all = placements.lock(placement.ref(), holders, now);
        if (all.isEmpty()) {
            throw new Refusal(STORAGE_NO_DEVICE, "Expected a storage device that holds the data, but there is none");
        }
        storage.stream().filter(device -> !all.contains(device.id())).forEach(syncs::lagging);
        var minted = complete(pending).orElseThrow();
        tellIfReplicated(reserved.owner(), reserved.id(), placement.version(), all, storage.size());
        return minted;
    }

    /** Lets a reservation end not before this time. */
    void keepOpen(Reserved reserved, Instant until) {
        var change = reserved.keepOpenUntil(until);
        if (!change.after().expiresAt().equals(reserved.expiresAt())) {
            dataTokens.save(change);
            deadlines.set(
                    Kind.RESERVATION, reserved.id().value(), change.after().expiresAt());
        }
    }

    /** How many of so many registered devices must hold a version. */
    int enough(int registered) {
        return writeAcks.of(registered);
    }

    /**
     * A device reported these refs as durable: completes what that was enough for. What it holds is something else where
     * the digests are not those that were sent, and does not count.
     */
    public void reported(Device device, Map<StorageRef, Bytes> digests) {
        var refs = placements.matching(digests);
        if (refs.isEmpty()) {
            return;
        }
        var all = placements.held(device.id(), refs, clock.instant());
        var counts = devices.storageCounts(all.stream().map(Held::owner).collect(Collectors.toSet()));
        for (Held held : all) {
            int registered = counts.getOrDefault(held.owner(), 0);
            switch (held.state()) {
                case STAGED -> {}
                case PENDING -> completeIfEnough(held, registered);
                case PRESENT -> tellIfReplicated(held, registered);
            }
        }
    }

    private void completeIfEnough(Held held, int registered) {
        if (writeAcks.metBy(held.devices().size(), registered)) {
            dataTokens.find(held.token()).ifPresent(token -> {
                var command = pendingCommand(token);
                var body = complete(token);
                command.ifPresent(waiting -> settlement.succeed(waiting, body));
            });
            tellIfReplicated(held, registered);
        }
    }

    private void tellIfReplicated(Held held, int registered) {
        tellIfReplicated(held.owner(), held.token(), held.version(), held.devices(), registered);
    }

    private void tellIfReplicated(ProfileId owner, TokenId token, long version, Set<DeviceId> holders, int registered) {
        if (holders.size() == registered) {
            events.append(new DataTokenEvent.Replicated(owner, token, version, holders.size()));
        }
    }

    /** Saves the token with its pending placement made present; answers the token text where one was made. */
    private Optional<String> complete(DataToken token) {
        var now = clock.instant();
        return switch (token) {
            case Reserved reserved -> {
                var minted = tokens.mint(Tokens.Kind.PERMANENT);
                dataTokens.save(reserved.complete(secrets.seal(minted), now));
                deadlines.clear(Kind.RESERVATION, reserved.id().value());
                yield Optional.of(minted);
            }
            case Permanent permanent -> {
                var superseded = permanent.placement().ref();
                dataTokens.save(permanent.complete(now));
                deadlines.clear(Kind.UPDATE, permanent.id().value());
                erase(permanent.owner(), permanent.id(), superseded, placements.holders(superseded));
                yield Optional.empty();
            }
            case DataToken.Deleted _, DataToken.Expired _ -> Optional.empty();
        };
    }

    /**
     * The reservation's time is over: it expires, and the command that waits for devices is rejected. After a time in which
     * nothing was looked at it expires a little later: what was due before may keep it open, such as a poll that is tried
     * again.
     *
     * @param due when that was to be noticed
     */
    public void expire(TokenId id, Instant due) {
        var now = clock.instant();
        var found = dataTokens.find(id);
        if (due.plus(LATE).isBefore(now) && found.orElse(null) instanceof Reserved overdue && !overdue.isOpenAt(now)) {
            deadlines.set(Kind.RESERVATION, id.value(), now.plus(LATE));
            return;
        }
        found.ifPresent(token -> {
            if (token instanceof Reserved reserved && !reserved.isOpenAt(now)) {
                dataTokens.save(reserved.expire(now));
                reserved.pending().ifPresent(pending -> {
                    settlement.reject(pending.command(), STORAGE_NO_ACKNOWLEDGEMENT);
                    erase(reserved.owner(), id, pending.placement().ref(), Set.of());
                });
            }
        });
        deadlines.clear(Kind.RESERVATION, id.value());
    }

    /** The update has waited long enough: the version before stays. */
    public void abandonUpdate(TokenId id) {
        dataTokens.find(id).ifPresent(token -> {
            if (token instanceof Permanent permanent) {
                permanent.pending().ifPresent(pending -> {
                    dataTokens.save(permanent.abandonUpdate());
                    settlement.reject(pending.command(), STORAGE_NO_ACKNOWLEDGEMENT);
                    erase(permanent.owner(), id, pending.placement().ref(), Set.of());
                });
            }
        });
        deadlines.clear(Kind.UPDATE, id.value());
    }

    /** Tells every device that may hold the ref to erase it, as often as it takes. */
    void erase(ProfileId owner, TokenId token, StorageRef ref, Set<DeviceId> holders) {
        var all = new HashSet<>(holders);
        devices.storageOf(owner).stream()
                .filter(device -> device.keys().isPresent())
                .forEach(device -> all.add(device.id()));
        if (!all.isEmpty()) {
            erasures.begin(owner, token, ref, all, clock.instant());
            chores.add(Kind.ERASURE, token.value());
        }
    }

    /** Sweeps placements that were handed to devices by commands that never were accepted. */
    public void sweep(Instant before, int limit) {
        for (Held left : placements.abandoned(before, limit)) {
            if (left.state() == PlacementState.STAGED) {
                erase(left.owner(), left.token(), left.ref(), left.devices());
                placements.discard(left.ref());
            }
        }
    }

    private static Optional<UUID> pendingCommand(DataToken token) {
        return switch (token) {
            case Reserved reserved -> reserved.pending().map(pending -> pending.command());
            case Permanent permanent -> permanent.pending().map(pending -> pending.command());
            case DataToken.Deleted _, DataToken.Expired _ -> Optional.empty();
        };
    }
}
