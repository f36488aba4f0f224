package io.privicore.application;

import io.privicore.application.audit.Auditing;
import io.privicore.application.pipeline.Chores;
import io.privicore.application.pipeline.Settlement;
import io.privicore.application.port.DeviceLinks;
import io.privicore.application.port.InMemoryPorts;
import io.privicore.application.port.Inventories;
import io.privicore.application.port.SettableClock;
import io.privicore.application.sync.Pace;
import io.privicore.application.sync.Proofs;
import io.privicore.application.sync.SyncRequests;
import io.privicore.application.sync.Synchronisation;
import io.privicore.application.token.ChunkReader;
import io.privicore.application.token.Downloading;
import io.privicore.application.token.ErasureWork;
import io.privicore.application.token.Placing;
import io.privicore.application.token.Retrieval;
import io.privicore.application.token.StreamHandler;
import io.privicore.application.token.StreamNotes;
import io.privicore.application.token.TokenHandler;
import io.privicore.application.token.TokenSecrets;
import io.privicore.application.token.Uploading;
import io.privicore.domain.token.WriteAcks;
import java.time.Duration;

/** The part of a platform in memory that brings data to devices and back, and keeps devices in step. */
final class StoringInMemory {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Pace PACE = new Pace(
            SECOND, Duration.ofSeconds(30), Duration.ofMinutes(15), Duration.ofMinutes(10), Duration.ofDays(1), 16, 4);

    final SyncRequests requests;
    final Placing placing;
    final Retrieval retrieval;
    final DataStreams streams;
    final ErasureWork erasureWork;
    final Synchronisation synchronisation;
    final Proofs proofs;
    final TokenHandler tokens;

    StoringInMemory(
            InMemoryPorts ports,
            DeviceLinks links,
            Inventories inventories,
            Chores chores,
            Settlement settlement,
            Auditing auditing,
            TokenSecrets secrets,
            VotingInMemory voting,
            SettableClock clock,
            WriteAcks writeAcks) {
        var database = ports.database();
        requests = new SyncRequests(
                ports.deviceSyncs(), ports.devicePresences(), ports.deadlines(), chores, database, clock, PACE);
        placing = new Placing(
                ports.dataTokens(),
                ports.placements(),
                ports.devices(),
                requests,
                links,
                ports.envelopes(),
                ports.erasures(),
                ports.deadlines(),
                chores,
                settlement,
                secrets,
                ports.tokens(),
                database,
                clock,
                writeAcks);
        var reader = new ChunkReader(
                ports.placements(),
                ports.devices(),
                ports.devicePresences(),
                links,
                ports.envelopes(),
                requests,
                database,
                Duration.ofMillis(5));
        retrieval = new Retrieval(
                ports.dataTokens(),
                reader,
                settlement,
                ports.commands(),
                ports.deadlines(),
                database,
                database,
                Runnable::run,
                SECOND.multipliedBy(30));
        var downloading = new Downloading(
                ports.downloadTokens(),
                ports.dataTokens(),
                reader,
                settlement,
                new StreamNotes(auditing, secrets),
                ports.tokens(),
                database,
                database,
                clock,
                Runnable::run,
                new Downloading.Limits(PlatformInMemory.INLINE, Duration.ofMinutes(5), 16, SECOND.multipliedBy(30)));
        streams = new StreamHandler(
                new Uploading(
                        ports.streamTokens(),
                        ports.dataTokens(),
                        ports.uploads(),
                        ports.devices(),
                        ports.devicePresences(),
                        links,
                        ports.envelopes(),
                        placing,
                        ports.deadlines(),
                        voting.gatekeeper,
                        voting.holding,
                        voting.codec,
                        settlement,
                        new StreamNotes(auditing, secrets),
                        secrets,
                        ports.tokens(),
                        database,
                        clock,
                        new Uploading.Limits(PlatformInMemory.LONGEST, SECOND)),
                downloading,
                PlatformInMemory.STREAMS,
                PlatformInMemory.STREAMS_OF_PROFILE);
        erasureWork =
                new ErasureWork(ports.erasures(), ports.devices(), links, ports.deadlines(), database, database, clock);
        synchronisation = new Synchronisation(
                ports.devices(),
                ports.devicePresences(),
                ports.deviceSyncs(),
                ports.stocks(),
                ports.placements(),
                inventories,
                links,
                requests,
                ports.deadlines(),
                chores,
                settlement,
                ports.commands(),
                database,
                ports.tokens(),
                database,
                clock,
                Runnable::run,
                PACE);
        proofs = new Proofs(
                ports.devices(),
                ports.devicePresences(),
                ports.stocks(),
                inventories,
                links,
                requests,
                ports.deadlines(),
                ports.tokens(),
                database,
                clock,
                PACE);
        tokens = new TokenHandler(
                ports.dataTokens(),
                placing,
                retrieval,
                downloading,
                secrets,
                ports.tokenViews(),
                ports.streamTokens(),
                ports.uploads(),
                ports.devices(),
                ports.deadlines(),
                settlement,
                database,
                ports.statistics(),
                ports.tokens(),
                database,
                clock,
                Duration.ofMinutes(5));
    }
}
