package io.privicore.application.port;

import io.privicore.application.port.UnitOfWork.Stale;
import io.privicore.domain.directory.Member;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.profile.Profile;
import io.privicore.domain.profile.Username;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Users many at a time in memory. */
public final class InMemoryUserBatches implements UserBatches {

    private static final Comparator<String> BYTES = (one, other) -> Arrays.compareUnsigned(utf8(one), utf8(other));

    private static final Comparator<Listed> BY_NAME = Comparator.<Listed, String>comparing(
                    user -> user.username().key(), BYTES)
            .thenComparing(user -> user.profile().toString());

    private final InMemoryDatabase database;
    private final InMemoryProfiles profiles;
    private final InMemoryMembers members;

    public InMemoryUserBatches(InMemoryDatabase database) {
        this.database = database;
        this.profiles = new InMemoryProfiles(database);
        this.members = new InMemoryMembers(database);
    }

    @Override
    public Known known(DirectoryId directory, Collection<Username> usernames, Collection<Name> externalIds) {
        Set<ProfileId> ids = new LinkedHashSet<>();
        usernames.forEach(name -> profiles.find(name).map(Profile::id).ifPresent(ids::add));
        externalIds.forEach(
                id -> members.find(directory, id).map(Member::profile).ifPresent(ids::add));
        return new Known(
                ids.stream().flatMap(id -> profiles.find(id).stream()).toList(),
                ids.stream().flatMap(id -> members.find(directory, id).stream()).toList());
    }

    @Override
    public void save(List<Change<Profile>> changedProfiles, List<Change<Member>> changedMembers) {
        changedFirst(changedProfiles, Profile::revision).forEach(change -> {
            profiles.find(change.after().username())
                    .filter(holder -> !holder.id().equals(change.after().id()))
                    .ifPresent(_ -> stale());
            profiles.save(change);
        });
        changedFirst(changedMembers, Member::revision).forEach(change -> {
            var member = change.after();
            member.person()
                    .externalId()
                    .flatMap(id -> members.find(member.directory(), id))
                    .filter(holder -> !holder.profile().equals(member.profile()))
                    .ifPresent(_ -> stale());
            members.save(change);
        });
    }

    private static <T> Stream<Change<T>> changedFirst(List<Change<T>> changes, ToLongFunction<T> revision) {
        return Stream.concat(
                changes.stream().filter(change -> revision.applyAsLong(change.after()) > 0),
                changes.stream().filter(change -> revision.applyAsLong(change.after()) == 0));
    }

    private static void stale() {
        throw new Stale("Expected to be alone, but somebody else was faster");
    }

    @Override
    public List<String> metaFields(DirectoryId directory, int limit) {
        return database.members.all().stream()
                .filter(member -> member.directory().equals(directory))
                .flatMap(member -> member.person().meta().fields().keySet().stream())
                .distinct()
                .sorted(BYTES)
                .limit(limit)
                .toList();
    }

    @Override
    public List<Listed> after(DirectoryId directory, Optional<Listed> last, int limit) {
        return database.members.all().stream()
                .filter(member -> member.directory().equals(directory))
                .map(member -> new Listed(
                        member.profile(),
                        profiles.get(member.profile()).username(),
                        member.role(),
                        member.state(),
                        member.person()))
                .sorted(BY_NAME)
                .filter(user -> last.isEmpty() || BY_NAME.compare(user, last.get()) > 0)
                .limit(limit)
                .toList();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
