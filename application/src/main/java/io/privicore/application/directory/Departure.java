package io.privicore.application.directory;

import io.privicore.application.device.VoteBox;
import io.privicore.application.oauth.GrantEnding;
import io.privicore.application.pipeline.Chores;
import io.privicore.application.pipeline.WaitingRoom;
import io.privicore.application.port.ChannelMessage.TokenEnded;
import io.privicore.application.port.Channels;
import io.privicore.application.port.Deadlines.Kind;
import io.privicore.application.port.Devices;
import io.privicore.application.port.DirectoryDevices;
import io.privicore.application.port.Enrolments;
import io.privicore.application.port.Groups;
import io.privicore.application.port.Members;
import io.privicore.application.port.PairingTokens;
import io.privicore.application.port.Profiles;
import io.privicore.application.port.Sessions;
import io.privicore.application.port.StreamTokens;
import io.privicore.application.port.UnitOfWork;
import io.privicore.domain.device.Device;
import io.privicore.domain.device.DeviceState;
import io.privicore.domain.directory.Member;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.ProfileId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What ends when somebody rises, is suspended or leaves: exactly what the directory gave, and of a managed user everything. All
 * of it within the present unit of work; what must be told to the broker follows as a chore.
 */
public final class Departure {

    private final Members members;
    private final Groups groups;
    private final Profiles profiles;
    private final Sessions sessions;
    private final GrantEnding grants;
    private final PairingTokens pairingTokens;
    private final StreamTokens streamTokens;
    private final Enrolments enrolments;
    private final Devices devices;
    private final DirectoryDevices directoryDevices;
    private final SharedStorage storage;
    private final VoteBox votes;
    private final WaitingRoom waitingRoom;
    private final Channels channels;
    private final Chores chores;
    private final UnitOfWork unitOfWork;

    public Departure(
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
        this.members = members;
        this.groups = groups;
        this.profiles = profiles;
        this.sessions = sessions;
        this.grants = grants;
        this.pairingTokens = pairingTokens;
        this.streamTokens = streamTokens;
        this.enrolments = enrolments;
        this.devices = devices;
        this.directoryDevices = directoryDevices;
        this.storage = storage;
        this.votes = votes;
        this.waitingRoom = waitingRoom;
        this.channels = channels;
        this.chores = chores;
        this.unitOfWork = unitOfWork;
    }

    /**
     * A link for whoever rises to administrator ends: it is known to whoever made it, who may have governed a member and may
     * not set the password of an administrator.
     */
    void rose(Member member) {
        if (member.managed()) {
            enrolments.forget(member.profile());
        }
    }

    /** A managed user may do nothing from now on, nor may its devices; an invited one only loses its role here. */
    void suspended(Member member) {
        if (member.managed()) {
            profiles.save(profiles.get(member.profile()).suspend());
            endSessions(member.profile());
            alignDevices(member.profile());
        }
    }

    void reactivated(Member member) {
        if (member.managed()) {
            profiles.save(profiles.get(member.profile()).reactivate());
            alignDevices(member.profile());
        }
    }

    /**
     * A managed user also leaves every other directory that it was invited into; what it owns stays with its administrators.
     * Refuses where somebody who stays would lose data with it. The profile and the memberships go first: whoever lets it in
     * somewhere, or a device store for it, has done so and is seen, or finds it gone.
     *
     * @param end the end of its membership
     */
    void left(Member member, Change<Optional<Member>> end) {
        if (member.managed()) {
            profiles.save(profiles.get(member.profile()).remove());
        }
        members.end(member, end);
        var ending = ending(member);
        storage.leave(member, ending.stream().map(Device::id).collect(Collectors.toSet()), !member.managed());
        if (member.managed()) {
            for (var elsewhere : members.of(member.profile())) {
                if (!elsewhere.directory().equals(member.directory()) && elsewhere.role() != Role.OWNER) {
                    members.end(elsewhere, elsewhere.leave());
                    storage.leave(elsewhere, Set.of(), false);
                    leaveGroups(elsewhere);
                }
            }
            enrolments.forget(member.profile());
            endSessions(member.profile());
            grants.removeApplications(member.profile());
        }
        ending.forEach(this::remove);
        leaveGroups(member);
    }

    /** Comes last: whoever lets it into a group meanwhile waits for its end, or is seen. */
    private void leaveGroups(Member member) {
        groups.leaveAll(member.directory(), member.profile());
    }

    private List<Device> ending(Member member) {
        return member.managed()
                ? devices.of(member.profile())
                : devices.find(directoryDevices.createdFor(member.directory(), member.profile()));
    }

    /**
     * Ends every token of the profile, those of applications and what they could be had or renewed by included, its channels,
     * and what was asked for with them and waits for votes. What lets devices and data in ends with them: whoever stole a
     * token keeps nothing that was made with it.
     */
    void endSessions(ProfileId profile) {
        grants.endAll(profile);
        pairingTokens.endUnused(profile);
        streamTokens.endAll(profile);
        for (var session : sessions.endAll(profile)) {
            waitingRoom.abandon(profile, session.id());
            unitOfWork.afterCommit(() -> channels.tell(profile, new TokenEnded(session.token())));
        }
    }

    private void alignDevices(ProfileId profile) {
        devices.of(profile).stream()
                .filter(device -> device.state() == DeviceState.ACTIVE)
                .forEach(device -> chores.add(Kind.DEVICE_ACCESS, device.id().value()));
    }

    private void remove(Device device) {
        devices.save(device.remove());
        votes.removed(device.id());
        chores.add(Kind.DEVICE_REVOCATION, device.id().value());
    }
}
