package io.privicore.application.port;

import io.privicore.domain.access.Delegation;
import io.privicore.domain.access.GrantId;
import io.privicore.domain.access.Session;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.policy.PolicyState;
import java.time.Instant;
import java.util.Collection;
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
        var session = change.after();
        database.sessions.put(session.token(), session);
        if (database.lastSeen
                .find(session.profile())
                .filter(session.issuedAt()::isBefore)
                .isEmpty()) {
            database.lastSeen.put(session.profile(), session.issuedAt());
        }
    }

    @Override
    public boolean end(Session session) {
        var ended = database.sessions.remove(session.token());
        ended.map(Session::end).map(Change::events).ifPresent(database::appendAll);
        return ended.isPresent();
    }

    @Override
    public List<Session> endOf(Collection<GrantId> grants) {
        var ended = database.sessions.all().stream()
                .filter(session -> session.delegation()
                        .map(Delegation::grant)
                        .filter(grants::contains)
                        .isPresent())
                .toList();
        ended.forEach(session -> database.sessions.remove(session.token()));
        return ended;
    }

    @Override
    public List<Session> endAll(ProfileId profile) {
        return database.locked(() -> {
            var ended = database.sessions.all().stream()
                    .filter(session -> session.profile().equals(profile))
                    .toList();
            ended.forEach(this::end);
            return ended;
        });
    }

    @Override
    public int forgetExpired(Instant before) {
        return database.sessions.removeIf((_, session) -> session.expiresAt().isBefore(before));
    }

    private boolean isGuarded(ProfileId profile) {
        return database.policies.all().stream()
                        .anyMatch(policy -> policy.owner().equals(profile) && policy.state() == PolicyState.ACTIVE)
                || !new InMemoryDirectories(database).mandating(profile).isEmpty();
    }
}
