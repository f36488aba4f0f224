package io.privicore.application.port;

/** The ports that share one database. Contracts run against any set of them. */
public interface PersistencePorts {

    UnitOfWork unitOfWork();

    Events events();

    Outbox outbox();

    Profiles profiles();

    Sessions sessions();

    SignInAttempts signInAttempts();

    Applications applications();

    AuthorizationCodes authorizationCodes();

    Grants grants();

    Devices devices();

    DevicePresences devicePresences();

    DeviceSessions deviceSessions();

    DeviceViews deviceViews();

    DataTokens dataTokens();

    Placements placements();

    Stocks stocks();

    DeviceSyncs deviceSyncs();

    Erasures erasures();

    StreamTokens streamTokens();

    DownloadTokens downloadTokens();

    PairingTokens pairingTokens();

    Uploads uploads();

    Statistics statistics();

    TokenViews tokenViews();

    Commands commands();

    Deadlines deadlines();

    KeyTraces keyTraces();

    Polls polls();

    VotingConfigurations votingConfigurations();

    Policies policies();

    HeldOperations heldOperations();

    Directories directories();

    Members members();

    Invitations invitations();

    Enrolments enrolments();

    DirectoryDevices directoryDevices();

    DirectoryViews directoryViews();

    UserBatches userBatches();

    UserImports userImports();

    ImportRows importRows();

    VotingPools votingPools();

    ProvisioningClients provisioningClients();

    Groups groups();

    ProvisioningViews provisioningViews();

    AuditTrails auditTrails();

    Vitals vitals();

    Envelopes envelopes();

    Tokens tokens();
}
