package io.privicore.application.token;

import io.privicore.application.command.TokenText;
import io.privicore.application.port.Envelopes;
import io.privicore.application.port.Tokens;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.token.SealedToken;
import java.nio.charset.StandardCharsets;

/** Makes data tokens, hides them for keeping and shows them to their owner again. */
public final class TokenSecrets {

    /** The purpose data tokens are sealed for. */
    public static final String PURPOSE = "data-token";

    private final Tokens tokens;
    private final Envelopes envelopes;

    public TokenSecrets(Tokens tokens, Envelopes envelopes) {
        this.tokens = tokens;
        this.envelopes = envelopes;
    }

    SealedToken mint(Tokens.Kind kind) {
        return seal(tokens.mint(kind));
    }

    SealedToken seal(String text) {
        var sealed = envelopes.sealSecret(Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)), PURPOSE);
        return new SealedToken(tokens.hash(text), sealed);
    }

    String show(SealedToken token) {
        return new String(envelopes.openSecret(token.sealed(), PURPOSE).view(), StandardCharsets.UTF_8);
    }

    TokenHash hash(TokenText text) {
        return hash(text.value());
    }

    TokenHash hash(String text) {
        return tokens.hash(text);
    }
}
