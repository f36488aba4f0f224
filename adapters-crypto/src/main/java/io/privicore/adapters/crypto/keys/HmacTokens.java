package io.privicore.adapters.crypto.keys;

import io.privicore.application.port.Tokens;
import io.privicore.domain.access.TokenHash;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;

/** Tokens of 256 random bits, kept as HMAC-SHA256 under a key of the key store. */
public final class HmacTokens implements Tokens {

    private final SecureRandom random = new SecureRandom();
    private final Mac keyed;

    public HmacTokens(EngineKeyStore store) {
        this.keyed = store.ring().tokenMac();
    }

    @Override
    public String mint(Kind kind) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return kind.prefix() + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public TokenHash hash(String text) {
        return new TokenHash(keyedCopy().doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public UUID id() {
        return UUID.randomUUID();
    }

    /** The key is set once; a copy of that state is cheaper than setting it again, and belongs to one caller. */
    private Mac keyedCopy() {
        try {
            return (Mac) keyed.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Expected HMAC-SHA256 of the JDK to be copied", e);
        }
    }
}
