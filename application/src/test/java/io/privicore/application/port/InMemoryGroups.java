package io.privicore.application.port;

import io.privicore.domain.directory.DirectoryEvent;
import io.privicore.domain.directory.Group;
import io.privicore.domain.directory.GroupId;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Groups in memory. */
public final class InMemoryGroups implements Groups {

    /** Who is in which group. */
    record Membership(DirectoryId directory, GroupId group, ProfileId profile) {}

    private final InMemoryDatabase database;

    public InMemoryGroups(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public Group get(DirectoryId directory, GroupId id) {
        return find(directory, id)
                .orElseThrow(() ->
                        new Refusal(Reason.GROUP_NOT_FOUND, "Expected group %s, but there is none".formatted(id)));
    }

    @Override
    public int count(DirectoryId directory) {
        return (int) database.groups.all().stream()
                .filter(group -> group.directory().equals(directory))
                .count();
    }

    @Override
    public Set<ProfileId> members(Group group) {
        return database.groupMembers.entries().stream()
                .map(Map.Entry::getKey)
                .filter(membership -> membership.group().equals(group.id()))
                .map(Membership::profile)
                .collect(Collectors.toSet());
    }

    @Override
    public Set<ProfileId> among(Group group, Collection<ProfileId> profiles) {
        Set<ProfileId> inside = new HashSet<>(members(group));
        inside.retainAll(profiles);
        return inside;
    }

    @Override
    public void save(Change<Group> change) {
        database.appendAll(change.events());
        var group = change.after();
        boolean taken = database.groups.all().stream()
                .anyMatch(other -> other.directory().equals(group.directory())
                        && !other.id().equals(group.id())
                        && other.name().value().equalsIgnoreCase(group.name().value()));
        if (taken) {
            throw new Refusal(Reason.GROUP_NAME_TAKEN, "Expected a name that no other group has, but it is taken");
        }
        InMemoryDatabase.requireFresh(
                group.revision(), find(group.directory(), group.id()).map(Group::revision), group.id());
        database.groups.put(group.id(), next(group, group.updatedAt()));
    }

    @Override
    public void join(Group group, Collection<ProfileId> profiles) {
        for (var profile : profiles) {
            if (database.members
                    .find(new InMemoryMembers.Key(group.directory(), profile))
                    .isEmpty()) {
                throw new Refusal(
                        Reason.PROFILE_NOT_FOUND,
                        "Expected profile %s in directory %s, but it is not".formatted(profile, group.directory()));
            }
            database.groupMembers.put(new Membership(group.directory(), group.id(), profile), true);
        }
    }

    @Override
    public void leave(Group group, Collection<ProfileId> profiles) {
        database.groupMembers.removeIf(
                (membership, _) -> membership.group().equals(group.id()) && profiles.contains(membership.profile()));
    }

    @Override
    public List<GroupId> leaveAll(DirectoryId directory, ProfileId profile) {
        var left = database.groupMembers.entries().stream()
                .map(Map.Entry::getKey)
                .filter(membership -> membership.directory().equals(directory)
                        && membership.profile().equals(profile))
                .toList();
        for (var membership : left) {
            database.groupMembers.remove(membership);
            database.append(new DirectoryEvent.GroupLeft(profile, directory, membership.group()));
            database.groups.change(
                    membership.group(), group -> next(group, database.clock().instant()));
        }
        return left.stream().map(Membership::group).toList();
    }

    @Override
    public void end(Group group, Change<Optional<Group>> change) {
        database.appendAll(change.events());
        var stored = find(group.directory(), group.id())
                .orElseThrow(
                        () -> new UnitOfWork.Stale("Expected %s to be there, but it is gone".formatted(group.id())));
        InMemoryDatabase.requireFresh(group.revision(), Optional.of(stored.revision()), group.id());
        database.groups.remove(group.id());
        database.groupMembers.removeIf((membership, _) -> membership.group().equals(group.id()));
    }

    private Optional<Group> find(DirectoryId directory, GroupId id) {
        return database.groups.find(id).filter(group -> group.directory().equals(directory));
    }

    private static Group next(Group group, Instant updatedAt) {
        return new Group(
                group.directory(),
                group.id(),
                group.name(),
                group.externalId(),
                group.createdAt(),
                updatedAt,
                group.revision() + 1);
    }
}
