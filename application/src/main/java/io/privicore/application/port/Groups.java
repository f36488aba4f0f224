package io.privicore.application.port;

import io.privicore.domain.directory.Group;
import io.privicore.domain.directory.GroupId;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.ProfileId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The groups of directories, and who is in which. */
public interface Groups {

    /** Refuses with {@code GROUP_NOT_FOUND}. */
    Group get(DirectoryId directory, GroupId id);

    /** How many a directory has. */
    int count(DirectoryId directory);

    /** Everybody in it. */
    Set<ProfileId> members(Group group);

    /** Which of these are in it. */
    Set<ProfileId> among(Group group, Collection<ProfileId> profiles);

    /** Saves state and events; refuses a name that another group has, with {@code GROUP_NAME_TAKEN}. */
    void save(Change<Group> change);

    /** Lets members of the directory in; refuses with {@code PROFILE_NOT_FOUND} whoever is not in the directory. */
    void join(Group group, Collection<ProfileId> profiles);

    void leave(Group group, Collection<ProfileId> profiles);

    /** Takes somebody who left the directory out of all its groups; saves the events and counts it as their change. */
    List<GroupId> leaveAll(DirectoryId directory, ProfileId profile);

    /** Forgets the group and who was in it; saves the events of its end. Stale where it changed meanwhile or is gone. */
    void end(Group group, Change<Optional<Group>> change);
}
