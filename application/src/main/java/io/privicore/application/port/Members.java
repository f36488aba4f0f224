package io.privicore.application.port;

import io.privicore.domain.directory.Member;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who is in which directory. Whoever left is not found. */
public interface Members {

    /** Refuses with {@code PROFILE_NOT_FOUND} whoever is not in it. */
    Member get(DirectoryId directory, ProfileId profile);

    Optional<Member> find(DirectoryId directory, ProfileId profile);

    /** By how another system calls it. */
    Optional<Member> find(DirectoryId directory, Name externalId);

    /** The role of somebody who is in it and not suspended: what rights hang on, read from the source every time. */
    Optional<Role> role(DirectoryId directory, ProfileId profile);

    /** Every membership of the profile. */
    List<Member> of(ProfileId profile);

    /** Whether both are in one directory and not suspended there. */
    boolean share(ProfileId one, ProfileId other);

    /**
     * Saves state and events. Refuses a second membership with {@code DIRECTORY_ALREADY_MEMBER} and an external id that
     * another member has with {@code DIRECTORY_EXTERNAL_ID_TAKEN}; a profile that was removed is {@code PROFILE_NOT_FOUND}.
     */
    void save(Change<Member> change);

    /** None of them leaves until the present unit of work has ended. Stale where one has left already. */
    void keep(DirectoryId directory, Set<ProfileId> profiles);

    /** Forgets the membership; saves the events of its end. Stale where it changed meanwhile or is gone. */
    void end(Member member, Change<Optional<Member>> change);
}
