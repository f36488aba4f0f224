package io.privicore.bootstrap.wiring;

import io.privicore.application.device.Configurations;
import io.privicore.application.device.DeviceHandler;
import io.privicore.application.device.DeviceReports;
import io.privicore.application.device.LastReplicas;
import io.privicore.application.device.Pairing;
import io.privicore.application.device.ReportHandler;
import io.privicore.application.device.VoteBox;
import io.privicore.application.device.VotesInReach;
import io.privicore.application.pipeline.Chores;
import io.privicore.application.pipeline.Gatekeeper;
import io.privicore.application.pipeline.Throttle;
import io.privicore.application.pipeline.WaitingRoom;
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
import io.privicore.application.port.PairingTokens;
import io.privicore.application.port.Placements;
import io.privicore.application.port.Profiles;
import io.privicore.application.port.PublicKeys;
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
            Configurations configurations,
            Pairing pairing,
            Chores chores,
            VoteBox votes,
            VotesInReach votesInReach,
            Tokens tokens,
            UnitOfWork unitOfWork) {
        return new DeviceHandler(
                devices,
                views,
                commands,
                lastReplicas,
                configurations,
                pairing,
                chores,
                votes,
                votesInReach,
                tokens,
                unitOfWork);
    }

    @Produces
    @Singleton
    Configurations configurations(
            Devices devices,
            BrokerAccounts accounts,
            EngineKeys engineKeys,
            Envelopes envelopes,
            Tokens tokens,
            InstantSource clock) {
        return new Configurations(devices, accounts, engineKeys, envelopes, tokens, clock);
    }

    @Produces
    @Singleton
    Pairing pairing(
            PairingTokens offers,
            Configurations configurations,
            SyncRequests syncs,
            VotesInReach votesInReach,
            Profiles profiles,
            PublicKeys publicKeys,
            Gatekeeper gatekeeper,
            WaitingRoom waitingRoom,
            Throttle throttle,
            Chores chores,
            Events events,
            Tokens tokens,
            UnitOfWork unitOfWork,
            InstantSource clock,
            EngineSettings settings) {
        return new Pairing(
                offers,
                configurations,
                syncs,
                votesInReach,
                profiles,
                publicKeys,
                gatekeeper,
                waitingRoom,
                throttle,
                chores,
                events,
                tokens,
                unitOfWork,
                clock,
                settings.pairing().terms());
    }

    @Produces
    @Singleton
    LastReplicas lastReplicas(Placements placements) {
        return new LastReplicas(placements);
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
