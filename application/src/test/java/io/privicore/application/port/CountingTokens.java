package io.privicore.application.port;

import io.privicore.domain.access.TokenHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Tokens and ids that count from one: {@code T-000…001}, {@code 00000000-0000-4000-8000-000000000001}. */
public final class CountingTokens implements Tokens {

    private final AtomicLong minted = new AtomicLong();
    private final AtomicLong ids = new AtomicLong();

    @Override
    public String mint(Kind kind) {
        return kind.prefix() + "%043d".formatted(minted.incrementAndGet());
    }

    @Override
    public TokenHash hash(String text) {
        try {
            return new TokenHash(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public UUID id() {
        return new UUID(0x4000L, 0x8000_0000_0000_0000L | ids.incrementAndGet());
    }
}
