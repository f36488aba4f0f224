package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.port.DownloadTokens.Granted;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.token.StorageRef;
import io.privicore.domain.token.TokenId;
import java.util.UUID;
import org.junit.jupiter.api.Test;

public abstract class DownloadTokensContract extends PersistenceContract {

    private final Granted granted = new Granted(
            aProfileId(), new TokenId(UUID.randomUUID()), new StorageRef(UUID.randomUUID()), UUID.randomUUID());
    private final TokenHash hash = aHash();

    @Test
    void aTokenServesTheWholeOnce() {
        issue();

        assertThat(ports().downloadTokens().find(hash, false, NOW)).contains(granted);
        assertThat(ports().downloadTokens().use(hash, false, NOW)).isTrue();
        assertThat(ports().downloadTokens().find(hash, false, NOW)).isEmpty();
        assertThat(ports().downloadTokens().use(hash, false, NOW)).isFalse();
    }

    @Test
    void aTokenServesPartsUntilItIsEnded() {
        issue();

        assertThat(ports().downloadTokens().use(hash, true, NOW)).isTrue();
        assertThat(ports().downloadTokens().find(hash, true, NOW)).contains(granted);
        assertThat(ports().downloadTokens().use(hash, true, NOW)).isTrue();
        assertThat(ports().downloadTokens().find(hash, false, NOW)).isEmpty();
        assertThat(ports().downloadTokens().end(hash)).isTrue();
        assertThat(ports().downloadTokens().end(hash)).isFalse();
        assertThat(ports().downloadTokens().use(hash, true, NOW)).isFalse();
    }

    @Test
    void aUseThatIsNotCommittedDidNotHappen() {
        issue();

        inFailingUnit(() -> ports().downloadTokens().use(hash, false, NOW));

        assertThat(ports().downloadTokens().find(hash, false, NOW)).contains(granted);
    }

    @Test
    void anExpiredTokenIsWorthNothingAndForgotten() {
        issue();

        assertThat(ports().downloadTokens().find(hash, true, NOW.plusSeconds(60)))
                .isEmpty();
        assertThat(ports().downloadTokens().use(hash, true, NOW.plusSeconds(60)))
                .isFalse();
        assertThat(ports().downloadTokens().forgetExpired(NOW.plusSeconds(61))).isPositive();
        assertThat(ports().downloadTokens().end(hash)).isFalse();
    }

    private void issue() {
        ports().downloadTokens().issue(granted, hash, NOW.plusSeconds(60));
    }
}
