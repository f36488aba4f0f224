package io.privicore.domain.directory;

import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Event;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.voting.VotingConfigurationId;

/** What becomes known of directories and of who is in them. Names of people are not in events. */
public sealed interface DirectoryEvent extends Event {

    DirectoryId directory();

    @Override
    default String subject() {
        return directory().toString();
    }

    /** @param profile the owner */
    record Registered(ProfileId profile, DirectoryId directory, String name, String shortName)
            implements DirectoryEvent {}

    /** @param profile the owner */
    record MetaStored(ProfileId profile, DirectoryId directory) implements DirectoryEvent {}

    /** @param profile the owner */
    record VotingPoolCreated(ProfileId profile, DirectoryId directory, VotingConfigurationId pool, String name)
            implements DirectoryEvent {}

    /** @param profile the owner */
    record VotingPoolRemoved(ProfileId profile, DirectoryId directory, VotingConfigurationId pool, String name)
            implements DirectoryEvent {}

    /** @param profile the owner */
    record ProvisioningClientCreated(ProfileId profile, DirectoryId directory, ProvisioningClientId client, String name)
            implements DirectoryEvent {}

    /** @param profile the owner */
    record ProvisioningClientRevoked(ProfileId profile, DirectoryId directory, ProvisioningClientId client, String name)
            implements DirectoryEvent {}

    /** @param profile the owner */
    record GroupCreated(ProfileId profile, DirectoryId directory, GroupId group) implements DirectoryEvent {}

    /** @param profile the owner */
    record GroupUpdated(ProfileId profile, DirectoryId directory, GroupId group) implements DirectoryEvent {}

    /** @param profile the owner */
    record GroupRemoved(ProfileId profile, DirectoryId directory, GroupId group) implements DirectoryEvent {}

    /** What is known of one member; in order for each member, not for the directory as a whole. */
    sealed interface OfMember extends DirectoryEvent {

        @Override
        default String subject() {
            return profile().toString();
        }
    }

    record UserCreated(ProfileId profile, DirectoryId directory, String role) implements OfMember {}

    /** Somebody who was there before accepted an invitation. */
    record UserJoined(ProfileId profile, DirectoryId directory, String role) implements OfMember {}

    record UserUpdated(ProfileId profile, DirectoryId directory) implements OfMember {}

    record RoleAssigned(ProfileId profile, DirectoryId directory, String from, String to) implements OfMember {}

    record UserSuspended(ProfileId profile, DirectoryId directory) implements OfMember {}

    record UserReactivated(ProfileId profile, DirectoryId directory) implements OfMember {}

    /** @param managed whether the profile ended with it */
    record UserRemoved(ProfileId profile, DirectoryId directory, boolean managed) implements OfMember {}

    /** A user gave itself its first password by an enrolment link. */
    record UserEnrolled(ProfileId profile, DirectoryId directory) implements OfMember {}

    /** An administrator gave a user another password. */
    record UserPasswordSet(ProfileId profile, DirectoryId directory) implements OfMember {}

    record InvitationSent(ProfileId profile, DirectoryId directory, InvitationId invitation, String role)
            implements OfMember {}

    record InvitationResent(ProfileId profile, DirectoryId directory, InvitationId invitation) implements OfMember {}

    record InvitationAccepted(ProfileId profile, DirectoryId directory, InvitationId invitation) implements OfMember {}

    record InvitationDeclined(ProfileId profile, DirectoryId directory, InvitationId invitation) implements OfMember {}

    record InvitationRevoked(ProfileId profile, DirectoryId directory, InvitationId invitation) implements OfMember {}

    record InvitationExpired(ProfileId profile, DirectoryId directory, InvitationId invitation) implements OfMember {}

    record GroupJoined(ProfileId profile, DirectoryId directory, GroupId group) implements OfMember {}

    record GroupLeft(ProfileId profile, DirectoryId directory, GroupId group) implements OfMember {}

    /** A device was made for a user. */
    record UserDeviceCreated(ProfileId profile, DirectoryId directory, DeviceId device) implements OfMember {}

    /** A user's data is stored on this device too. */
    record UserStorageAdded(ProfileId profile, DirectoryId directory, DeviceId device) implements OfMember {}

    /** A user's data is no longer stored on this device. */
    record UserStorageRemoved(ProfileId profile, DirectoryId directory, DeviceId device) implements OfMember {}
}
