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
    public Optional<Granted> find(TokenHash token, boolean part, Instant now) {
        return valid(token, part, now).map(Kept::granted);
    }

    @Override
    public boolean use(TokenHash token, boolean part, Instant now) {
        return database.locked(() -> {
            var valid = valid(token, part, now);
            valid.ifPresent(one -> kept.put(token, new Kept(one.granted(), one.expiresAt(), true)));
            return valid.isPresent();
        });
    }

    @Override
    public boolean end(TokenHash token) {
        return kept.remove(token).isPresent();
    }

    @Override
    public int forgetExpired(Instant now) {
        return kept.removeIf((_, one) -> one.expiresAt().isBefore(now));
    }

    private Optional<Kept> valid(TokenHash token, boolean part, Instant now) {
        return kept.find(token).filter(one -> one.expiresAt().isAfter(now) && (part || !one.used()));
    }

    private record Kept(Granted granted, Instant expiresAt, boolean used) {}
}
