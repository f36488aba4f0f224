package io.privicore.bootstrap.wiring;

import io.privicore.application.Privicore;
import io.privicore.application.audit.AuditHandler;
import io.privicore.application.audit.Auditing;
import io.privicore.application.device.AccountWork;
import io.privicore.application.device.DeviceHandler;
import io.privicore.application.device.LastReplicas;
import io.privicore.application.device.StorageHandler;
import io.privicore.application.directory.DirectoryHandler;
import io.privicore.application.directory.Importing;
import io.privicore.application.directory.Joining;
import io.privicore.application.directory.Provisioning;
import io.privicore.application.engine.Authorisation;
import io.privicore.application.engine.DeadlineRunner;
import io.privicore.application.engine.Engine;
import io.privicore.application.engine.Handlers;
import io.privicore.application.engine.Housekeeping;
import io.privicore.application.engine.Resumption;
import io.privicore.application.oauth.OauthHandler;
import io.privicore.application.pipeline.Chores;
import io.privicore.application.pipeline.Gatekeeper;
import io.privicore.application.pipeline.Settlement;
import io.privicore.application.pipeline.WaitingRoom;
import io.privicore.application.policy.PolicyHandler;
import io.privicore.application.port.AuthorizationCodes;
import io.privicore.application.port.BrokerAccounts;
import io.privicore.application.port.Channels;
import io.privicore.application.port.CommandBytes;
import io.privicore.application.port.Commands;
import io.privicore.application.port.DataTokens;
import io.privicore.application.port.Deadlines;
import io.privicore.application.port.DeviceLinks;
import io.privicore.application.port.DevicePresences;
import io.privicore.application.port.DeviceSessions;
import io.privicore.application.port.DeviceViews;
import io.privicore.application.port.Devices;
import io.privicore.application.port.DownloadTokens;
import io.privicore.application.port.EngineKeys;
import io.privicore.application.port.Enrolments;
import io.privicore.application.port.Envelopes;
import io.privicore.application.port.Erasures;
import io.privicore.application.port.Events;
import io.privicore.application.port.Grants;
import io.privicore.application.port.HeldOperations;
import io.privicore.application.port.PairingTokens;
import io.privicore.application.port.Placements;
import io.privicore.application.port.Profiles;
import io.privicore.application.port.PublicKeys;
import io.privicore.application.port.Sessions;
import io.privicore.application.port.Statistics;
import io.privicore.application.port.Stocks;
import io.privicore.application.port.StreamTokens;
import io.privicore.application.port.TokenViews;
import io.privicore.application.port.Tokens;
import io.privicore.application.port.UnitOfWork;
import io.privicore.application.port.Uploads;
import io.privicore.application.port.UserImports;
import io.privicore.application.port.Vitals;
import io.privicore.application.profile.ProfileHandler;
import io.privicore.application.sync.Proofs;
import io.privicore.application.sync.SyncRequests;
import io.privicore.application.sync.Synchronisation;
import io.privicore.application.token.ChunkReader;
import io.privicore.application.token.Downloading;
import io.privicore.application.token.ErasureWork;
import io.privicore.application.token.Placing;
import io.privicore.application.token.Retrieval;
import io.privicore.application.token.TokenHandler;
import io.privicore.application.token.TokenSecrets;
import io.privicore.application.utility.UtilityHandler;
import io.privicore.application.voting.AuthenticatorHandler;
import io.privicore.application.voting.Balloting;
import io.privicore.application.voting.VotingHandler;
import io.privicore.domain.token.WriteAcks;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Builds the application, which knows no container, from the ports that adapters fulfil. */
@Singleton
public class ApplicationWiring {

    private final ExecutorService backgroundWork = Executors.newVirtualThreadPerTaskExecutor();

