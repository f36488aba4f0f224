package io.privicore.application.query;

import io.privicore.application.command.DirectoryOperation;
import io.privicore.application.command.Operation;
import io.privicore.application.command.Operation.Access;
import io.privicore.domain.access.Scope;
import io.privicore.domain.directory.GroupId;
import io.privicore.domain.directory.MemberState;
import io.privicore.domain.directory.ProvisioningClientId;
import io.privicore.domain.directory.Right;
import io.privicore.domain.directory.Role;
import io.privicore.domain.directory.ShortName;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.ProfileId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What provisioning clients ask about the users and groups of their directory, and administrators about those clients. */
public sealed interface ProvisioningQuery<R> extends Query<R> {

    /** Which directory the calling client is for; refuses with {@code DIRECTORY_NOT_FOUND} where it is called otherwise. */
    @Operation(value = "directory.enter", access = Access.PROVISIONING)
    record Enter(ShortName directory) implements ProvisioningQuery<DirectoryId> {}

    /** The clients that were not revoked, oldest first. */
    @Operation(value = "directory.list-provisioning-clients", scope = Scope.DIRECTORY_READ, directory = Right.INSPECT)
    record ListClients(DirectoryId directory) implements ProvisioningQuery<List<ClientView>>, DirectoryOperation {}

    @Operation(
            value = "directory.find-user",
            scope = Scope.DIRECTORY_READ,
            directory = Right.INSPECT,
            provisioning = true)
    record FindUser(DirectoryId directory, ProfileId profile)
            implements ProvisioningQuery<ProvisionedUser>, DirectoryOperation {}

    /** Some of the users that match, in an order. */
    @Operation(
            value = "directory.find-users",
            scope = Scope.DIRECTORY_READ,
            directory = Right.INSPECT,
            provisioning = true)
    record FindUsers(DirectoryId directory, UserSearch search)
            implements ProvisioningQuery<FoundUsers>, DirectoryOperation {}

    /** In which groups these members are; those in none are left out. */
    @Operation(
            value = "directory.groups-of-users",
            scope = Scope.DIRECTORY_READ,
            directory = Right.INSPECT,
            provisioning = true)
    record GroupsOfUsers(DirectoryId directory, Set<ProfileId> profiles)
            implements ProvisioningQuery<Map<ProfileId, List<ProvisionedGroup>>>, DirectoryOperation {}

    /** All groups, by name. */
    @Operation(
            value = "directory.list-groups",
            scope = Scope.DIRECTORY_READ,
            directory = Right.INSPECT,
            provisioning = true)
    record ListGroups(DirectoryId directory) implements ProvisioningQuery<List<ProvisionedGroup>>, DirectoryOperation {}

    @Operation(
            value = "directory.find-group",
            scope = Scope.DIRECTORY_READ,
            directory = Right.INSPECT,
            provisioning = true)
    record FindGroup(DirectoryId directory, GroupId group)
            implements ProvisioningQuery<ProvisionedGroup>, DirectoryOperation {}

    /** Who is in these groups or has these roles; refuses with {@code DIRECTORY_TOO_MANY} more than {@value #MOST}. */
    @Operation(
            value = "directory.members-of-groups",
            scope = Scope.DIRECTORY_READ,
            directory = Right.INSPECT,
            provisioning = true)
    record MembersOfGroups(DirectoryId directory, Set<GroupId> groups, Set<Role> roles)
            implements ProvisioningQuery<GroupMembers>, DirectoryOperation {

        public static final int MOST = 20_000;
    }

    record ClientView(ProvisioningClientId client, String name, ProfileId createdBy, Instant createdAt) {}

    /** @param revision counts changes */
    record ProvisionedUser(
            ProfileId profile,
            String username,
            Optional<String> givenName,
            Optional<String> familyName,
            Optional<String> email,
            Optional<String> externalId,
            Role role,
            MemberState state,
            boolean managed,
            Metadata meta,
            Instant createdAt,
            Instant updatedAt,
            long revision) {}

    /** @param revision counts changes, those of its members included */
    record ProvisionedGroup(
            GroupId group,
            String name,
            Optional<String> externalId,
            Instant createdAt,
            Instant updatedAt,
            long revision) {}

    record GroupMember(ProfileId profile, String username) {}

    /** Members by username. Groups and roles without any are left out. */
    record GroupMembers(Map<GroupId, List<GroupMember>> ofGroups, Map<Role, List<GroupMember>> ofRoles) {}

    /**
     * @param total how many match
     * @param next where the next ones begin; nothing after the last
     */
    record FoundUsers(List<ProvisionedUser> users, long total, Optional<Position> next) {}

    /** What users are found by. Times are compared in the form of {@link #time}. */
    enum UserAttribute {
        ID,
        USERNAME,
        GIVEN_NAME,
        FAMILY_NAME,
        EMAIL,
        EXTERNAL_ID,
        /** By its wire name. */
        ROLE,
        /** {@code true} or {@code false}. */
        ACTIVE,
        /** The id of a group it is in. */
        GROUP,
        CREATED,
        MODIFIED;

        private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                        "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
                .withZone(ZoneOffset.UTC);

        /** As long for every time, so that texts are in the order of times. */
        public static String time(Instant time) {
            return TIME.format(time);
        }
    }

    /** By which attribute users are sorted, those that have it not behind the others; then by id. */
    record UserOrder(UserAttribute attribute, boolean descending) {

        public static final UserOrder DEFAULT = new UserOrder(UserAttribute.USERNAME, false);

        public UserOrder {
            switch (attribute) {
                case ID, USERNAME, GIVEN_NAME, FAMILY_NAME, EMAIL, EXTERNAL_ID, CREATED, MODIFIED -> {}
                case ROLE, ACTIVE, GROUP ->
                    throw new IllegalArgumentException("Expected an attribute that users can be sorted by");
            }
        }
    }

    /** Behind whom to go on: the value that users are sorted by, and the id. */
    record Position(String value, ProfileId profile) {}

    /** Which of those that match are wanted. */
    sealed interface Window {

        int MOST = 200;

        int count();

        /** So many, after leaving out others. */
        record Skipping(long skipped, int count) implements Window {}

        /** So many behind a position, or the first. */
        record Behind(Optional<Position> position, int count) implements Window {}
    }

    record UserSearch(Match<UserAttribute> match, UserOrder order, Window window) {

        public UserSearch {
            if (window.count() < 0 || window.count() > Window.MOST) {
                throw new IllegalArgumentException("Expected 0 to %d users at once".formatted(Window.MOST));
            }
        }
    }
}
