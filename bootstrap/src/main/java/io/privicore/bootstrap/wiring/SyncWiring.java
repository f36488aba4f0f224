package io.privicore.bootstrap.wiring;

import io.privicore.application.pipeline.Chores;
import io.privicore.application.pipeline.Settlement;
import io.privicore.application.port.Commands;
import io.privicore.application.port.Deadlines;
import io.privicore.application.port.DeviceLinks;
import io.privicore.application.port.DevicePresences;
import io.privicore.application.port.DeviceSyncs;
import io.privicore.application.port.Devices;
import io.privicore.application.port.Events;
import io.privicore.application.port.Inventories;
import io.privicore.application.port.Placements;
import io.privicore.application.port.Stocks;
import io.privicore.application.port.Tokens;
import io.privicore.application.port.UnitOfWork;
import io.privicore.application.sync.Proofs;
import io.privicore.application.sync.SyncRequests;
import io.privicore.application.sync.Synchronisation;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Builds the part of the application that keeps devices in step. */
@Singleton
public class SyncWiring {

    private final ExecutorService mending = Executors.newVirtualThreadPerTaskExecutor();

    @Produces
    @Singleton
    SyncRequests syncRequests(
            DeviceSyncs syncs,
            DevicePresences presences,
            Deadlines deadlines,
            Chores chores,
            Events events,
            InstantSource clock,
            EngineSettings settings) {
        return new SyncRequests(
                syncs,
                presences,
                deadlines,
                chores,
                events,
                clock,
                settings.sync().pace());
    }

    @Produces
    @Singleton
    Synchronisation synchronisation(
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
            EngineSettings settings) {
        return new Synchronisation(
                devices,
                presences,
                syncs,
                stocks,
                placements,
                inventories,
                links,
                requests,
                deadlines,
                chores,
                settlement,
                commands,
                events,
                tokens,
                unitOfWork,
                clock,
                mending,
                settings.sync().pace());
    }

    @Produces
    @Singleton
    Proofs proofs(
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
            EngineSettings settings) {
        return new Proofs(
                devices,
                presences,
                stocks,
                inventories,
                links,
                requests,
                deadlines,
                tokens,
                unitOfWork,
                clock,
                settings.sync().pace());
    }
}
