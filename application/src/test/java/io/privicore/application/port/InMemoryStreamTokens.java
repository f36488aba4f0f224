package io.privicore.application.port;

import io.privicore.domain.access.Delegation;
import io.privicore.domain.access.GrantId;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.token.TokenId;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** Stream tokens in memory. */
public final class InMemoryStreamTokens implements StreamTokens {

    private final InMemoryDatabase database;
    private final InMemoryTable<TokenId, Kept> kept;

    public InMemoryStreamTokens(InMemoryDatabase database) {
        this.database = database;
        this.kept = database.table();
    }

    @Override
    public void issue(Issued issued, TokenHash token, Instant expiresAt) {
        kept.put(issued.reservation(), new Kept(issued, token, expiresAt));
    }

    @Override
    public Optional<Issued> redeem(TokenHash token, Instant now) {
        return database.locked(() -> kept.all().stream()
                .filter(one -> one.token().equals(token) && one.expiresAt().isAfter(now))
                .findFirst()
                .map(one -> {
                    kept.remove(one.issued().reservation());
                    return one.issued();
                }));
    }

    @Override
    public void endOf(Collection<GrantId> grants) {
        kept.removeIf((_, one) -> one.issued()
                .delegation()
                .map(Delegation::grant)
                .filter(grants::contains)
                .isPresent());
    }

    @Override
    public void endAll(ProfileId owner) {
        kept.removeIf((_, one) -> one.issued().owner().equals(owner));
    }

    @Override
    public int forgetExpired(Instant now) {
        return kept.removeIf((_, one) -> one.expiresAt().isBefore(now));
    }

    private record Kept(Issued issued, TokenHash token, Instant expiresAt) {}
}
