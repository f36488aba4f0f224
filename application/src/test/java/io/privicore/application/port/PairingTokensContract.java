package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.port.PairingTokens.Offer;
import io.privicore.domain.access.TokenHash;
import io.privicore.domain.device.DeviceRole;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

public abstract class PairingTokensContract extends PersistenceContract {

    private static final Instant EXPIRY = NOW.plusSeconds(300);
    private static final int MOST = 2;

    private final Offer offer =
            new Offer(aProfileId(), Set.of(DeviceRole.STORAGE, DeviceRole.AUTHENTICATOR), Set.of(UUID.randomUUID()));
    private final TokenHash hash = aHash();

    @Test
    void aTokenIsUsedOnceAndKnownAsUsed() {
        issue(hash, NOW);

        assertThat(ports().pairingTokens().find(hash, NOW)).contains(offer);
        assertThat(ports().pairingTokens().use(hash, NOW)).isTrue();
        assertThat(ports().pairingTokens().find(hash, NOW)).contains(offer);
        assertThat(ports().pairingTokens().use(hash, NOW)).isFalse();
    }

    @Test
    void anOfferOfNothingComesBackAsOne() {
        var nothing = new Offer(aProfileId(), Set.of(), Set.of());

        inUnit(() -> ports().pairingTokens().issue(nothing, hash, NOW, EXPIRY, MOST));

        assertThat(ports().pairingTokens().find(hash, NOW)).contains(nothing);
    }

    @Test
    void aTokenThatNobodyIssuedIsNotFound() {
        assertThat(ports().pairingTokens().find(hash, NOW)).isEmpty();
        assertThat(ports().pairingTokens().use(hash, NOW)).isFalse();
    }

    @Test
    void aUseThatIsNotCommittedDidNotHappen() {
        issue(hash, NOW);

        inFailingUnit(() -> ports().pairingTokens().use(hash, NOW));

        assertThat(ports().pairingTokens().use(hash, NOW)).isTrue();
    }

    @Test
    void anExpiredTokenIsWorthNothingAndForgotten() {
        issue(hash, NOW);

        assertThat(ports().pairingTokens().find(hash, EXPIRY)).isEmpty();
        assertThat(ports().pairingTokens().use(hash, EXPIRY)).isFalse();
        assertThat(ports().pairingTokens().forgetExpired(EXPIRY.plusSeconds(1))).isPositive();
        assertThat(ports().pairingTokens().find(hash, NOW)).isEmpty();
    }

    @Test
    void theOldestEndsWhereAnOwnerHasTooMany() {
        var second = aHash();
        var third = aHash();
        issue(hash, NOW);
        issue(second, NOW.plusSeconds(1));

        issue(third, NOW.plusSeconds(2));

        assertThat(ports().pairingTokens().find(hash, NOW)).isEmpty();
        assertThat(ports().pairingTokens().find(second, NOW)).isPresent();
        assertThat(ports().pairingTokens().find(third, NOW)).isPresent();
    }

    @Test
    void usedOnesAndThoseOfOthersDoNotCount() {
        var second = aHash();
        issue(hash, NOW);
        ports().pairingTokens().use(hash, NOW);
        issue(second, NOW.plusSeconds(1));
        inUnit(() -> ports().pairingTokens()
                .issue(new Offer(aProfileId(), Set.of(), Set.of()), aHash(), NOW.plusSeconds(2), EXPIRY, MOST));

        issue(aHash(), NOW.plusSeconds(3));

        assertThat(ports().pairingTokens().find(hash, NOW)).isPresent();
        assertThat(ports().pairingTokens().find(second, NOW)).isPresent();
    }

    @Test
    void thoseOfAnOwnerThatNobodyUsedEndTogether() {
        var used = aHash();
        var foreign = aHash();
        issue(hash, NOW);
        issue(used, NOW);
        ports().pairingTokens().use(used, NOW);
        inUnit(() ->
                ports().pairingTokens().issue(new Offer(aProfileId(), Set.of(), Set.of()), foreign, NOW, EXPIRY, MOST));

        inUnit(() -> ports().pairingTokens().endUnused(offer.owner()));

        assertThat(ports().pairingTokens().find(hash, NOW)).isEmpty();
        assertThat(ports().pairingTokens().find(used, NOW)).contains(offer);
        assertThat(ports().pairingTokens().find(foreign, NOW)).isPresent();
    }

    private void issue(TokenHash token, Instant now) {
        inUnit(() -> ports().pairingTokens().issue(offer, token, now, EXPIRY, MOST));
    }
}
