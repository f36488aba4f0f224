package io.privicore.application.port;

import io.privicore.domain.access.GrantId;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.oauth.Grant;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Grants in memory, where one unit of work runs at a time anyway. */
public final class InMemoryGrants implements Grants {

    private final InMemoryDatabase database;

    public InMemoryGrants(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public Optional<Grant> find(GrantId id) {
        return database.grants.find(id);
    }

    @Override
    public Optional<Grant> withRefreshToken(TokenHash refresh) {
        return database.refreshTokens.find(refresh).map(Remembered::grant).flatMap(this::find);
    }

    @Override
    public Optional<Grant> take(GrantId id) {
        return find(id);
    }

    @Override
    public List<Grant> takeAll(ApplicationId application) {
        return database.grants.all().stream()
                .filter(grant -> grant.application().equals(application))
                .toList();
    }

    @Override
    public List<Grant> takeAll(ProfileId profile) {
        return database.grants.all().stream()
                .filter(grant -> grant.profile().equals(profile))
                .toList();
    }

    @Override
    public int count(ProfileId profile) {
        return (int) database.grants.all().stream()
                .filter(grant -> grant.profile().equals(profile))
                .count();
    }

    @Override
    public void save(Change<Grant> change) {
        database.appendAll(change.events());
        var grant = change.after();
        if (grant.ended()) {
            database.grants.remove(grant.id());
            database.refreshTokens.removeIf(
                    (_, remembered) -> remembered.grant().equals(grant.id()));
            forgetCodes();
        } else {
            database.grants.put(grant.id(), grant);
            database.refreshTokens.put(grant.refresh(), new Remembered(grant.id(), grant.expiresAt()));
        }
    }

    @Override
    public int forgetExpired(Instant before) {
        int forgotten = database.grants.removeIf((_, grant) -> grant.expiresAt().isBefore(before));
        database.refreshTokens.removeIf(
                (_, remembered) -> remembered.expiresAt().isBefore(before));
        forgetCodes();
        return forgotten;
    }

    /** Those of grants that are no more. */
    private void forgetCodes() {
        database.codes.removeIf((_, code) ->
                code.grant().filter(of -> database.grants.find(of).isEmpty()).isPresent());
    }

    record Remembered(GrantId grant, Instant expiresAt) {}
}
