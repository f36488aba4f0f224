package io.privicore.application.sync;

import io.privicore.application.pipeline.Chores;
import io.privicore.application.pipeline.Settlement;
import io.privicore.application.port.ChannelMessage.CommandOutcome;
import io.privicore.application.port.Commands;
import io.privicore.application.port.Deadlines;
import io.privicore.application.port.Deadlines.Kind;
import io.privicore.application.port.DeviceLinks;
import io.privicore.application.port.DevicePresences;
import io.privicore.application.port.DevicePresences.Presence;
import io.privicore.application.port.DevicePresences.Report;
import io.privicore.application.port.DeviceSyncs;
import io.privicore.application.port.DeviceSyncs.Figures;
import io.privicore.application.port.DeviceSyncs.Sync;
import io.privicore.application.port.Devices;
import io.privicore.application.port.Events;
import io.privicore.application.port.Inventories;
import io.privicore.application.port.Placements;
import io.privicore.application.port.Placements.Held;
import io.privicore.application.port.Stocks;
import io.privicore.application.port.Tokens;
import io.privicore.application.port.UnitOfWork;
import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.application.query.CommandState;
import io.privicore.application.sync.Mending.Ended;
import io.privicore.application.sync.SyncRun.Silent;
import io.privicore.domain.device.Device;
import io.privicore.domain.device.DeviceEvent;
import io.privicore.domain.device.DeviceRole;
import io.privicore.domain.device.DeviceState;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.token.DataTokenEvent;
import io.privicore.domain.token.StorageRef;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Carries synchronisations out. A deadline stands while one is wanted or under way and is renewed by whoever is at it, so
 * that another node goes on where that one died. Its commands are settled in the transaction that ends it.
 */
public final class Synchronisation {

    private static final Logger LOG = System.getLogger(Synchronisation.class.getName());

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final long TOLD_EVERY = Duration.ofSeconds(1).toNanos();

    private final Devices devices;
    private final DevicePresences presences;
    private final DeviceSyncs syncs;
    private final Stocks stocks;
    private final Placements placements;
    private final Inventories inventories;
    private final DeviceLinks links;
    private final SyncRequests requests;
    private final Deadlines deadlines;
    private final Chores chores;
    private final Settlement settlement;
    private final Commands commands;
    private final Events events;
    private final Tokens tokens;
    private final UnitOfWork unitOfWork;
    private final InstantSource clock;
    private final Executor executor;
    private final Pace pace;
    private final Semaphore room;

    /** @param executor sends to a device, one task a version */
    public Synchronisation(
            Devices devices,
            DevicePresences presences,
            DeviceSyncs syncs,
            Stocks stocks,
            Placements placements,
            Inventories inventories,
            DeviceLinks links,
            SyncRequests requests,
            Deadlines deadlines,
            Chores chores,
            Settlement settlement,
            Commands commands,
            Events events,
            Tokens tokens,
            UnitOfWork unitOfWork,
            InstantSource clock,
            Executor executor,
            Pace pace) {
        this.devices = devices;
        this.presences = presences;
        this.syncs = syncs;
        this.stocks = stocks;
        this.placements = placements;
        this.inventories = inventories;
        this.links = links;
        this.requests = requests;
        this.deadlines = deadlines;
        this.chores = chores;
        this.settlement = settlement;
        this.commands = commands;
        this.events = events;
        this.tokens = tokens;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
        this.executor = executor;
        this.pace = pace;
        this.room = new Semaphore(pace.atOnce());
    }

    /** Does what was asked for the device, or goes on with it. */
    public void run(DeviceId id) {
        if (!room.tryAcquire()) {
            inUnit(() ->
                    deadlines.set(Kind.DEVICE_SYNC, id.value(), clock.instant().plus(SOON)));
            return;
        }
        try {
            var run = tokens.id();
            begin(id, run).ifPresent(sync -> go(sync, run));
        } catch (Superseded superseded) {
            LOG.log(Level.DEBUG, "The synchronisation of device {0} is somebody else''s by now", id);
        } finally {
            room.release();
        }
    }

    private Optional<Sync> begin(DeviceId id, UUID run) {
        return unitOfWork.run(Origin.ENGINE, () -> {
            var now = clock.instant();
            var sync = syncs.begin(id, run, now);
            if (sync.isPresent()) {
                deadlines.set(Kind.DEVICE_SYNC, id.value(), now.plus(LEASE));
            } else {
                deadlines.clear(Kind.DEVICE_SYNC, id.value());
            }
            return sync;
        });
    }

