package io.privicore.application.port;

import io.privicore.application.port.UserImports.Import;
import io.privicore.domain.directory.ImportId;
import java.time.InstantSource;

/** All ports of one in-memory database. */
public record InMemoryPorts(
        InMemoryDatabase database,
        InMemoryOutbox outbox,
        InMemoryProfiles profiles,
        InMemorySessions sessions,
        InMemorySignInAttempts signInAttempts,
        InMemoryApplications applications,
        InMemoryAuthorizationCodes authorizationCodes,
        InMemoryGrants grants,
        InMemoryDevices devices,
        InMemoryDevicePresences devicePresences,
        InMemoryDeviceSessions deviceSessions,
        InMemoryDeviceViews deviceViews,
        InMemoryDataTokens dataTokens,
        InMemoryStocks stocks,
        InMemoryDeviceSyncs deviceSyncs,
        InMemoryErasures erasures,
        InMemoryStreamTokens streamTokens,
        InMemoryDownloadTokens downloadTokens,
        InMemoryPairingTokens pairingTokens,
        InMemoryUploads uploads,
        InMemoryStatistics statistics,
        InMemoryTokenViews tokenViews,
        InMemoryCommands commands,
        InMemoryDeadlines deadlines,
        InMemoryKeyTraces keyTraces,
        InMemoryPolls polls,
        InMemoryVotingConfigurations votingConfigurations,
        InMemoryPolicies policies,
        InMemoryHeldOperations heldOperations,
        InMemoryDirectories directories,
        InMemoryMembers members,
        InMemoryInvitations invitations,
        InMemoryEnrolments enrolments,
        InMemoryDirectoryDevices directoryDevices,
        InMemoryDirectoryViews directoryViews,
        InMemoryUserBatches userBatches,
        InMemoryUserImports userImports,
        InMemoryImportRows importRows,
        InMemoryVotingPools votingPools,
        InMemoryProvisioningClients provisioningClients,
        InMemoryGroups groups,
        InMemoryProvisioningViews provisioningViews,
        InMemoryAuditTrails auditTrails,
        InMemoryVitals vitals,
        Envelopes envelopes,
        Tokens tokens)
        implements PersistencePorts {

    public static InMemoryPorts create(InstantSource clock) {
        return create(new InMemoryDatabase(clock), new PlainEnvelopes(clock), new CountingTokens());
    }

    public static InMemoryPorts create(InMemoryDatabase database, Envelopes envelopes, Tokens tokens) {
        InMemoryTable<ImportId, Import> imports = database.table();
        var importRows = new InMemoryImportRows(database, imports);
        return new InMemoryPorts(
                database,
                new InMemoryOutbox(database),
                new InMemoryProfiles(database),
                new InMemorySessions(database),
                new InMemorySignInAttempts(database),
                new InMemoryApplications(database),
                new InMemoryAuthorizationCodes(database),
                new InMemoryGrants(database),
                new InMemoryDevices(database),
                new InMemoryDevicePresences(database),
                new InMemoryDeviceSessions(database),
                new InMemoryDeviceViews(database),
                new InMemoryDataTokens(database),
                new InMemoryStocks(database),
                new InMemoryDeviceSyncs(database),
                new InMemoryErasures(database),
                new InMemoryStreamTokens(database),
                new InMemoryDownloadTokens(database),
                new InMemoryPairingTokens(database),
                new InMemoryUploads(database),
                new InMemoryStatistics(database),
                new InMemoryTokenViews(database, envelopes),
                new InMemoryCommands(database),
                new InMemoryDeadlines(database),
                new InMemoryKeyTraces(database),
                new InMemoryPolls(database),
                new InMemoryVotingConfigurations(database),
                new InMemoryPolicies(database),
                new InMemoryHeldOperations(database),
                new InMemoryDirectories(database),
                new InMemoryMembers(database),
                new InMemoryInvitations(database),
                new InMemoryEnrolments(database),
                new InMemoryDirectoryDevices(database),
                new InMemoryDirectoryViews(database, database.clock()),
                new InMemoryUserBatches(database),
                new InMemoryUserImports(imports, importRows),
                importRows,
                new InMemoryVotingPools(database),
                new InMemoryProvisioningClients(database),
                new InMemoryGroups(database),
                new InMemoryProvisioningViews(database),
                new InMemoryAuditTrails(database),
                new InMemoryVitals(database),
                envelopes,
                tokens);
    }

    @Override
    public Placements placements() {
        return dataTokens;
    }

    @Override
    public UnitOfWork unitOfWork() {
        return database;
    }

    @Override
    public Events events() {
        return database;
    }
}
