package io.privicore.application.sync;

import io.privicore.application.port.DeviceLinks;
import io.privicore.application.port.DevicePresences;
import io.privicore.application.port.Devices;
import io.privicore.application.port.Stocks;
import io.privicore.application.port.Stocks.Placed;
import io.privicore.application.port.UnitOfWork;
import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.domain.device.Device;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.token.Placement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sealed chunks from the devices that hold them, for one other device: those known to hold it first, in turn, and the
 * rest after them, for what is known may lag behind. Nothing comes from here that does not fit its digest.
 */
final class Copies {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A device that answers others meanwhile is slow, and not silent. */
    private static final Duration LONGEST = Duration.ofSeconds(50);

    private final Sources sources;
    private final DeviceId target;
    private final Map<ProfileId, List<Device>> others = new ConcurrentHashMap<>();
    private final Set<DeviceId> silent = ConcurrentHashMap.newKeySet();
    private final Map<DeviceId, Long> heardAt = new ConcurrentHashMap<>();
    private final AtomicInteger turn = new AtomicInteger();

    private Copies(Sources sources, DeviceId target) {
        this.sources = sources;
        this.target = target;
    }

    /** What copies are read from, whichever device they are for. */
    record Sources(
            Devices devices,
            DevicePresences presences,
            Stocks stocks,
            DeviceLinks links,
            SyncRequests requests,
            UnitOfWork unitOfWork) {

        /** From all devices but this one. */
        Copies but(DeviceId device) {
            return new Copies(this, device);
        }

        /** The devices that store for the owner, as they are now: those that are there and not behind come first. */
        private List<Device> of(ProfileId owner, DeviceId but) {
            var others = new ArrayList<>(devices.storageOf(owner));
            others.removeIf(other -> other.id().equals(but) || other.keys().isEmpty());
            var ready = new HashSet<>(
                    presences.ready(others.stream().map(Device::id).toList()));
            others.removeIf(other -> !ready.contains(other.id()) && !isOnline(other));
            others.sort((one, other) -> Boolean.compare(ready.contains(other.id()), ready.contains(one.id())));
            return List.copyOf(others);
        }

        private boolean isOnline(Device device) {
            return presences
                    .find(device.id())
                    .filter(DevicePresences.Presence::online)
                    .isPresent();
        }
    }

    /** The chunk as it was stored, or nothing when none of them has it. */
    Optional<Bytes> read(Placed placed, int chunk) {
        for (var device : inTurn(placed)) {
            if (!silent.contains(device.id())) {
                var sealed = from(device, placed.placement(), chunk);
                if (sealed.isPresent()) {
                    return sealed;
                }
            }
        }
        return Optional.empty();
    }

    /** Whether the device itself hands out the chunk as it was stored. */
    boolean isServedBy(Device device, Placement placement, int chunk) {
        return from(device, placement, chunk).isPresent();
    }

    /** Only devices that store for the owner are asked, who may be another one than this device's or the next one's. */
    private List<Device> inTurn(Placed placed) {
        var known = new ArrayList<Device>();
        var rest = new ArrayList<Device>();
        others.computeIfAbsent(placed.owner(), owner -> sources.of(owner, target))
                .forEach(device -> (placed.holders().contains(device.id()) ? known : rest).add(device));
        if (known.size() > 1) {
            java.util.Collections.rotate(known, turn.getAndIncrement() & Integer.MAX_VALUE);
        }
        known.addAll(rest);
        return known;
    }

    private Optional<Bytes> from(Device device, Placement placement, int chunk) {
        var asked = sources.links().fetch(device, placement, chunk);
        try {
            var sealed = patiently(device, asked);
            if (ExpectedDigests.of(sealed).equals(placement.digest(chunk))) {
                return Optional.of(sealed);
            }
            noteCorrupt(device, placement);
        } catch (TimeoutException late) {
            silent.add(device.id());
        } catch (ExecutionException absent) {
            // It says that it has none, or its queue took no question: the next one is asked.
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            asked.cancel(false);
        }
        return Optional.empty();
    }

    private Bytes patiently(Device device, CompletableFuture<Bytes> asked)
            throws InterruptedException, ExecutionException, TimeoutException {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (true) {
            try {
                var sealed = asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                heardAt.put(device.id(), System.nanoTime());
                return sealed;
            } catch (TimeoutException late) {
                var heard = heardAt.get(device.id());
                long now = System.nanoTime();
                if (heard == null || now - heard > PATIENCE.toNanos() || now > end) {
                    throw late;
                }
            }
        }
    }

    /** Others may be at the same replica; one conflict is no reason to give the run up. */
    private void noteCorrupt(Device device, Placement placement) {
        sources.unitOfWork().insist(Origin.ENGINE, () -> {
            if (sources.stocks().lost(device.id(), List.of(placement.ref())) > 0) {
                sources.requests().lost(device, 1, "corrupt");
            }
            return true;
        });
    }
}
