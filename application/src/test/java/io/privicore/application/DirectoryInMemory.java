package io.privicore.application;

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
import io.privicore.application.oauth.GrantEnding;
import io.privicore.application.pipeline.Chores;
import io.privicore.application.pipeline.Settlement;
import io.privicore.application.pipeline.WaitingRoom;
import io.privicore.application.port.Channels;
import io.privicore.application.port.InMemoryPorts;
import io.privicore.application.profile.PasswordRules;
import io.privicore.application.sync.SyncRequests;
import java.time.InstantSource;

/** The part of a platform in memory that keeps directories. */
final class DirectoryInMemory {

    final Standing standing;
    final Joining joining;
    final Importing importing;
    final DirectoryHandler handler;
    final Provisioning provisioning;

    DirectoryInMemory(
            InMemoryPorts ports,
            PasswordRules passwords,
            GrantEnding grants,
            VoteBox votes,
            WaitingRoom waitingRoom,
            Channels channels,
            Chores chores,
            Settlement settlement,
            SyncRequests syncs,
            InstantSource clock) {
        standing = new Standing(ports.members(), ports.provisioningClients());
        joining = new Joining(
                ports.invitations(),
                ports.members(),
                ports.profiles(),
                standing,
                ports.deadlines(),
                ports.tokens(),
                clock);
        var storage = new SharedStorage(
                ports.directoryDevices(),
                ports.devices(),
                ports.stocks(),
                new LastReplicas(ports.placements()),
                syncs,
                clock);
        var departure = new Departure(
                ports.members(),
                ports.groups(),
                ports.profiles(),
                ports.sessions(),
                grants,
                ports.pairingTokens(),
                ports.streamTokens(),
                ports.enrolments(),
                ports.devices(),
                ports.directoryDevices(),
                storage,
                votes,
                waitingRoom,
                channels,
                chores,
                ports.database());
        var users = new Users(
                ports.members(),
                ports.profiles(),
                ports.enrolments(),
                standing,
                departure,
                passwords,
                ports.database(),
                ports.tokens());
        var devices = new UserDevices(
                ports.devices(), ports.directoryDevices(), ports.members(), standing, storage, ports.tokens());
        var pools = new Pools(ports.votingPools(), ports.directories(), ports.policies(), standing, ports.tokens());
        importing = new Importing(
                ports.userImports(),
                ports.importRows(),
                ports.userBatches(),
                ports.members(),
                ports.profiles(),
                ports.grants(),
                departure,
                settlement,
                ports.commands(),
                chores,
                ports.deadlines(),
                ports.tokens(),
                ports.database(),
                clock);
        provisioning = new Provisioning(
                ports.provisioningClients(),
                ports.groups(),
                ports.provisioningViews(),
                ports.directories(),
                ports.members(),
                standing,
                ports.tokens());
        handler = new DirectoryHandler(
                ports.directories(),
                ports.members(),
                standing,
                ports.directoryViews(),
                users,
                importing,
                new UserTables(ports.userBatches(), ports.userImports(), ports.importRows()),
                joining,
                pools,
                devices,
                ports.tokens());
    }
}
