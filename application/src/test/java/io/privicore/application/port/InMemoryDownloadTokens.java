package io.privicore.application.port;

import io.privicore.domain.access.TokenHash;
import java.time.Instant;
import java.util.Optional;

/** Download tokens in memory. */
public final class InMemoryDownloadTokens implements DownloadTokens {

    private final InMemoryDatabase database;
    private final InMemoryTable<TokenHash, Kept> kept;

    public InMemoryDownloadTokens(InMemoryDatabase database) {
        this.database = database;
        this.kept = database.table();
    }

    @Override
    public void issue(Granted granted, TokenHash token, Instant expiresAt) {
        kept.put(token, new Kept(granted, expiresAt, false));
    }

    @Override
    public Optional<Granted> use(TokenHash token, boolean part, Instant now) {
        return database.locked(() -> kept.find(token)
                .filter(one -> one.expiresAt().isAfter(now) && (part || !one.used()))
                .map(one -> {
                    kept.put(token, new Kept(one.granted(), one.expiresAt(), true));
                    return one.granted();
                }));
    }

    @Override
    public boolean end(TokenHash token) {
        return kept.remove(token).isPresent();
    }

    @Override
    public int forgetExpired(Instant now) {
        return kept.removeIf((_, one) -> one.expiresAt().isBefore(now));
    }

    private record Kept(Granted granted, Instant expiresAt, boolean used) {}
}
