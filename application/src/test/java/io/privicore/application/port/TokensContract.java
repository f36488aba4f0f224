package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.port.Tokens.Kind;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every implementation of {@link Tokens} keeps to. */
public abstract class TokensContract {

    protected abstract Tokens tokens();

    @ParameterizedTest
    @EnumSource
    void aTokenHasRoomFor256BitsBehindItsPrefix(Kind kind) {
        assertThat(tokens().mint(kind)).startsWith(kind.prefix()).matches(kind.prefix() + "[A-Za-z0-9_-]{43}");
    }

    @Test
    void noTwoTokensAndNoTwoIdsAreTheSame() {
        Tokens tokens = tokens();
        Set<String> minted = new HashSet<>();
        Set<UUID> ids = new HashSet<>();

        for (int i = 0; i < 1000; i++) {
            minted.add(tokens.mint(Kind.AUTHORIZATION));
            ids.add(tokens.id());
        }

        assertThat(minted).hasSize(1000);
        assertThat(ids).hasSize(1000);
    }

    @Test
    void aTextHasOneHash() {
        String token = tokens().mint(Kind.PERMANENT);

        assertThat(tokens().hash(token)).isEqualTo(tokens().hash(token));
    }

    @Test
    void anotherTextHasAnotherHash() {
        assertThat(tokens().hash("a")).isNotEqualTo(tokens().hash("b")).isNotEqualTo(tokens().hash(""));
    }
}
