package io.privicore.application.port;

import io.privicore.domain.access.Session;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.policy.PolicyState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Sessions in memory; a session whose profile is not there is not found. */
public final class InMemorySessions implements Sessions {

    private final InMemoryDatabase database;

    public InMemorySessions(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public Optional<SignedIn> find(TokenHash token) {
        return database.locked(() -> database.sessions.find(token).flatMap(session -> database.profiles
                .find(session.profile())
                .map(profile -> new SignedIn(
                        session, profile.state(), profile.publicKey().isPresent(), isGuarded(session.profile())))));
    }

    @Override
    public void save(Change<Session> change) {
        database.appendAll(change.events());
        database.sessions.put(change.after().token(), change.after());
    }

    @Override
    public void end(Session session) {
        database.appendAll(database.sessions
                .remove(session.token())
                .map(Session::end)
                .map(Change::events)
                .orElse(List.of()));
    }

    @Override
    public int forgetExpired(Instant before) {
        return database.sessions.removeIf((_, session) -> session.expiresAt().isBefore(before));
    }

    private boolean isGuarded(ProfileId profile) {
        return database.policies.all().stream()
                .anyMatch(policy -> policy.owner().equals(profile) && policy.state() == PolicyState.ACTIVE);
    }
}
