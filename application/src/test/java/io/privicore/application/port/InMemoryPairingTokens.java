package io.privicore.application.port;

import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.ProfileId;
import java.time.Instant;
import java.util.Optional;

/** Pairing tokens in memory, in the order in which they were issued. */
public final class InMemoryPairingTokens implements PairingTokens {

    private final InMemoryDatabase database;
    private final InMemoryTable<TokenHash, Kept> kept;

    public InMemoryPairingTokens(InMemoryDatabase database) {
        this.database = database;
        this.kept = database.table();
    }

    @Override
    public void issue(Offer offer, TokenHash token, Instant now, Instant expiresAt, int most) {
        database.locked(() -> {
            kept.put(token, new Kept(offer, expiresAt, false));
            var open = kept.entries().stream()
                    .filter(one -> one.getValue().offer().owner().equals(offer.owner()))
                    .filter(one ->
                            !one.getValue().used() && one.getValue().expiresAt().isAfter(now))
                    .toList();
            open.stream().limit(Math.max(0, open.size() - most)).forEach(one -> kept.remove(one.getKey()));
            return true;
        });
    }

    @Override
    public Optional<Offer> find(TokenHash token, Instant now) {
        return kept.find(token).filter(one -> one.expiresAt().isAfter(now)).map(Kept::offer);
    }

    @Override
    public boolean use(TokenHash token, Instant now) {
        return database.locked(() -> {
            var open = kept.find(token).filter(one -> one.expiresAt().isAfter(now) && !one.used());
            open.ifPresent(one -> kept.put(token, new Kept(one.offer(), one.expiresAt(), true)));
            return open.isPresent();
        });
    }

    @Override
    public void endUnused(ProfileId owner) {
        kept.removeIf((_, one) -> one.offer().owner().equals(owner) && !one.used());
    }

    @Override
    public int forgetExpired(Instant now) {
        return kept.removeIf((_, one) -> one.expiresAt().isBefore(now));
    }

    private record Kept(Offer offer, Instant expiresAt, boolean used) {}
}
