package io.privicore.adapters.rest.fake;

import io.privicore.application.port.Tokens;
import io.privicore.domain.access.TokenHash;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Hashes without a key. */
@Singleton
public class DigestTokens implements Tokens {

    @Override
    public String mint(Kind kind) {
        return kind.prefix() + UUID.randomUUID();
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
        return UUID.randomUUID();
    }
}
