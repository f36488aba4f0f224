package io.privicore.application.event;

import io.privicore.application.command.CommandId;
import io.privicore.domain.access.SessionEvent;
import io.privicore.domain.device.DeviceEvent;
import io.privicore.domain.directory.DirectoryEvent;
import io.privicore.domain.directory.GroupId;
import io.privicore.domain.directory.InvitationId;
import io.privicore.domain.directory.ProvisioningClientId;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Event;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.oauth.OauthEvent;
import io.privicore.domain.policy.PolicyEvent;
import io.privicore.domain.policy.PolicyId;
import io.privicore.domain.profile.ProfileEvent;
import io.privicore.domain.token.DataTokenEvent;
import io.privicore.domain.token.TokenId;
import io.privicore.domain.voting.BallotId;
import io.privicore.domain.voting.PollEvent;
import io.privicore.domain.voting.PollId;
import io.privicore.domain.voting.VotingConfigurationId;
import io.privicore.domain.voting.VotingEvent;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The one table of events: what each is called for good, and how its fields appear. Renaming a class breaks nothing. */
public final class EventCatalogue {

    private static final Map<Class<? extends Event>, String> NAMES = names();

    private static final ClassValue<RecordComponent[]> COMPONENTS = new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
            return type.getRecordComponents();
        }
    };

    private EventCatalogue() {}

    /** The sealed interfaces under which all events stand, one an area. */
    public static List<Class<? extends Event>> areas() {
        return List.of(
                CommandEvent.class,
                DataTokenEvent.class,
                DeviceEvent.class,
                OauthEvent.class,
                DirectoryEvent.class,
                PolicyEvent.class,
                PollEvent.class,
                ProfileEvent.class,
                SessionEvent.class,
                VotingEvent.class);
    }

    /** Every event there is, with its wire name. */
    public static Map<Class<? extends Event>, String> all() {
        return NAMES;
    }

    /** The wire name, such as {@code device.approved}. */
    public static String name(Event event) {
        var name = NAMES.get(event.getClass());
        if (name == null) {
            throw new IllegalStateException("Expected " + event.getClass() + " in the catalogue, but it is not");
        }
        return name;
    }

    /** The event's own fields as texts, numbers and booleans, in the order of its record. */
    public static Map<String, Object> data(Event event) {
        Map<String, Object> data = new LinkedHashMap<>();
        for (var component : COMPONENTS.get(event.getClass())) {
            try {
                data.put(component.getName(), plain(component.getAccessor().invoke(event)));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return data;
    }

    private static Object plain(Object value) {
        return switch (value) {
            case String text -> text;
            case Number number -> number;
            case Boolean flag -> flag;
            case Instant time -> time.toString();
            case UUID id -> id.toString();
            case ProfileId id -> id.toString();
            case DeviceId id -> id.toString();
            case ApplicationId id -> id.toString();
            case TokenId id -> id.toString();
            case CommandId id -> id.toString();
            case PollId id -> id.toString();
            case BallotId id -> id.toString();
            case VotingConfigurationId id -> id.toString();
            case PolicyId id -> id.toString();
            case DirectoryId id -> id.toString();
            case InvitationId id -> id.toString();
            case ProvisioningClientId id -> id.toString();
            case GroupId id -> id.toString();
            default -> throw new IllegalStateException("Expected a plain event field, but got " + value.getClass());
        };
    }

    private static Map<Class<? extends Event>, String> names() {
        Map<Class<? extends Event>, String> names = new LinkedHashMap<>();
        names.put(CommandEvent.Succeeded.class, "command.succeeded");
        names.put(CommandEvent.Rejected.class, "command.rejected");
        names.put(ProfileEvent.Registered.class, "profile.registered");
        names.put(ProfileEvent.PasswordChanged.class, "profile.password-changed");
        names.put(ProfileEvent.Activated.class, "profile.activated");
        names.put(ProfileEvent.PublicKeyReplaced.class, "profile.public-key-replaced");
        names.put(ProfileEvent.Renamed.class, "profile.renamed");
        names.put(ProfileEvent.Suspended.class, "profile.suspended");
        names.put(ProfileEvent.Reactivated.class, "profile.reactivated");
        names.put(ProfileEvent.Removed.class, "profile.removed");
        names.put(ProfileEvent.PairingOffered.class, "profile.pairing-offered");
        names.put(SessionEvent.SignedIn.class, "profile.signed-in");
        names.put(SessionEvent.SignedOut.class, "profile.signed-out");
        names.put(OauthEvent.Registered.class, "oauth.registered");
        names.put(OauthEvent.ConfigurationRetrieved.class, "oauth.configuration-retrieved");
        names.put(OauthEvent.CodeRequested.class, "oauth.code-requested");
        names.put(OauthEvent.Granted.class, "oauth.granted");
        names.put(OauthEvent.Refreshed.class, "oauth.refreshed");
        names.put(OauthEvent.ReuseDetected.class, "oauth.reuse-detected");
        names.put(OauthEvent.Revoked.class, "oauth.revoked");
        names.put(OauthEvent.ApplicationRemoved.class, "oauth.removed");
        names.put(DataTokenEvent.TokenReserved.class, "data-token.reserved");
        names.put(DataTokenEvent.Exchanged.class, "data-token.exchanged");
        names.put(DataTokenEvent.Described.class, "data-token.described");
        names.put(DataTokenEvent.Requested.class, "data-token.requested");
        names.put(DataTokenEvent.Delivered.class, "data-token.delivered");
        names.put(DataTokenEvent.Updated.class, "data-token.updated");
        names.put(DataTokenEvent.TokenDeleted.class, "data-token.deleted");
        names.put(DataTokenEvent.ErasureConfirmed.class, "data-token.erasure-confirmed");
        names.put(DataTokenEvent.TokenExpired.class, "data-token.expired");
        names.put(DataTokenEvent.Replicated.class, "data-token.replicated");
        names.put(DeviceEvent.Requested.class, "device.requested");
        names.put(DeviceEvent.Approved.class, "device.approved");
        names.put(DeviceEvent.Rejected.class, "device.rejected");
        names.put(DeviceEvent.Configured.class, "device.configured");
        names.put(DeviceEvent.ConfigurationRotated.class, "device.configuration-rotated");
        names.put(DeviceEvent.KeysPinned.class, "device.keys-pinned");
        names.put(DeviceEvent.Paired.class, "device.paired");
        names.put(DeviceEvent.Connected.class, "device.connected");
        names.put(DeviceEvent.Disconnected.class, "device.disconnected");
        names.put(DeviceEvent.Removed.class, "device.removed");
        names.put(DeviceEvent.StorageRegistered.class, "storage.registered");
        names.put(DeviceEvent.StorageRemoved.class, "storage.removed");
        names.put(DeviceEvent.StorageLagging.class, "storage.lagging");
        names.put(DeviceEvent.SyncStarted.class, "storage.sync-started");
        names.put(DeviceEvent.SyncFinished.class, "storage.sync-finished");
        names.put(DeviceEvent.ReplicaLost.class, "storage.replica-lost");
        names.put(DeviceEvent.Repaired.class, "storage.repaired");
        names.put(DeviceEvent.AuthenticatorRegistered.class, "authenticator.registered");
        names.put(DeviceEvent.AuthenticatorRemoved.class, "authenticator.removed");
        names.put(VotingEvent.SettingsChanged.class, "authenticator.settings-changed");
        names.put(VotingEvent.VoteRefused.class, "authenticator.vote-refused");
        names.put(DirectoryEvent.Registered.class, "directory.registered");
        names.put(DirectoryEvent.MetaStored.class, "directory.meta-stored");
        names.put(DirectoryEvent.VotingPoolCreated.class, "directory.voting-pool.created");
        names.put(DirectoryEvent.VotingPoolRemoved.class, "directory.voting-pool.removed");
        names.put(DirectoryEvent.ProvisioningClientCreated.class, "directory.provisioning-client.created");
        names.put(DirectoryEvent.ProvisioningClientRevoked.class, "directory.provisioning-client.revoked");
        names.put(DirectoryEvent.GroupCreated.class, "directory.group.created");
        names.put(DirectoryEvent.GroupUpdated.class, "directory.group.updated");
        names.put(DirectoryEvent.GroupRemoved.class, "directory.group.removed");
        names.put(DirectoryEvent.GroupJoined.class, "directory.group.member-added");
        names.put(DirectoryEvent.GroupLeft.class, "directory.group.member-removed");
        names.put(DirectoryEvent.UserCreated.class, "directory.user.created");
        names.put(DirectoryEvent.UserJoined.class, "directory.user.joined");
        names.put(DirectoryEvent.UserUpdated.class, "directory.user.updated");
        names.put(DirectoryEvent.RoleAssigned.class, "directory.user.role-assigned");
        names.put(DirectoryEvent.UserSuspended.class, "directory.user.suspended");
        names.put(DirectoryEvent.UserReactivated.class, "directory.user.reactivated");
        names.put(DirectoryEvent.UserRemoved.class, "directory.user.removed");
        names.put(DirectoryEvent.UserEnrolled.class, "directory.user.enrolled");
        names.put(DirectoryEvent.UserPasswordSet.class, "directory.user.password-set");
        names.put(DirectoryEvent.InvitationSent.class, "directory.invitation.sent");
        names.put(DirectoryEvent.InvitationResent.class, "directory.invitation.resent");
        names.put(DirectoryEvent.InvitationAccepted.class, "directory.invitation.accepted");
        names.put(DirectoryEvent.InvitationDeclined.class, "directory.invitation.declined");
        names.put(DirectoryEvent.InvitationRevoked.class, "directory.invitation.revoked");
        names.put(DirectoryEvent.InvitationExpired.class, "directory.invitation.expired");
        names.put(DirectoryEvent.UserDeviceCreated.class, "directory.user.device-created");
        names.put(DirectoryEvent.UserStorageAdded.class, "directory.user.storage-added");
        names.put(DirectoryEvent.UserStorageRemoved.class, "directory.user.storage-removed");
        names.put(VotingEvent.ConfigurationRegistered.class, "voting-configuration.registered");
        names.put(VotingEvent.ConfigurationUpdated.class, "voting-configuration.updated");
        names.put(VotingEvent.ConfigurationDeleted.class, "voting-configuration.deleted");
        names.put(PollEvent.Opened.class, "poll.opened");
        names.put(PollEvent.BallotCast.class, "poll.ballot-cast");
        names.put(PollEvent.Approved.class, "poll.approved");
        names.put(PollEvent.Rejected.class, "poll.rejected");
        names.put(PollEvent.Expired.class, "poll.expired");
        names.put(PollEvent.Retried.class, "poll.retried");
        names.put(PollEvent.Cancelled.class, "poll.cancelled");
        names.put(PolicyEvent.Registered.class, "policy.registered");
        names.put(PolicyEvent.PolicyActivated.class, "policy.activated");
        names.put(PolicyEvent.Deactivated.class, "policy.deactivated");
        names.put(PolicyEvent.PolicyDeleted.class, "policy.deleted");
        return Collections.unmodifiableMap(names);
    }
}