    private void go(Sync sync, UUID run) {
        var device = storage(sync.device());
        var presence = presences.find(sync.device()).filter(Presence::online);
        boolean tired = sync.advancedAt().plus(pace.patience()).isBefore(clock.instant());
        if (device.isEmpty()) {
            abandon(sync, run, Reason.STORAGE_NOT_REGISTERED);
        } else if ((sync.commands().isEmpty() && presence.isEmpty()) || (!sync.fresh() && tired)) {
            abandon(sync, run, Reason.STORAGE_DEVICE_OFFLINE);
        } else if (presence.isEmpty()) {
            pause(sync, run, sync.advancedAt().plus(pace.patience()));
        } else {
            perform(device.get(), sync, run, presence.get().report());
        }
    }

    private Optional<Device> storage(DeviceId id) {
        return devices.find(id)
                .filter(known ->
                        known.state() == DeviceState.ACTIVE && known.roles().contains(DeviceRole.STORAGE));
    }

    private void perform(Device device, Sync sync, UUID run, Report report) {
        if (sync.fresh()) {
            inUnit(() -> events.append(new DeviceEvent.SyncStarted(device.owner(), device.id(), sync.deep())));
        }
        var ledger = new Ledger(device, sync, run);
        var copies = new Copies.Sources(devices, presences, stocks, links, requests, unitOfWork).but(device.id());
        try {
            var figures = new SyncRun(
                            stocks,
                            inventories,
                            watch -> new Mending(device, links, copies, executor, watch),
                            ledger,
                            device,
                            sync)
                    .run(report.used());
            finish(device, sync, run, figures);
        } catch (Silent silent) {
            LOG.log(Level.INFO, "A synchronisation is put off: {0}", silent.getMessage());
            pause(sync, run, clock.instant().plus(LEASE));
        } catch (Refusal refusal) {
            if (refusal.reason().kind() != Reason.Kind.UNAVAILABLE) {
                throw refusal;
            }
            LOG.log(Level.INFO, "A synchronisation is put off: {0}", refusal.getMessage());
            pause(sync, run, clock.instant().plus(LEASE));
        }
    }

    private void noteHeld(Device device, List<StorageRef> refs, Instant now) {
        if (refs.isEmpty()) {
            return;
        }
        var all = placements.held(device.id(), refs, now);
        var registered = devices.storageCounts(all.stream().map(Held::owner).collect(Collectors.toSet()));
        for (var held : all) {
            int holders = held.devices().size();
            if (holders == registered.getOrDefault(held.owner(), 0)) {
                events.append(new DataTokenEvent.Replicated(held.owner(), held.token(), held.version(), holders));
            }
        }
    }

    private void finish(Device device, Sync sync, UUID run, Figures figures) {
        inUnit(() -> {
            var now = clock.instant();
            boolean complete = figures.unrepairable() == 0;
            var result = complete ? SyncRequests.COMPLETE : SyncRequests.INCOMPLETE;
            // First, so that whoever marks the device at this moment has asked for another run before it is looked for.
            presences.synced(device.id(), now, result, complete);
            var next = syncs.finish(device.id(), run, now).orElseThrow(Superseded::new);
            var body = body(figures, device.id());
            sync.commands().forEach(command -> settlement.succeed(command.value(), Optional.of(body)));
            events.append(new DeviceEvent.SyncFinished(
                    device.owner(),
                    device.id(),
                    sync.deep(),
                    result,
                    figures.checked(),
                    figures.missing(),
                    figures.corrupt(),
                    figures.repaired(),
                    figures.orphans(),
                    figures.unrepairable(),
                    figures.bytes()));
            switch (next) {
                case COMMANDED -> chores.add(Kind.DEVICE_SYNC, device.id().value());
                case AUTOMATIC -> {
                    presences.markLagging(device.owner(), device.id(), now);
                    deadlines.set(
                            Kind.DEVICE_SYNC, device.id().value(), now.plus(complete ? pace.rest() : pace.retry()));
                }
                case NOTHING -> {
                    deadlines.clear(Kind.DEVICE_SYNC, device.id().value());
                    if (!complete) {
                        requests.unmended(device);
                    }
                }
            }
        });
    }

