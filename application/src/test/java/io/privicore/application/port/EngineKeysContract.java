package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link EngineKeys} keeps to. */
public abstract class EngineKeysContract {

    protected abstract EngineKeys keys();

    @Test
    void theKeysArePublicAndPrivateHalfOfOnePair() {
        byte[] point = Curve25519.publicOf(keys().privateKey().toArray());

        assertThat(keys().publicKey().hex())
                .startsWith("31420500" + HexFormat.of().formatHex(point));
    }

    @Test
    void theKeysStayTheSame() {
        assertThat(keys().privateKey()).isEqualTo(keys().privateKey());
        assertThat(keys().publicKey()).isEqualTo(keys().publicKey());
    }
}
