package io.privicore.application.port;

import io.privicore.domain.directory.Directory;
import io.privicore.domain.directory.MemberState;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import java.util.List;

/** Directories in memory. */
public final class InMemoryDirectories implements Directories {

    private final InMemoryDatabase database;

    public InMemoryDirectories(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public Directory get(DirectoryId id) {
        return database.directories
                .find(id)
                .orElseThrow(() -> new Refusal(
                        Reason.DIRECTORY_NOT_FOUND, "Expected directory %s, but there is none".formatted(id)));
    }

    @Override
    public List<Directory> mandating(ProfileId member) {
        return database.locked(() -> database.members.all().stream()
                .filter(found -> found.profile().equals(member) && found.state() == MemberState.ACTIVE)
                .map(found -> get(found.directory()))
                .filter(directory -> !directory.settings().mandate().isNone())
                .toList());
    }

    @Override
    public int ownedBy(ProfileId owner) {
        return (int) database.directories.all().stream()
                .filter(directory -> directory.owner().equals(owner))
                .count();
    }

    @Override
    public void save(Change<Directory> change) {
        database.appendAll(change.events());
        var directory = change.after();
        InMemoryDatabase.requireFresh(
                directory.revision(),
                database.directories.find(directory.id()).map(Directory::revision),
                directory.id());
        if (database.directories.all().stream()
                .anyMatch(other -> other.shortName().equals(directory.shortName())
                        && !other.id().equals(directory.id()))) {
            throw new Refusal(
                    Reason.DIRECTORY_SHORT_NAME_TAKEN,
                    "Expected a short name that is free, but \"%s\" is taken"
                            .formatted(directory.shortName().value()));
        }
        database.directories.put(
                directory.id(),
                new Directory(
                        directory.id(),
                        directory.owner(),
                        directory.name(),
                        directory.shortName(),
                        directory.meta(),
                        directory.createdAt(),
                        directory.revision() + 1));
    }
}
