package io.privicore.bootstrap.wiring;

import io.privicore.application.device.DeviceHandler;
import io.privicore.application.device.DeviceReports;
import io.privicore.application.device.LastReplicas;
import io.privicore.application.device.ReportHandler;
import io.privicore.application.device.VoteBox;
import io.privicore.application.pipeline.Chores;
import io.privicore.application.port.BrokerAccounts;
import io.privicore.application.port.Commands;
import io.privicore.application.port.Deadlines;
import io.privicore.application.port.DeviceLinks;
import io.privicore.application.port.DevicePresences;
import io.privicore.application.port.DeviceViews;
import io.privicore.application.port.Devices;
import io.privicore.application.port.EngineKeys;
import io.privicore.application.port.Envelopes;
import io.privicore.application.port.Erasures;
import io.privicore.application.port.Events;
import io.privicore.application.port.Placements;
import io.privicore.application.port.Tokens;
import io.privicore.application.port.UnitOfWork;
import io.privicore.application.sync.SyncRequests;
import io.privicore.application.token.ErasureWork;
import io.privicore.application.token.Placing;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Builds the part of the application that deals with devices. */
@Singleton
public class DeviceWiring {

    @Produces
    @Singleton
    DeviceHandler deviceHandler(
            Devices devices,
            DeviceViews views,
            Commands commands,
            LastReplicas lastReplicas,
            BrokerAccounts accounts,
            Chores chores,
            EngineKeys engineKeys,
            VoteBox votes,
            Envelopes envelopes,
            Tokens tokens,
            UnitOfWork unitOfWork,
            InstantSource clock) {
        return new DeviceHandler(
                devices,
                views,
                commands,
                lastReplicas,
                accounts,
                chores,
                engineKeys,
                votes,
                envelopes,
                tokens,
                unitOfWork,
                clock);
    }

    @Produces
    @Singleton
    ErasureWork erasureWork(
            Erasures erasures,
            Devices devices,
            DeviceLinks links,
            Deadlines deadlines,
            Events events,
            UnitOfWork unitOfWork,
            InstantSource clock) {
        return new ErasureWork(erasures, devices, links, deadlines, events, unitOfWork, clock);
    }

    @Produces
    @Singleton
    DeviceReports deviceReports(
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
        return new ReportHandler(
                devices, presences, placements, placing, erasures, syncs, votes, envelopes, events, unitOfWork);
    }
}
