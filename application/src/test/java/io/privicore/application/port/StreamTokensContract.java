package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.port.StreamTokens.Issued;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.token.TokenId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

public abstract class StreamTokensContract extends PersistenceContract {

    private final Issued issued =
            new Issued(aProfileId(), new TokenId(UUID.randomUUID()), UUID.randomUUID(), Optional.of(aDelegation()));
    private final TokenHash hash = aHash();

    @Test
    void aTokenIsRedeemedOnce() {
        issue(hash);

        assertThat(ports().streamTokens().redeem(hash, NOW)).contains(issued);
        assertThat(ports().streamTokens().redeem(hash, NOW)).isEmpty();
    }

    @Test
    void aRedemptionThatIsNotCommittedDidNotHappen() {
        issue(hash);

        inFailingUnit(() -> ports().streamTokens().redeem(hash, NOW));

        assertThat(ports().streamTokens().redeem(hash, NOW)).contains(issued);
    }

    @Test
    void aTokenThatWasNotIssuedIsNotThere() {
        inFailingUnit(() -> issue(hash));

        assertThat(ports().streamTokens().redeem(hash, NOW)).isEmpty();
    }

    @Test
    void aReservationTakesOneTokenAfterAnother() {
        var next = aHash();
        issue(hash);
        issue(next);

        assertThat(ports().streamTokens().redeem(hash, NOW)).isEmpty();
        assertThat(ports().streamTokens().redeem(next, NOW)).contains(issued);
    }

    @Test
    void anExpiredTokenIsWorthNothingAndForgotten() {
        issue(hash);

        assertThat(ports().streamTokens().redeem(hash, NOW.plusSeconds(60))).isEmpty();
        assertThat(ports().streamTokens().forgetExpired(NOW.plusSeconds(61))).isPositive();
        assertThat(ports().streamTokens().redeem(hash, NOW)).isEmpty();
    }

    @Test
    void aTokenOfAnApplicationEndsWithItsGrant() {
        issue(hash);

        ports().streamTokens().endOf(List.of(issued.delegation().orElseThrow().grant()));

        assertThat(ports().streamTokens().redeem(hash, NOW)).isEmpty();
    }

    @Test
    void tokensOfAProfileEndTogetherAndNobodyElses() {
        var foreign = aHash();
        issue(hash);
        ports().streamTokens()
                .issue(
                        new Issued(aProfileId(), new TokenId(UUID.randomUUID()), UUID.randomUUID(), Optional.empty()),
                        foreign,
                        NOW.plusSeconds(60));

        inUnit(() -> ports().streamTokens().endAll(issued.owner()));

        assertThat(ports().streamTokens().redeem(hash, NOW)).isEmpty();
        assertThat(ports().streamTokens().redeem(foreign, NOW)).isPresent();
    }

    private void issue(TokenHash token) {
        ports().streamTokens().issue(issued, token, NOW.plusSeconds(60));
    }
}
