package io.privicore.application.query;

import io.privicore.application.command.CommandId;
import io.privicore.application.command.DirectoryOperation;
import io.privicore.application.command.Operation;
import io.privicore.domain.access.Scope;
import io.privicore.domain.directory.InvitationId;
import io.privicore.domain.directory.InvitationState;
import io.privicore.domain.directory.MatchBy;
import io.privicore.domain.directory.MemberState;
import io.privicore.domain.directory.Right;
import io.privicore.domain.directory.Role;
import io.privicore.domain.directory.VotingPool;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.ProfileId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can be asked about directories and who is in them. */
public sealed interface DirectoryQuery<R> extends Query<R> {

    /** Those the caller registered, oldest first. */
    @Operation(value = "directory.list-owned", scope = Scope.DIRECTORY_READ)
    record ListOwned() implements DirectoryQuery<List<DirectoryView>> {}

    /** Those the caller is in without being its owner, oldest first. */
    @Operation(value = "directory.list-assigned", scope = Scope.DIRECTORY_READ)
    record ListAssigned() implements DirectoryQuery<List<DirectoryView>> {}

    @Operation(value = "directory.retrieve", scope = Scope.DIRECTORY_READ, directory = Right.BELONG)
    record Retrieve(DirectoryId directory) implements DirectoryQuery<DirectoryView>, DirectoryOperation {}

    /** Everybody, or one's own entry. */
    @Operation(
            value = "directory.retrieve-profile",
            scope = Scope.DIRECTORY_READ,
            directory = Right.INSPECT,
            ownToo = true)
    record RetrieveProfile(DirectoryId directory, ProfileId profile)
            implements DirectoryQuery<UserView>, DirectoryOperation {
        @Override
        public Optional<ProfileId> about() {
            return Optional.of(profile);
        }
    }

    /** One page of users, filtered and sorted. */
    @Operation(value = "directory.list-users", scope = Scope.DIRECTORY_READ, directory = Right.INSPECT)
    record ListUsers(DirectoryId directory, UserFilter filter, UserSort sort, Paging paging)
            implements DirectoryQuery<Page<UserView>>, DirectoryOperation {}

    /** Those of the profiles that are in the directory, in the order asked for; at most {@value #MOST}. */
    @Operation(value = "directory.profiles-info", scope = Scope.DIRECTORY_READ, directory = Right.INSPECT)
    record ProfilesInfo(DirectoryId directory, List<ProfileId> profiles)
            implements DirectoryQuery<List<UserView>>, DirectoryOperation {

        public static final int MOST = 200;

        public ProfilesInfo {
            if (profiles.isEmpty() || profiles.size() > MOST) {
                throw new IllegalArgumentException("Expected 1 to %d profiles".formatted(MOST));
            }
            profiles = List.copyOf(profiles);
        }
    }

    /** The caller's own invitations that can be answered, oldest first. */
    @Operation(value = "directory.list-own-invites", scope = Scope.DIRECTORY_READ)
    record ListOwnInvites() implements DirectoryQuery<List<InvitationView>> {}

    /** All invitations of a directory, newest first. */
    @Operation(value = "directory.list-invites", scope = Scope.DIRECTORY_READ, directory = Right.ADMINISTER)
    record ListInvites(DirectoryId directory) implements DirectoryQuery<List<InvitationView>>, DirectoryOperation {}

    /** Devices of managed users, those made for users, and those that store for others. */
    @Operation(value = "directory.list-devices", scope = Scope.DIRECTORY_READ, directory = Right.INSPECT)
    record ListDevices(DirectoryId directory)
            implements DirectoryQuery<List<DirectoryDeviceView>>, DirectoryOperation {}

    /** The voting pools that members' policies can use, by name. */
    @Operation(value = "directory.list-voting-pools", scope = Scope.DIRECTORY_READ, directory = Right.BELONG)
    record ListVotingPools(DirectoryId directory) implements DirectoryQuery<List<VotingPool>>, DirectoryOperation {}

    /** Everybody in it by username, as a table that can be imported again. */
    @Operation(
            value = "directory.export-users",
            scope = Scope.DIRECTORY_READ,
            directory = Right.INSPECT,
            audited = true)
    record ExportUsers(DirectoryId directory) implements DirectoryQuery<Table>, DirectoryOperation {}

    /** How an import stands. */
    @Operation(value = "directory.retrieve-import", scope = Scope.DIRECTORY_READ, directory = Right.INSPECT)
    record RetrieveImport(DirectoryId directory, CommandId command)
            implements DirectoryQuery<ImportView>, DirectoryOperation {}

    /** What became of each row of an import, as far as it has come. */
    @Operation(value = "directory.report-import", scope = Scope.DIRECTORY_READ, directory = Right.INSPECT)
    record ReportImport(DirectoryId directory, CommandId command)
            implements DirectoryQuery<Table>, DirectoryOperation {}

    /**
     * @param state {@code waiting} for votes, {@code running}, {@code done} or {@code broken-off}
     * @param reason why it was broken off
     * @param keptUntil when its report is forgotten, where it has ended
     */
    record ImportView(
            CommandId command,
            MatchBy matchBy,
            boolean dryRun,
            String state,
            Optional<String> reason,
            long rows,
            long created,
            long updated,
            long unchanged,
            long refused,
            Instant startedAt,
            Optional<Instant> endedAt,
            Optional<Instant> keptUntil) {}

    /** @param role the caller's own */
    record DirectoryView(
            DirectoryId directory,
            String name,
            String shortName,
            ProfileId owner,
            Role role,
            long users,
            long devices,
            Metadata meta,
            Instant createdAt) {}

    /** @param lastSeenAt when it signed in last */
    record UserView(
            ProfileId profile,
            String username,
            Optional<String> givenName,
            Optional<String> familyName,
            Optional<String> email,
            Optional<String> externalId,
            Role role,
            MemberState state,
            boolean managed,
            Optional<String> publicKey,
            long devices,
            Metadata meta,
            Instant createdAt,
            Instant updatedAt,
            long revision,
            Optional<Instant> lastSeenAt) {}

    record InvitationView(
            InvitationId invitation,
            DirectoryId directory,
            String directoryName,
            ProfileId profile,
            String username,
            ProfileId inviter,
            Role role,
            InvitationState state,
            Instant sentAt,
            Instant expiresAt) {}

    /** @param profiles whose data it stores besides its owner's */
    record DirectoryDeviceView(
            DeviceQuery.DeviceView device, ProfileId owner, boolean createdByDirectory, List<ProfileId> profiles) {}

    /** Which field a filter or an order looks at. */
    enum UserField {
        USERNAME("username"),
        GIVEN_NAME("givenName"),
        FAMILY_NAME("familyName"),
        EMAIL("email"),
        EXTERNAL_ID("externalId"),
        ROLE("role"),
        STATE("state"),
        CREATED_AT("createdAt");

        private final String wire;

        UserField(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }
    }

    /** What every wanted user has: exact texts without regard to case, or beginnings where they end in an asterisk. */
    record UserFilter(Map<UserField, String> wanted) {

        public static final UserFilter ALL = new UserFilter(Map.of());

        public UserFilter {
            wanted = Map.copyOf(wanted);
        }
    }

    record UserSort(UserField field, boolean descending) {

        public static final UserSort DEFAULT = new UserSort(UserField.USERNAME, false);
    }
}
