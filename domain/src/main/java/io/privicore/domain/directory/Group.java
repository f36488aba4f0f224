package io.privicore.domain.directory;

import static io.privicore.domain.kernel.Reason.DIRECTORY_VERSION_MISMATCH;

import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Event;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Some members of a directory under a name. It gives no rights: it says to others who belongs together. Who is in it is
 * kept beside it, so that a group of many is not loaded to let one in.
 *
 * @param name unique in the directory, upper and lower case counted as one
 * @param externalId how another system of the organisation calls it
 * @param revision counts saved changes, those of its members included
 */
public record Group(
        DirectoryId directory,
        GroupId id,
        Name name,
        Optional<Name> externalId,
        Instant createdAt,
        Instant updatedAt,
        long revision) {

    /** @param owner the directory's owner */
    public static Change<Group> create(
            DirectoryId directory,
            GroupId id,
            ProfileId owner,
            Name name,
            Optional<Name> externalId,
            Collection<ProfileId> joining,
            Instant now) {
        List<Event> events = new ArrayList<>();
        events.add(new DirectoryEvent.GroupCreated(owner, directory, id));
        joining.forEach(member -> events.add(new DirectoryEvent.GroupJoined(member, directory, id)));
        return new Change<>(new Group(directory, id, name, externalId, now, now, 0), events);
    }

    /**
     * Describes it anew, and tells who came and who went.
     *
     * @param joining those that were not in it
     * @param leaving those that were
     */
    public Change<Group> change(
            ProfileId owner,
            Name described,
            Optional<Name> external,
            Collection<ProfileId> joining,
            Collection<ProfileId> leaving,
            Instant now) {
        List<Event> events = new ArrayList<>();
        boolean same = described.equals(name) && external.equals(externalId);
        if (!same) {
            events.add(new DirectoryEvent.GroupUpdated(owner, directory, id));
        }
        joining.forEach(member -> events.add(new DirectoryEvent.GroupJoined(member, directory, id)));
        leaving.forEach(member -> events.add(new DirectoryEvent.GroupLeft(member, directory, id)));
        return events.isEmpty()
                ? Change.none(this)
                : new Change<>(new Group(directory, id, described, external, createdAt, now, revision), events);
    }

    public Change<Optional<Group>> remove(ProfileId owner) {
        return Change.of(Optional.empty(), new DirectoryEvent.GroupRemoved(owner, directory, id));
    }

    /** Refuses with {@code DIRECTORY_VERSION_MISMATCH} where it is not any more what the caller had seen. */
    public void requireRevision(Optional<Long> seen) {
        if (seen.filter(wanted -> wanted != revision).isPresent()) {
            throw new Refusal(
                    DIRECTORY_VERSION_MISMATCH,
                    "Expected group %s at version %d, but it is at %d".formatted(id, seen.get(), revision));
        }
    }
}
