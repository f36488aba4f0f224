package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.domain.token.TokenId;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Nothing asks for stream tokens yet, so only that they can be issued over and over is held. */
public abstract class StreamTokensContract extends PersistenceContract {

    @Test
    void aReservationTakesOneTokenAfterAnother() {
        var owner = aProfileId();
        var reservation = new TokenId(UUID.randomUUID());
        var hash = aHash();

        inFailingUnit(() -> ports().streamTokens().issue(owner, reservation, hash, NOW));
        ports().streamTokens().issue(owner, reservation, hash, NOW);
        ports().streamTokens().issue(owner, reservation, aHash(), NOW.plusSeconds(1));

        assertThat(ports().vitals().isUp()).isTrue();
        assertThat(ports().vitals().name()).isEqualTo("database");
    }
}
