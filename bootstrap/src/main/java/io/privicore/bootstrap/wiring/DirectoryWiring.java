package io.privicore.bootstrap.wiring;

import io.privicore.application.Privicore;
import io.privicore.application.UserFiles;
import io.privicore.application.device.LastReplicas;
import io.privicore.application.device.VoteBox;
import io.privicore.application.directory.Departure;
import io.privicore.application.directory.DirectoryHandler;
import io.privicore.application.directory.Importing;
import io.privicore.application.directory.Joining;
import io.privicore.application.directory.Pools;
import io.privicore.application.directory.Provisioning;
import io.privicore.application.directory.SharedStorage;
import io.privicore.application.directory.Standing;
import io.privicore.application.directory.UserDevices;
import io.privicore.application.directory.UserTables;
import io.privicore.application.directory.Users;
import io.privicore.application.engine.Authorisation;
import io.privicore.application.engine.FileIntake;
import io.privicore.application.oauth.GrantEnding;
import io.privicore.application.pipeline.Chores;
import io.privicore.application.pipeline.Settlement;
import io.privicore.application.pipeline.WaitingRoom;
import io.privicore.application.port.Channels;
import io.privicore.application.port.Commands;
import io.privicore.application.port.Deadlines;
import io.privicore.application.port.Devices;
import io.privicore.application.port.Directories;
import io.privicore.application.port.DirectoryDevices;
import io.privicore.application.port.DirectoryViews;
import io.privicore.application.port.Enrolments;
import io.privicore.application.port.Events;
import io.privicore.application.port.Grants;
import io.privicore.application.port.Groups;
import io.privicore.application.port.ImportRows;
import io.privicore.application.port.Invitations;
import io.privicore.application.port.Members;
import io.privicore.application.port.PairingTokens;
import io.privicore.application.port.Policies;
import io.privicore.application.port.Profiles;
import io.privicore.application.port.ProvisioningClients;
import io.privicore.application.port.ProvisioningViews;
import io.privicore.application.port.Sessions;
import io.privicore.application.port.Stocks;
import io.privicore.application.port.StreamTokens;
import io.privicore.application.port.Tokens;
import io.privicore.application.port.UnitOfWork;
import io.privicore.application.port.UserBatches;
import io.privicore.application.port.UserImports;
import io.privicore.application.port.VotingPools;
import io.privicore.application.profile.PasswordRules;
import io.privicore.application.sync.SyncRequests;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Builds the part of the application that keeps directories, and what hangs on somebody's role in one. */
@Singleton
public class DirectoryWiring {

    @Produces
    @Singleton
    Standing standing(Members members, ProvisioningClients clients) {
        return new Standing(members, clients);
    }

    @Produces
    @Singleton
    Authorisation authorisation(
            Sessions sessions, ProvisioningClients clients, Standing standing, Tokens tokens, InstantSource clock) {
        return new Authorisation(sessions, clients, standing, tokens, clock);
    }

    @Produces
    @Singleton
    Joining joining(
            Invitations invitations,
            Members members,
            Profiles profiles,
            Standing standing,
            Deadlines deadlines,
            Tokens tokens,
            InstantSource clock) {
        return new Joining(invitations, members, profiles, standing, deadlines, tokens, clock);
    }

    @Produces
    @Singleton
    SharedStorage sharedStorage(
            DirectoryDevices directoryDevices,
            Devices devices,
            Stocks stocks,
            LastReplicas lastReplicas,
            SyncRequests syncs,
            InstantSource clock) {
        return new SharedStorage(directoryDevices, devices, stocks, lastReplicas, syncs, clock);
    }

    @Produces
    @Singleton
    Departure departure(
            Members members,
            Groups groups,
            Profiles profiles,
            Sessions sessions,
            GrantEnding grants,
            PairingTokens pairingTokens,
            StreamTokens streamTokens,
            Enrolments enrolments,
            Devices devices,
            DirectoryDevices directoryDevices,
            SharedStorage storage,
            VoteBox votes,
            WaitingRoom waitingRoom,
            Channels channels,
            Chores chores,
            UnitOfWork unitOfWork) {
        return new Departure(
                members,
                groups,
                profiles,
                sessions,
                grants,
                pairingTokens,
                streamTokens,
                enrolments,
                devices,
                directoryDevices,
                storage,
                votes,
                waitingRoom,
                channels,
                chores,
                unitOfWork);
    }

    @Produces
    @Singleton
    Users users(
            Members members,
            Profiles profiles,
            Enrolments enrolments,
            Standing standing,
            Departure departure,
            PasswordRules passwords,
            Events events,
            Tokens tokens) {
        return new Users(members, profiles, enrolments, standing, departure, passwords, events, tokens);
    }

    @Produces
    @Singleton
    Importing importing(
            UserImports imports,
            ImportRows rows,
            UserBatches users,
            Members members,
            Profiles profiles,
            Grants grants,
            Departure departure,
            Settlement settlement,
            Commands commands,
            Chores chores,
            Deadlines deadlines,
            Tokens tokens,
            UnitOfWork unitOfWork,
            InstantSource clock) {
        return new Importing(
                imports,
                rows,
                users,
                members,
                profiles,
                grants,
                departure,
                settlement,
                commands,
                chores,
                deadlines,
                tokens,
                unitOfWork,
                clock);
    }

    @Produces
    @Singleton
    UserFiles userFiles(
            Authorisation authorisation,
            Privicore privicore,
            UserImports imports,
            ImportRows rows,
            Tokens tokens,
            UnitOfWork unitOfWork,
            InstantSource clock) {
        return new FileIntake(authorisation, privicore, imports, rows, tokens, unitOfWork, clock);
    }

    @Produces
    @Singleton
    UserDevices userDevices(
            Devices devices,
            DirectoryDevices directoryDevices,
            Members members,
            Standing standing,
            SharedStorage storage,
            Tokens tokens) {
        return new UserDevices(devices, directoryDevices, members, standing, storage, tokens);
    }

    @Produces
    @Singleton
    Provisioning provisioning(
            ProvisioningClients clients,
            Groups groups,
            ProvisioningViews views,
            Directories directories,
            Members members,
            Standing standing,
            Tokens tokens) {
        return new Provisioning(clients, groups, views, directories, members, standing, tokens);
    }

    @Produces
    @Singleton
    DirectoryHandler directoryHandler(
            Directories directories,
            Members members,
            Standing standing,
            DirectoryViews views,
            Users users,
            Importing importing,
            UserBatches batches,
            UserImports imports,
            ImportRows rows,
            Joining joining,
            VotingPools pools,
            Policies policies,
            UserDevices devices,
            Tokens tokens) {
        return new DirectoryHandler(
                directories,
                members,
                standing,
                views,
                users,
                importing,
                new UserTables(batches, imports, rows),
                joining,
                new Pools(pools, directories, policies, standing, tokens),
                devices,
                tokens);
    }
}
