package io.privicore.application.sync;

import io.privicore.application.command.CommandId;
import io.privicore.application.pipeline.Chores;
import io.privicore.application.port.Deadlines;
import io.privicore.application.port.Deadlines.Kind;
import io.privicore.application.port.DevicePresences;
import io.privicore.application.port.DevicePresences.Presence;
import io.privicore.application.port.DeviceSyncs;
import io.privicore.application.port.Events;
import io.privicore.domain.device.Device;
import io.privicore.domain.device.DeviceEvent;
import io.privicore.domain.device.DeviceRole;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Who wants a device synchronised says so here, inside a unit of work. */
public final class SyncRequests {

    /** The result of a synchronisation after which the device holds what it should. */
    static final String COMPLETE = "complete";

    /** The result of one that could not mend everything. */
    static final String INCOMPLETE = "incomplete";

    private final DeviceSyncs syncs;
    private final DevicePresences presences;
    private final Deadlines deadlines;
    private final Chores chores;
    private final Events events;
    private final InstantSource clock;
    private final Pace pace;

    public SyncRequests(
            DeviceSyncs syncs,
            DevicePresences presences,
            Deadlines deadlines,
            Chores chores,
            Events events,
            InstantSource clock,
            Pace pace) {
        this.syncs = syncs;
        this.presences = presences;
        this.deadlines = deadlines;
        this.chores = chores;
        this.events = events;
        this.clock = clock;
        this.pace = pace;
    }

    /** A command asks. Refuses with {@code STORAGE_DEVICE_OFFLINE} or {@code STORAGE_SYNC_BUSY}. */
    public void commanded(Device device, boolean deep, CommandId command) {
        if (presences.find(device.id()).filter(Presence::online).isEmpty()) {
            throw new Refusal(
                    Reason.STORAGE_DEVICE_OFFLINE,
                    "Expected device %s to be connected, but it is not".formatted(device.id()));
        }
        switch (syncs.request(device.owner(), device.id(), deep, Optional.of(command), clock.instant())) {
            case WAITS -> chores.add(Kind.DEVICE_SYNC, device.id().value());
            case FOLLOWS -> {}
            case TOO_MANY ->
                throw new Refusal(
                        Reason.STORAGE_SYNC_BUSY,
                        "Expected fewer than %d commands to wait for device %s"
                                .formatted(DeviceSyncs.MOST_COMMANDS, device.id()));
        }
    }

    /** The device is there again, or has just been given the storage role: it may lack what happened meanwhile. */
    public void automatic(Device device) {
        request(device, pace.rest());
    }

    /** The device lacks something. One that is away is synchronised when it is back. */
    public void lagging(Device device) {
        if (presences.markLagging(device.owner(), device.id(), clock.instant())) {
            events.append(new DeviceEvent.StorageLagging(device.owner(), device.id()));
            unmended(device);
        } else {
            syncs.repeat(device.id());
        }
    }

    /** The device lacks something, and may lack it for the same reason as last time. */
    void unmended(Device device) {
        boolean inVain = presences
                .find(device.id())
                .flatMap(Presence::lastSyncResult)
                .filter(INCOMPLETE::equals)
                .isPresent();
        request(device, inVain ? pace.retry() : pace.rest());
    }

    /** The device does not hold what it was known to hold; whoever calls has noted that already. */
    public void lost(Device device, long replicas, String cause) {
        events.append(new DeviceEvent.ReplicaLost(device.owner(), device.id(), replicas, cause));
        lagging(device);
    }

    private void request(Device device, Duration rest) {
        var presence = presences.find(device.id()).filter(Presence::online);
        if (presence.isEmpty() || !device.roles().contains(DeviceRole.STORAGE)) {
            return;
        }
        var now = clock.instant();
        switch (syncs.request(device.owner(), device.id(), false, Optional.empty(), now)) {
            case WAITS -> {
                var soon = now.plus(pace.delay());
                var rested =
                        presence.get().lastSyncAt().map(last -> last.plus(rest)).filter(soon::isBefore);
                deadlines.bringForward(Kind.DEVICE_SYNC, device.id().value(), rested.orElse(soon));
            }
            case FOLLOWS, TOO_MANY -> {}
        }
    }
}