    @Produces
    @Singleton
    InstantSource clock() {
        // The database keeps microseconds: what is told at once must equal what is read back later.
        return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1000));
    }

    @Produces
    @Singleton
    Settlement settlement(
            Commands commands, Channels channels, Auditing auditing, UnitOfWork unitOfWork, InstantSource clock) {
        return new Settlement(commands, channels, auditing, unitOfWork, clock);
    }

    @Produces
    @Singleton
    Chores chores(Deadlines deadlines, UnitOfWork unitOfWork, InstantSource clock) {
        return new Chores(deadlines, unitOfWork, clock);
    }

    @Produces
    @Singleton
    TokenSecrets tokenSecrets(Tokens tokens, Envelopes envelopes) {
        return new TokenSecrets(tokens, envelopes);
    }

    @Produces
    @Singleton
    Placing placing(
            DataTokens dataTokens,
            Placements placements,
            Devices devices,
            SyncRequests syncs,
            DeviceLinks links,
            Envelopes envelopes,
            Erasures erasures,
            Deadlines deadlines,
            Chores chores,
            Settlement settlement,
            TokenSecrets secrets,
            Tokens tokens,
            Events events,
            InstantSource clock,
            EngineSettings settings) {
        return new Placing(
                dataTokens,
                placements,
                devices,
                syncs,
                links,
                envelopes,
                erasures,
                deadlines,
                chores,
                settlement,
                secrets,
                tokens,
                events,
                clock,
                WriteAcks.parse(settings.storage().writeAcks()));
    }

    @Produces
    @Singleton
    ChunkReader chunkReader(
            Placements placements,
            Devices devices,
            DevicePresences presences,
            DeviceLinks links,
            Envelopes envelopes,
            SyncRequests syncs,
            UnitOfWork unitOfWork,
            EngineSettings settings) {
        return new ChunkReader(
                placements,
                devices,
                presences,
                links,
                envelopes,
                syncs,
                unitOfWork,
                settings.request().patience());
    }

    @Produces
    @Singleton
    Retrieval retrieval(
            DataTokens dataTokens,
            ChunkReader reader,
            Settlement settlement,
            Commands commands,
            Deadlines deadlines,
            Events events,
            UnitOfWork unitOfWork,
            EngineSettings settings) {
        return new Retrieval(
                dataTokens,
                reader,
                settlement,
                commands,
                deadlines,
                events,
                unitOfWork,
                backgroundWork,
                settings.request().timeout());
    }

    @Produces
    @Singleton
    TokenHandler tokenHandler(
            DataTokens dataTokens,
            Placing placing,
            Retrieval retrieval,
            Downloading downloading,
            TokenSecrets secrets,
            TokenViews views,
            StreamTokens streamTokens,
            Uploads uploads,
            Devices devices,
            Deadlines deadlines,
            Settlement settlement,
            Events events,
            Statistics statistics,
            Tokens tokens,
            UnitOfWork unitOfWork,
            InstantSource clock,
            EngineSettings settings) {
        return new TokenHandler(
                dataTokens,
                placing,
                retrieval,
                downloading,
                secrets,
                views,
                streamTokens,
                uploads,
                devices,
                deadlines,
                settlement,
                events,
                statistics,
                tokens,
                unitOfWork,
                clock,
                settings.storage().updateTimeout());
    }

    @Produces
    @Singleton
    Handlers handlers(
            ProfileHandler profiles,
            TokenHandler tokenHandler,
            DeviceHandler devices,
            AuthenticatorHandler authenticators,
            VotingHandler voting,
            PolicyHandler policies,
            OauthHandler oauth,
            DirectoryHandler directories,
            Provisioning provisioning,
            AuditHandler audits,
            Devices allDevices,
            DeviceViews deviceViews,
            LastReplicas lastReplicas,
            SyncRequests syncs,
            Commands commands,
            EngineKeys engineKeys,
            PublicKeys publicKeys,
            Instance<Vitals> vitals) {
        return new Handlers(
                profiles,
                tokenHandler,
                devices,
                new StorageHandler(allDevices, deviceViews, lastReplicas, syncs),
                authenticators,
                voting,
                policies,
                oauth,
                directories,
                provisioning,
                audits,
                new UtilityHandler(
                        commands, engineKeys, publicKeys, vitals.stream().toList()));
    }

    @Produces
    @Singleton
    Privicore privicore(
            Authorisation authorisation,
            Handlers handlers,
            Gatekeeper gatekeeper,
            WaitingRoom waitingRoom,
            CommandBytes codec,
            Commands commands,
            Settlement settlement,
            Auditing auditing,
            Tokens tokens,
            UnitOfWork unitOfWork,
            InstantSource clock) {
        return new Engine(
                authorisation,
                gatekeeper,
                waitingRoom,
                codec,
                handlers,
                unitOfWork,
                commands,
                settlement,
                auditing,
                tokens,
                clock);
    }

    @Produces
    @Singleton
    DeadlineRunner deadlineRunner(
            Deadlines deadlines,
            Placing placing,
            Retrieval retrieval,
            ErasureWork erasureWork,
            Synchronisation synchronisation,
            Proofs proofs,
            Balloting balloting,
            Resumption resumption,
            Joining joining,
            Importing importing,
            UserImports imports,
            Enrolments enrolments,
            Profiles profiles,
            HeldOperations held,
            Devices devices,
            DevicePresences presences,
            DeviceSessions deviceSessions,
            DeviceLinks links,
            BrokerAccounts accounts,
            Erasures erasures,
            Stocks stocks,
            Sessions sessions,
            Grants grants,
            AuthorizationCodes codes,
            StreamTokens streamTokens,
            DownloadTokens downloadTokens,
            PairingTokens pairingTokens,
            Commands commands,
            Events events,
            Tokens tokens,
            Chores chores,
            UnitOfWork unitOfWork,
            InstantSource clock,
            EngineSettings settings) {
        var accountWork = new AccountWork(
                devices,
                profiles,
                presences,
                deviceSessions,
                links,
                accounts,
                erasures,
                stocks,
                deadlines,
                tokens,
                unitOfWork);
        var housekeeping = new Housekeeping(
                presences,
                sessions,
                commands,
                deviceSessions,
                grants,
                codes,
                streamTokens,
                downloadTokens,
                pairingTokens,
                held,
                enrolments,
                imports,
                placing,
                deadlines,
                events,
                unitOfWork,
                clock,
                settings.device().quietAfter());
        return new DeadlineRunner(
                deadlines,
                placing,
                retrieval,
                erasureWork,
                accountWork,
                synchronisation,
                proofs,
                balloting,
                resumption,
                joining,
                importing,
                housekeeping,
                chores,
                unitOfWork,
                clock,
                backgroundWork);
    }
}
