package io.privicore.application.port;

import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.profile.Profile;
import io.privicore.domain.profile.Username;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Profiles in memory. */
public final class InMemoryProfiles implements Profiles {

    private final InMemoryDatabase database;

    public InMemoryProfiles(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public Profile get(ProfileId id) {
        return find(id).orElseThrow(() ->
                new Refusal(Reason.PROFILE_NOT_FOUND, "Expected profile %s, but there is none".formatted(id)));
    }

    /** One unit of work runs at a time anyway. */
    @Override
    public Profile locked(ProfileId id) {
        return get(id);
    }

    @Override
    public Optional<Profile> find(ProfileId id) {
        return database.profiles.find(id);
    }

    @Override
    public Optional<Profile> find(Username username) {
        return database.profiles.all().stream()
                .filter(profile -> profile.username().key().equals(username.key()))
                .findFirst();
    }

    @Override
    public Set<ProfileId> usable(Set<ProfileId> profiles) {
        return profiles.stream()
                .filter(id -> find(id).filter(found -> found.state().isUsable()).isPresent())
                .collect(Collectors.toSet());
    }

    @Override
    public void save(Change<Profile> change) {
        database.appendAll(change.events());
        var profile = change.after();
        var stored = find(profile.id());
        InMemoryDatabase.requireFresh(profile.revision(), stored.map(Profile::revision), profile.id());
        if (find(profile.username())
                .filter(other -> !other.id().equals(profile.id()))
                .isPresent()) {
            throw new Refusal(Reason.USERNAME_TAKEN, "Expected a username that nobody has, but it is taken");
        }
        database.profiles.put(
                profile.id(),
                new Profile(
                        profile.id(),
                        profile.username(),
                        profile.password(),
                        profile.formerPasswords(),
                        profile.passwordChangedAt(),
                        profile.publicKey(),
                        profile.state(),
                        profile.managedBy(),
                        profile.meta(),
                        profile.createdAt(),
                        profile.revision() + 1));
    }
}
