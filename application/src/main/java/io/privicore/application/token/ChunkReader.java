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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /** After how long it is looked again which devices there are. */
    private static final Duration REFRESH = Duration.ofSeconds(5);

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
        var end = System.nanoTime() + timeout.toNanos();
        var reading = open(owner, placement);
        if (reading.isEmpty()) {
            return Optional.empty();
        }
        var whole = new ByteArrayOutputStream((int) Math.min(placement.size(), Integer.MAX_VALUE - 8L));
        for (int chunk = 0; chunk < placement.chunks(); chunk++) {
            var bytes = reading.get().chunk(chunk, end);
            if (bytes.isEmpty()) {
                return Optional.empty();
            }
            whole.writeBytes(bytes.get().view());
        }
        return Optional.of(Bytes.wrap(whole.toByteArray()));
    }

    /** Begins to read a version; nothing when its data key does not open. */
    Optional<Reading> open(ProfileId owner, Placement placement) {
        return envelopes.open(placement).map(opened -> new Reading(owner, placement, opened));
    }

    /** One version being read. Safe for many threads. */
    final class Reading {

        private final ProfileId owner;
        private final Placement placement;
        private final Envelopes.Opened opened;
        private volatile Candidates candidates;

        private Reading(ProfileId owner, Placement placement, Envelopes.Opened opened) {
            this.owner = owner;
            this.placement = placement;
            this.opened = opened;
            this.candidates = candidates(owner, placement);
        }

        Bytes dataDigest() {
            return opened.dataDigest();
        }

        /** One chunk, or nothing when no device could serve it until then by {@link System#nanoTime()}. */
        Optional<Bytes> chunk(int chunk, long end) {
            if (System.nanoTime() - candidates.at() > REFRESH.toNanos()) {
                candidates = candidates(owner, placement);
            }
            return readChunk(inOrder(candidates), placement, opened, chunk, end);
        }
    }

    /** Who holds a version, and which of them are there, as of some time. */
    private record Candidates(List<Device> holders, Set<DeviceId> ready, long at) {}

    private Candidates candidates(ProfileId owner, Placement placement) {
        var holders = placements.holders(placement.ref());
        var storage = new ArrayList<>(devices.storageOf(owner));
        storage.removeIf(device -> !holders.contains(device.id()));
        var ready = storage.size() < 2
                ? List.<DeviceId>of()
                : presences.ready(storage.stream().map(Device::id).toList());
        return new Candidates(List.copyOf(storage), Set.copyOf(ready), System.nanoTime());
    }

    private List<Device> inOrder(Candidates candidates) {
        record Ranked(Device device, boolean away, double latency) {}
        return candidates.holders().stream()
                .map(device -> new Ranked(
                        device, !candidates.ready().contains(device.id()), latencies.getOrDefault(device.id(), 0.0)))
                .sorted(Comparator.comparing(Ranked::away).thenComparing(Ranked::latency))
                .map(Ranked::device)
                .toList();
    }

    private Optional<Bytes> readChunk(
            List<Device> candidates, Placement placement, Envelopes.Opened opened, int chunk, long end) {
        BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
        Deque<Device> unasked = new ArrayDeque<>(candidates);
        List<CompletableFuture<Bytes>> asked = new ArrayList<>();
        int outstanding = 0;
        long pause = 0;
        try {
            while (true) {
                if (!unasked.isEmpty()) {
                    var device = unasked.removeFirst();
                    pause = pause(device);
                    asked.add(ask(device, placement, chunk, answers));
                    outstanding++;
                } else if (outstanding == 0) {
                    return Optional.empty();
                }
                var wait = Math.min(end - System.nanoTime(), unasked.isEmpty() ? Long.MAX_VALUE : pause);
                if (wait <= 0) {
                    return Optional.empty();
                }
                var answer = answers.poll(wait, TimeUnit.NANOSECONDS);
                if (answer == null) {
                    continue;
                }
                outstanding--;
                var chunkOf = answer.sealed().flatMap(bytes -> opened.chunk(chunk, bytes));
                if (chunkOf.isPresent()) {
                    return chunkOf;
                }
                if (answer.saysItHasNone() || answer.sealed().isPresent()) {
                    noteLost(answer.device(), placement);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            asked.forEach(future -> future.cancel(false));
        }
    }

    /** A device that is slow because much is asked of it is not helped by asking the others for the same. */
    private long pause(Device device) {
        long usual = (long) (3 * latencies.getOrDefault(device.id(), 0.0));
        return Math.clamp(usual, patience.toNanos(), 8 * patience.toNanos());
    }

    private CompletableFuture<Bytes> ask(Device device, Placement placement, int chunk, BlockingQueue<Answer> answers) {
        var start = System.nanoTime();
        var future = links.fetch(device, placement, chunk);
        var unused = future.whenComplete((bytes, failure) -> {
            var taken = System.nanoTime() - start;
            if (failure == null) {
                noteLatency(device.id(), taken);
            } else if (taken >= patience.toNanos()) {
                noteLatency(device.id(), patience.toNanos() * 4);
            }
            answers.add(new Answer(
                    device,
                    failure == null ? Optional.of(bytes) : Optional.empty(),
                    failure instanceof DeviceLinks.Absent));
        });
        return future;
    }

    private void noteLatency(DeviceId device, long nanos) {
        latencies.merge(device, (double) nanos, (before, last) -> before + WEIGHT_OF_LAST * (last - before));
    }

    /** What a device returns changed or no longer has, it does not hold. */
    private void noteLost(Device device, Placement placement) {
        unitOfWork.run(Origin.ENGINE, () -> {
            if (placements.lost(device.id(), placement.ref())) {
                syncs.lost(device, 1, "corrupt");
            }
            return true;
        });
    }

    private record Answer(Device device, Optional<Bytes> sealed, boolean saysItHasNone) {}
}
