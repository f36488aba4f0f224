package io.privicore.adapters.persistence;

import io.privicore.application.port.Applications;
import io.privicore.application.port.AuditTrails;
import io.privicore.application.port.AuthorizationCodes;
import io.privicore.application.port.Commands;
import io.privicore.application.port.CountingTokens;
import io.privicore.application.port.DataTokens;
import io.privicore.application.port.Deadlines;
import io.privicore.application.port.DevicePresences;
import io.privicore.application.port.DeviceSessions;
import io.privicore.application.port.DeviceSyncs;
import io.privicore.application.port.DeviceViews;
import io.privicore.application.port.Devices;
import io.privicore.application.port.Directories;
import io.privicore.application.port.DirectoryDevices;
import io.privicore.application.port.DirectoryViews;
import io.privicore.application.port.DownloadTokens;
import io.privicore.application.port.Enrolments;
import io.privicore.application.port.Envelopes;
import io.privicore.application.port.Erasures;
import io.privicore.application.port.Events;
import io.privicore.application.port.Grants;
import io.privicore.application.port.Groups;
import io.privicore.application.port.HeldOperations;
import io.privicore.application.port.ImportRows;
import io.privicore.application.port.Invitations;
import io.privicore.application.port.KeyTraces;
import io.privicore.application.port.Members;
import io.privicore.application.port.Outbox;
import io.privicore.application.port.PairingTokens;
import io.privicore.application.port.PersistencePorts;
import io.privicore.application.port.Placements;
import io.privicore.application.port.PlainEnvelopes;
import io.privicore.application.port.Policies;
import io.privicore.application.port.Polls;
import io.privicore.application.port.Profiles;
import io.privicore.application.port.ProvisioningClients;
import io.privicore.application.port.ProvisioningViews;
import io.privicore.application.port.Sessions;
import io.privicore.application.port.SettableClock;
import io.privicore.application.port.SignInAttempts;
import io.privicore.application.port.Statistics;
import io.privicore.application.port.Stocks;
import io.privicore.application.port.StreamTokens;
import io.privicore.application.port.TokenViews;
import io.privicore.application.port.Tokens;
import io.privicore.application.port.UnitOfWork;
import io.privicore.application.port.Uploads;
import io.privicore.application.port.UserBatches;
import io.privicore.application.port.UserImports;
import io.privicore.application.port.Vitals;
import io.privicore.application.port.VotingConfigurations;
import io.privicore.application.port.VotingPools;
import io.quarkus.arc.Arc;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** The ports as the running application has them, and what they need from other adapters. */
public final class JpaPorts implements PersistencePorts {

    /** What gives events their time, in all tests. */
    SettableClock clock() {
        return bean(SettableClock.class);
    }

    private static <T> T bean(Class<T> type) {
        return Arc.container().instance(type).get();
    }

    @Override
    public UnitOfWork unitOfWork() {
        return bean(UnitOfWork.class);
    }

    @Override
    public Events events() {
        return bean(Events.class);
    }

    @Override
    public Outbox outbox() {
        return bean(Outbox.class);
    }

    @Override
    public Profiles profiles() {
        return bean(Profiles.class);
    }

    @Override
    public Sessions sessions() {
        return bean(Sessions.class);
    }

    @Override
    public SignInAttempts signInAttempts() {
        return bean(SignInAttempts.class);
    }

    @Override
    public Applications applications() {
        return bean(Applications.class);
    }

    @Override
    public AuthorizationCodes authorizationCodes() {
        return bean(AuthorizationCodes.class);
    }

    @Override
    public Grants grants() {
        return bean(Grants.class);
    }

    @Override
    public Devices devices() {
        return bean(Devices.class);
    }

    @Override
    public DevicePresences devicePresences() {
        return bean(DevicePresences.class);
    }

    @Override
    public DeviceSessions deviceSessions() {
        return bean(DeviceSessions.class);
    }

    @Override
    public DeviceViews deviceViews() {
        return bean(DeviceViews.class);
    }

    @Override
    public DataTokens dataTokens() {
        return bean(DataTokens.class);
    }

    @Override
    public Placements placements() {
        return bean(Placements.class);
    }

    @Override
    public Stocks stocks() {
        return bean(Stocks.class);
    }

    @Override
    public DeviceSyncs deviceSyncs() {
        return bean(DeviceSyncs.class);
    }

    @Override
    public Erasures erasures() {
        return bean(Erasures.class);
    }

    @Override
    public StreamTokens streamTokens() {
        return bean(StreamTokens.class);
    }

    @Override
    public DownloadTokens downloadTokens() {
        return bean(DownloadTokens.class);
    }

    @Override
    public PairingTokens pairingTokens() {
        return bean(PairingTokens.class);
    }

    @Override
    public Uploads uploads() {
        return bean(Uploads.class);
    }

    @Override
    public Statistics statistics() {
        return bean(Statistics.class);
    }

    @Override
    public TokenViews tokenViews() {
        return bean(TokenViews.class);
    }

    @Override
    public Commands commands() {
        return bean(Commands.class);
    }

    @Override
    public Deadlines deadlines() {
        return bean(Deadlines.class);
    }

    @Override
    public KeyTraces keyTraces() {
        return bean(KeyTraces.class);
    }

    @Override
    public Polls polls() {
        return bean(Polls.class);
    }

    @Override
    public VotingConfigurations votingConfigurations() {
        return bean(VotingConfigurations.class);
    }

    @Override
    public Policies policies() {
        return bean(Policies.class);
    }

    @Override
    public HeldOperations heldOperations() {
        return bean(HeldOperations.class);
    }

    @Override
    public Directories directories() {
        return bean(Directories.class);
    }

    @Override
    public Members members() {
        return bean(Members.class);
    }

    @Override
    public Invitations invitations() {
        return bean(Invitations.class);
    }

    @Override
    public Enrolments enrolments() {
        return bean(Enrolments.class);
    }

    @Override
    public DirectoryDevices directoryDevices() {
        return bean(DirectoryDevices.class);
    }

    @Override
    public UserBatches userBatches() {
        return bean(UserBatches.class);
    }

    @Override
    public UserImports userImports() {
        return bean(UserImports.class);
    }

    @Override
    public ImportRows importRows() {
        return bean(ImportRows.class);
    }

    @Override
    public VotingPools votingPools() {
        return Arc.container().instance(VotingPools.class).get();
    }

    @Override
    public ProvisioningClients provisioningClients() {
        return bean(ProvisioningClients.class);
    }

    @Override
    public Groups groups() {
        return bean(Groups.class);
    }

    @Override
    public ProvisioningViews provisioningViews() {
        return bean(ProvisioningViews.class);
    }

    @Override
    public DirectoryViews directoryViews() {
        return bean(DirectoryViews.class);
    }

    @Override
    public AuditTrails auditTrails() {
        return bean(AuditTrails.class);
    }

    @Override
    public Vitals vitals() {
        return bean(Vitals.class);
    }

    @Override
    public Envelopes envelopes() {
        return bean(Envelopes.class);
    }

    @Override
    public Tokens tokens() {
        return bean(Tokens.class);
    }

    @Singleton
    static class OtherAdapters {

        @Produces
        @Singleton
        SettableClock clock() {
            return new SettableClock();
        }

        @Produces
        @Singleton
        Envelopes envelopes(InstantSource clock) {
            return new PlainEnvelopes(clock);
        }

        @Produces
        @Singleton
        Tokens tokens() {
            return new CountingTokens();
        }
    }
}
