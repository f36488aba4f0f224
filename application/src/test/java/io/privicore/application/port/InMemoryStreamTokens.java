package io.privicore.application.port;

import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.token.TokenId;
import java.time.Instant;

/** Stream tokens in memory. */
public final class InMemoryStreamTokens implements StreamTokens {

    private final InMemoryTable<TokenId, Issued> issued;

    public InMemoryStreamTokens(InMemoryDatabase database) {
        this.issued = database.table();
    }

    @Override
    public void issue(ProfileId owner, TokenId reservation, TokenHash token, Instant expiresAt) {
        issued.put(reservation, new Issued(owner, token, expiresAt));
    }

    private record Issued(ProfileId owner, TokenHash token, Instant expiresAt) {}
}
