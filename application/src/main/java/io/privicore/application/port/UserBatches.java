package io.privicore.application.port;

import io.privicore.domain.directory.Member;
import io.privicore.domain.directory.MemberState;
import io.privicore.domain.directory.Person;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.profile.Profile;
import io.privicore.domain.profile.Username;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Users of a directory many at a time, in few statements however many they are. */
public interface UserBatches {

    /**
     * Every profile on the platform that has one of the names, every member of the directory that has one of the external
     * ids, and of each the other half, where there is one.
     */
    Known known(DirectoryId directory, Collection<Username> usernames, Collection<Name> externalIds);

    /** Saves states and events. Stale where a name or an external id was taken, or somebody changed, meanwhile. */
    void save(List<Change<Profile>> profiles, List<Change<Member>> members);

    /** The names of all free fields that users of the directory have, at most so many, in order. */
    List<String> metaFields(DirectoryId directory, int limit);

    /** The users after one of them, or the first ones, by username. */
    List<Listed> after(DirectoryId directory, Optional<Listed> last, int limit);

    record Known(List<Profile> profiles, List<Member> members) {

        public Known {
            profiles = List.copyOf(profiles);
            members = List.copyOf(members);
        }
    }

    record Listed(ProfileId profile, Username username, Role role, MemberState state, Person person) {}
}
