package io.privicore.application.port;

import io.privicore.application.query.ProvisioningQuery.FoundUsers;
import io.privicore.application.query.ProvisioningQuery.GroupMembers;
import io.privicore.application.query.ProvisioningQuery.ProvisionedGroup;
import io.privicore.application.query.ProvisioningQuery.ProvisionedUser;
import io.privicore.application.query.ProvisioningQuery.UserSearch;
import io.privicore.domain.directory.GroupId;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.ProfileId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Users and groups as provisioning clients see them, read past the aggregates. */
public interface ProvisioningViews {

    Optional<ProvisionedUser> user(DirectoryId directory, ProfileId profile);

    /** Evaluates every part of the search. */
    FoundUsers users(DirectoryId directory, UserSearch search);

    /** By name. */
    List<ProvisionedGroup> groups(DirectoryId directory);

    Optional<ProvisionedGroup> group(DirectoryId directory, GroupId group);

    Map<ProfileId, List<ProvisionedGroup>> groupsOf(DirectoryId directory, Set<ProfileId> profiles);

    /** Refuses with {@code DIRECTORY_TOO_MANY} more than the limit. */
    GroupMembers members(DirectoryId directory, Set<GroupId> groups, Set<Role> roles, int limit);
}
