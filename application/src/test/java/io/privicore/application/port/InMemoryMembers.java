package io.privicore.application.port;

import io.privicore.domain.directory.Member;
import io.privicore.domain.directory.MemberState;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.profile.ProfileState;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Members in memory. */
public final class InMemoryMembers implements Members {

    /** What tells members apart. */
    record Key(DirectoryId directory, ProfileId profile) {}

    private final InMemoryDatabase database;

    public InMemoryMembers(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public Member get(DirectoryId directory, ProfileId profile) {
        return find(directory, profile)
                .orElseThrow(() -> new Refusal(
                        Reason.PROFILE_NOT_FOUND,
                        "Expected profile %s in directory %s, but it is not".formatted(profile, directory)));
    }

    @Override
    public Optional<Member> find(DirectoryId directory, ProfileId profile) {
        return database.members.find(new Key(directory, profile));
    }

    @Override
    public Optional<Member> find(DirectoryId directory, Name externalId) {
        return database.members.all().stream()
                .filter(member -> member.directory().equals(directory)
                        && member.person()
                                .externalId()
                                .filter(externalId::equals)
                                .isPresent())
                .findFirst();
    }

    @Override
    public Optional<Role> role(DirectoryId directory, ProfileId profile) {
        return find(directory, profile)
                .filter(member -> member.state() == MemberState.ACTIVE)
                .map(Member::role);
    }

    @Override
    public List<Member> of(ProfileId profile) {
        return database.members.all().stream()
                .filter(member -> member.profile().equals(profile))
                .toList();
    }

    @Override
    public boolean share(ProfileId one, ProfileId other) {
        return database.locked(() -> of(one).stream()
                .anyMatch(member -> role(member.directory(), one).isPresent()
                        && role(member.directory(), other).isPresent()));
    }

    @Override
    public void save(Change<Member> change) {
        database.appendAll(change.events());
        var member = change.after();
        var stored = find(member.directory(), member.profile());
        if (member.revision() == 0 && stored.isPresent()) {
            throw new Refusal(
                    Reason.DIRECTORY_ALREADY_MEMBER,
                    "Expected a profile that is not in directory %s, but it is".formatted(member.directory()));
        }
        InMemoryDatabase.requireFresh(member.revision(), stored.map(Member::revision), member.profile());
        if (member.revision() == 0) {
            requireThere(member.profile());
        }
        member.person()
                .externalId()
                .flatMap(externalId -> find(member.directory(), externalId))
                .filter(other -> !other.profile().equals(member.profile()))
                .ifPresent(_ -> {
                    throw new Refusal(
                            Reason.DIRECTORY_EXTERNAL_ID_TAKEN,
                            "Expected an external id that no other member has, but it is taken");
                });
        database.memberChanges.put(
                new Key(member.directory(), member.profile()),
                member.revision() == 0 ? member.joinedAt() : database.clock().instant());
        database.members.put(
                new Key(member.directory(), member.profile()),
                new Member(
                        member.directory(),
                        member.profile(),
                        member.role(),
                        member.managed(),
                        member.state(),
                        member.person(),
                        member.joinedAt(),
                        member.revision() + 1));
    }

    private void requireThere(ProfileId id) {
        new InMemoryProfiles(database)
                .find(id)
                .filter(profile -> profile.state() == ProfileState.REMOVED)
                .ifPresent(gone -> {
                    throw new Refusal(Reason.PROFILE_NOT_FOUND, "Expected profile %s".formatted(gone.id()));
                });
    }

    @Override
    public void keep(DirectoryId directory, Set<ProfileId> profiles) {
        if (!profiles.stream().allMatch(profile -> find(directory, profile).isPresent())) {
            throw new UnitOfWork.Stale("Expected all of %s to be there, but one is gone".formatted(profiles));
        }
    }

    @Override
    public void end(Member member, Change<Optional<Member>> change) {
        database.appendAll(change.events());
        var key = new Key(member.directory(), member.profile());
        var stored = database.members
                .find(key)
                .map(Member::revision)
                .orElseThrow(() -> new UnitOfWork.Stale("Expected %s to be there, but it is gone".formatted(key)));
        InMemoryDatabase.requireFresh(member.revision(), Optional.of(stored), member.profile());
        database.members.remove(key);
    }
}
