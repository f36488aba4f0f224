package io.privicore.application.sync;

import io.privicore.application.port.Deadlines;
import io.privicore.application.port.Deadlines.Kind;
import io.privicore.application.port.DeviceLinks;
import io.privicore.application.port.DevicePresences;
import io.privicore.application.port.Devices;
import io.privicore.application.port.Inventories;
import io.privicore.application.port.Stocks;
import io.privicore.application.port.Stocks.Placed;
import io.privicore.application.port.Tokens;
import io.privicore.application.port.UnitOfWork;
import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.domain.device.Device;
import io.privicore.domain.device.DeviceRole;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.token.StorageRef;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets devices prove now and then that they hold what they acknowledged: a chunk is read from one holder, and the other
 * one digests it with something fresh. One whose proof is wrong, or who has nothing, loses the replica and is mended. No
 * answer proves nothing.
 */
public final class Proofs {

    /** There is one deadline for all devices. */
    public static final UUID SUBJECT = new UUID(0, 1);

    private static final Logger LOG = System.getLogger(Proofs.class.getName());

    private static final Duration EVERY = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int DEVICES = 20;

    private final Devices devices;
    private final DevicePresences presences;
    private final Stocks stocks;
    private final Inventories inventories;
    private final Copies.Sources sources;
    private final SyncRequests requests;
    private final Deadlines deadlines;
    private final Tokens tokens;
    private final UnitOfWork unitOfWork;
    private final InstantSource clock;
    private final Pace pace;

    public Proofs(
            Devices devices,
            DevicePresences presences,
            Stocks stocks,
            Inventories inventories,
            DeviceLinks links,
            SyncRequests requests,
            Deadlines deadlines,
            Tokens tokens,
            UnitOfWork unitOfWork,
            InstantSource clock,
            Pace pace) {
        this.devices = devices;
        this.presences = presences;
        this.stocks = stocks;
        this.inventories = inventories;
        this.sources = new Copies.Sources(devices, presences, stocks, links, requests, unitOfWork);
        this.requests = requests;
        this.deadlines = deadlines;
        this.tokens = tokens;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
        this.pace = pace;
    }

    /** Asks the devices whose turn it is. */
    public void run() {
        var now = clock.instant();
        var due = unitOfWork.run(Origin.ENGINE, () -> {
            deadlines.set(Kind.PROOFS, SUBJECT, now.plus(EVERY));
            return presences.unproven(now.minus(pace.proofs()), DEVICES, now);
        });
        for (var id : due) {
            devices.find(id)
                    .filter(device -> device.roles().contains(DeviceRole.STORAGE)
                            && device.keys().isPresent())
                    .ifPresent(this::ask);
        }
    }

    private void ask(Device device) {
        var copies = sources.but(device.id());
        int wrong = 0;
        for (var placed : stocks.heldBy(device.id(), new StorageRef(tokens.id()), pace.sample())) {
            if (isWrong(device, copies, placed)) {
                noteLost(device, placed);
                wrong++;
            }
        }
        if (wrong > 0) {
            LOG.log(
                    Level.WARNING,
                    "Device {0} could not prove {1} of at most {2} chunks that it acknowledged",
                    device.id(),
                    wrong,
                    pace.sample());
        }
    }

    private boolean isWrong(Device device, Copies copies, Placed placed) {
        if (!isHeldElsewhere(device.id(), placed)) {
            return false;
        }
        int chunk = (int) Math.floorMod(
                tokens.id().getMostSignificantBits(), (long) placed.placement().chunks());
        return copies.read(placed, chunk)
                .flatMap(bytes -> answer(device, placed, chunk, bytes))
                .map(proven -> !proven)
                .orElse(false);
    }

    /** Whether it was proven, or nothing where there was no answer. */
    private Optional<Boolean> answer(Device device, Placed placed, int chunk, Bytes sealed) {
        var asked = inventories.prove(device, placed.placement(), chunk, sealed);
        try {
            return Optional.of(asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException silent) {
            return Optional.empty();
        } catch (ExecutionException e) {
            return e.getCause() instanceof DeviceLinks.Absent ? Optional.of(false) : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            asked.cancel(false);
        }
    }

    private void noteLost(Device device, Placed placed) {
        unitOfWork.run(Origin.ENGINE, () -> {
            if (stocks.lost(device.id(), List.of(placed.placement().ref())) > 0) {
                requests.lost(device, 1, "corrupt");
            }
            return true;
        });
    }

    private static boolean isHeldElsewhere(DeviceId device, Placed placed) {
        return placed.holders().stream().anyMatch(holder -> !holder.equals(device));
    }
}
