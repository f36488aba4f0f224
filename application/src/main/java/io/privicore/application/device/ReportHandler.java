package io.privicore.application.device;

import io.privicore.application.port.DevicePresences;
import io.privicore.application.port.DevicePresences.Report;
import io.privicore.application.port.Devices;
import io.privicore.application.port.Envelopes;
import io.privicore.application.port.Events;
import io.privicore.application.port.Placements;
import io.privicore.application.port.UnitOfWork;
import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.application.sync.SyncRequests;
import io.privicore.application.token.ErasureWork;
import io.privicore.application.token.Placing;
import io.privicore.domain.device.Device;
import io.privicore.domain.device.DeviceEvent;
import io.privicore.domain.device.DeviceKeys;
import io.privicore.domain.device.DeviceState;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.token.StorageRef;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Acts on what devices report. */
public final class ReportHandler implements DeviceReports {

    private static final String CORRUPT = "corrupt";

    private final Devices devices;
    private final DevicePresences presences;
    private final Placements placements;
    private final Placing placing;
    private final ErasureWork erasures;
    private final SyncRequests syncs;
    private final VoteBox votes;
    private final Envelopes envelopes;
    private final Events events;
    private final UnitOfWork unitOfWork;

    public ReportHandler(
            Devices devices,
            DevicePresences presences,
            Placements placements,
            Placing placing,
            ErasureWork erasures,
            SyncRequests syncs,
            VoteBox votes,
            Envelopes envelopes,
            Events events,
            UnitOfWork unitOfWork) {
        this.devices = devices;
        this.presences = presences;
        this.placements = placements;
        this.placing = placing;
        this.erasures = erasures;
        this.syncs = syncs;
        this.votes = votes;
        this.envelopes = envelopes;
        this.events = events;
        this.unitOfWork = unitOfWork;
    }

    @Override
    public Map<DeviceId, Known> known(Collection<DeviceId> ids) {
        return devices.find(ids).stream()
                .filter(device -> device.state() == DeviceState.ACTIVE)
                .flatMap(device -> known(device).stream())
                .collect(Collectors.toMap(Known::device, Function.identity()));
    }

    private Optional<Known> known(Device device) {
        return device.credentials()
                .map(credentials -> new Known(
                        device.id(),
                        device.keys(),
                        envelopes.openSecret(credentials.clientSecret(), Configurations.CLIENT_SECRET)));
    }

    @Override
    public boolean hello(DeviceId id, DeviceKeys keys, Report report, Instant at) {
        return inTransaction(() -> {
            var device = devices.find(id).filter(known -> known.accepts(keys));
            device.ifPresent(known -> {
                devices.save(known.pin(keys));
                if (known.keys().isEmpty()) {
                    votes.reachable(id);
                }
                seen(known, report, at);
                // Whatever it lost or missed since its last connection, though nobody may have noticed that it was
                // away.
                syncs.automatic(known);
            });
            return device.isPresent();
        });
    }

    @Override
    public void heartbeat(DeviceId id, Report report, Instant at) {
        withDevice(id, device -> seen(device, report, at));
    }

    @Override
    public void stored(DeviceId id, List<Receipt> receipts, Instant at) {
        var digests = digestsByRef(receipts);
        withDevice(id, device -> placing.reported(device, digests));
    }

    @Override
    public void refused(DeviceId id, StorageRef ref, String cause) {
        withDevice(id, device -> {
            if (cause.equals(CORRUPT) && placements.lost(id, ref)) {
                syncs.lost(device, 1, cause);
            } else {
                syncs.lagging(device);
            }
        });
    }

    @Override
    public void absent(DeviceId id, StorageRef ref) {
        withDevice(id, device -> {
            if (placements.lost(id, ref)) {
                syncs.lost(device, 1, "absent");
            }
        });
    }

    @Override
    public void deleted(DeviceId id, List<StorageRef> refs) {
        withDevice(id, device -> erasures.confirmed(id, refs));
    }

    @Override
    public void voted(List<DeviceVote> said) {
        votes.voted(said);
    }

    private static Map<StorageRef, Bytes> digestsByRef(List<Receipt> receipts) {
        Map<StorageRef, SortedMap<Integer, Bytes>> chunks = new LinkedHashMap<>();
        for (var receipt : receipts) {
            chunks.computeIfAbsent(receipt.ref(), _ -> new TreeMap<>()).put(receipt.chunk(), receipt.digest());
        }
        Map<StorageRef, Bytes> digests = new LinkedHashMap<>();
        chunks.forEach((ref, inOrder) -> {
            var joined = new ByteArrayOutputStream();
            inOrder.values().forEach(digest -> joined.writeBytes(digest.view()));
            digests.put(ref, Bytes.wrap(joined.toByteArray()));
        });
        return digests;
    }

    private void seen(Device device, Report report, Instant at) {
        if (presences.seen(device.owner(), device.id(), report, at)) {
            events.append(new DeviceEvent.Connected(device.owner(), device.id()));
            syncs.automatic(device);
        }
    }

    /** A device that was removed meanwhile is not listened to. */
    private void withDevice(DeviceId id, Consumer<Device> action) {
        inTransaction(() -> {
            devices.find(id)
                    .filter(device -> device.state() == DeviceState.ACTIVE)
                    .ifPresent(action);
            return true;
        });
    }

    private <T> T inTransaction(Supplier<T> work) {
        return unitOfWork.insist(Origin.ENGINE, work);
    }
}
