package io.privicore.application.token;

import io.privicore.application.port.DeviceLinks;
import io.privicore.application.port.DevicePresences;
import io.privicore.application.port.Devices;
import io.privicore.application.port.Envelopes;
import io.privicore.application.port.Placements;
import io.privicore.application.port.UnitOfWork;
import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.application.sync.SyncRequests;
import io.privicore.domain.device.Device;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.token.Placement;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Reads chunks back from devices: the one that answered fastest of late first, the next one when it is slow, lacks the
 * chunk or returns something else than was stored. Nothing leaves here that does not fit the digests the engine keeps.
 */
public final class ChunkReader {

    private static final double WEIGHT_OF_LAST = 0.2;

    private final Placements placements;
    private final Devices devices;
    private final DevicePresences presences;
    private final DeviceLinks links;
    private final Envelopes envelopes;
    private final SyncRequests syncs;
    private final UnitOfWork unitOfWork;
    private final Duration patience;
    private final Map<DeviceId, Double> latencies = new ConcurrentHashMap<>();

    /** @param patience after which the next device is asked too */
    public ChunkReader(
            Placements placements,
            Devices devices,
            DevicePresences presences,
            DeviceLinks links,
            Envelopes envelopes,
            SyncRequests syncs,
            UnitOfWork unitOfWork,
            Duration patience) {
        this.placements = placements;
        this.devices = devices;
        this.presences = presences;
        this.links = links;
        this.envelopes = envelopes;
        this.syncs = syncs;
        this.unitOfWork = unitOfWork;
        this.patience = patience;
    }

    void requireReachable() {
        links.requireReachable();
    }

    /** The data as it was handed in, or nothing when no device could serve it in time. */
    Optional<Bytes> read(ProfileId owner, Placement placement, Duration timeout) {
        var candidates = candidates(owner, placement);
        var end = System.nanoTime() + timeout.toNanos();
        var whole = new ByteArrayOutputStream((int) Math.min(placement.size(), Integer.MAX_VALUE - 8L));
        for (int chunk = 0; chunk < placement.chunks(); chunk++) {
            var bytes = readChunk(candidates, placement, chunk, end);
            if (bytes.isEmpty()) {
                return Optional.empty();
            }
            whole.writeBytes(bytes.get().view());
        }
        return Optional.of(Bytes.wrap(whole.toByteArray()));
    }

    private List<Device> candidates(ProfileId owner, Placement placement) {
        var holders = placements.holders(placement.ref());
        var storage = new ArrayList<>(devices.storageOf(owner));
        storage.removeIf(device -> !holders.contains(device.id()));
        if (storage.size() > 1) {
            var ready = new HashSet<>(
                    presences.ready(storage.stream().map(Device::id).toList()));
            storage.sort(Comparator.<Device, Boolean>comparing(device -> !ready.contains(device.id()))
                    .thenComparing(device -> latencies.getOrDefault(device.id(), 0.0)));
        }
        return storage;
    }

    private Optional<Bytes> readChunk(List<Device> candidates, Placement placement, int chunk, long end) {
        BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
        Deque<Device> unasked = new ArrayDeque<>(candidates);
        List<CompletableFuture<Bytes>> asked = new ArrayList<>();
        int outstanding = 0;
        try {
            while (true) {
                if (!unasked.isEmpty()) {
                    asked.add(ask(unasked.removeFirst(), placement, chunk, answers));
                    outstanding++;
                } else if (outstanding == 0) {
                    return Optional.empty();
                }
                var wait = Math.min(end - System.nanoTime(), unasked.isEmpty() ? Long.MAX_VALUE : patience.toNanos());
                if (wait <= 0) {
                    return Optional.empty();
                }
                var answer = answers.poll(wait, TimeUnit.NANOSECONDS);
                if (answer != null) {
                    outstanding--;
                    var opened = answer.sealed().flatMap(bytes -> envelopes.open(placement, chunk, bytes));
                    if (opened.isPresent()) {
                        return opened;
                    }
                    if (answer.sealed().isPresent()) {
                        noteCorrupt(answer.device(), placement);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            asked.forEach(future -> future.cancel(false));
        }
    }

    private CompletableFuture<Bytes> ask(Device device, Placement placement, int chunk, BlockingQueue<Answer> answers) {
        var start = System.nanoTime();
        var future = links.fetch(device, placement, chunk);
        var unused = future.whenComplete((bytes, failure) -> {
            noteLatency(device.id(), failure == null ? System.nanoTime() - start : patience.toNanos() * 4);
            answers.add(new Answer(device, failure == null ? Optional.of(bytes) : Optional.empty()));
        });
        return future;
    }

    private void noteLatency(DeviceId device, long nanos) {
        latencies.merge(device, (double) nanos, (before, last) -> before + WEIGHT_OF_LAST * (last - before));
    }

    private void noteCorrupt(Device device, Placement placement) {
        unitOfWork.run(Origin.ENGINE, () -> {
            if (placements.lost(device.id(), placement.ref())) {
                syncs.lost(device, 1, "corrupt");
            }
            return true;
        });
    }

    private record Answer(Device device, Optional<Bytes> sealed) {}
}