    private void abandon(Sync sync, UUID run, Reason reason) {
        inUnit(() -> {
            var now = clock.instant();
            presences.synced(sync.device(), now, reason.key(), false);
            switch (syncs.finish(sync.device(), run, now).orElseThrow(Superseded::new)) {
                case COMMANDED, AUTOMATIC ->
                    chores.add(Kind.DEVICE_SYNC, sync.device().value());
                case NOTHING -> {
                    deadlines.clear(Kind.DEVICE_SYNC, sync.device().value());
                    storage(sync.device()).ifPresent(requests::unmended);
                }
            }
            sync.commands().forEach(command -> settlement.reject(command.value(), reason));
        });
    }

    private void pause(Sync sync, UUID run, Instant until) {
        inUnit(() -> {
            syncs.pause(sync.device(), run);
            deadlines.set(Kind.DEVICE_SYNC, sync.device().value(), until);
        });
    }

    private String body(Figures figures, DeviceId device) {
        var report = presences.find(device).map(Presence::report).orElse(new Report(0, 0, 0));
        return ("{\"checked\":%d,\"missing\":%d,\"corrupt\":%d,\"repaired\":%d,\"orphans\":%d,\"unrepairable\":%d,"
                        + "\"bytes\":%d,\"capacity\":%d,\"used\":%d}")
                .formatted(
                        figures.checked(),
                        figures.missing(),
                        figures.corrupt(),
                        figures.repaired(),
                        figures.orphans(),
                        figures.unrepairable(),
                        figures.bytes(),
                        report.capacity(),
                        report.used());
    }

    private void inUnit(Runnable work) {
        unitOfWork.run(Origin.ENGINE, () -> {
            work.run();
            return true;
        });
    }

    private final class Ledger implements SyncRun.Ledger {

        private final Device device;
        private final Sync sync;
        private final UUID run;
        private long renewed = System.nanoTime();
        private long sent;
        private long told;

        Ledger(Device device, Sync sync, UUID run) {
            this.device = device;
            this.sync = sync;
            this.run = run;
            this.told = System.nanoTime() - TOLD_EVERY;
        }

        @Override
        public void alive() {
            if (System.nanoTime() - renewed < LEASE.toNanos() / 6) {
                return;
            }
            renewed = System.nanoTime();
            inUnit(() -> {
                if (!syncs.holds(device.id(), run)) {
                    throw new Superseded();
                }
                deadlines.set(
                        Kind.DEVICE_SYNC, device.id().value(), clock.instant().plus(LEASE));
            });
        }

        @Override
        public void advance(int next, Figures figures) {
            advance(next, figures, _ -> {});
        }

        @Override
        public void mended(int next, Figures figures, Ended some) {
            sent += some.figures().bytes();
            try {
                keep(next, figures, some);
            } catch (Superseded superseded) {
                // Whoever is at it now need not send it again.
                inUnit(() -> noteHeld(device, some.held(), clock.instant()));
                throw superseded;
            }
            if (some.figures().repaired() > 0) {
                sent = 0;
            }
        }

        private void keep(int next, Figures figures, Ended some) {
            advance(next, figures, now -> {
                noteHeld(device, some.held(), now);
                if (some.figures().repaired() > 0) {
                    events.append(new DeviceEvent.Repaired(
                            device.owner(), device.id(), some.figures().repaired(), sent));
                }
            });
        }

        private void advance(int next, Figures figures, Consumer<Instant> first) {
            renewed = System.nanoTime();
            inUnit(() -> {
                var now = clock.instant();
                first.accept(now);
                if (!syncs.advance(device.id(), run, next, figures, now)) {
                    throw new Superseded();
                }
                deadlines.set(Kind.DEVICE_SYNC, device.id().value(), now.plus(LEASE));
                tell(figures);
            });
        }

        @Override
        public void lost(List<StorageRef> refs, String cause) {
            inUnit(() -> {
                int known = stocks.lost(device.id(), refs);
                if (known > 0) {
                    events.append(new DeviceEvent.ReplicaLost(device.owner(), device.id(), known, cause));
                }
            });
        }

        private void tell(Figures figures) {
            if (sync.commands().isEmpty() || System.nanoTime() - told < TOLD_EVERY) {
                return;
            }
            told = System.nanoTime();
            var progress = Optional.of(body(figures, device.id()));
            sync.commands().stream()
                    .flatMap(command -> commands.find(command).stream())
                    .filter(entry -> entry.state() == CommandState.STARTED)
                    .forEach(entry -> settlement.tell(
                            entry.submitter(),
                            new CommandOutcome(entry.id(), CommandState.STARTED, progress, entry.submittedAt())));
        }
    }
}
