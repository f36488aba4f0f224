package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.domain.access.GrantId;
import io.privicore.domain.access.Scopes;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.oauth.Grant;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

public abstract class GrantsContract extends PersistenceContract {

    private static final Instant LATER = NOW.plus(Duration.ofDays(1));

    private final ProfileId profile = aProfileId();
    private final ApplicationId application = new ApplicationId(UUID.randomUUID());

    @Test
    void oneThatWasNotSavedIsNotThere() {
        var grant = aGrant();

        inFailingUnit(() -> ports().grants().save(grant.end()));
        inFailingUnit(() -> ports().grants().save(grant.refresh(aHash(), aHash(), LATER)));

        assertThat(ports().grants().find(grant.id())).contains(grant);
    }

    @Test
    void isFoundByItsRefreshTokenAndByThoseBeforeIt() {
        var first = aGrant();
        var second = first.refresh(aHash(), aHash(), LATER);
        inUnit(() -> ports().grants().save(second));

        assertThat(ports().grants().withRefreshToken(first.refresh())).contains(second.after());
        assertThat(ports().grants().withRefreshToken(second.after().refresh())).contains(second.after());
        assertThat(ports().grants().withRefreshToken(aHash())).isEmpty();
        assertThat(inUnit(() -> ports().grants().take(first.id()))).contains(second.after());
    }

    @Test
    void isGoneOnceItEnded() {
        var grant = aGrant();
        inUnit(() -> ports().grants().save(grant.end()));

        assertThat(ports().grants().find(grant.id())).isEmpty();
        assertThat(ports().grants().withRefreshToken(grant.refresh())).isEmpty();
        assertThat(ports().grants().count(profile)).isZero();
    }

    @Test
    void areTakenWithTheirApplication() {
        var one = aGrant();
        var other = aGrant();

        assertThat(inUnit(() -> ports().grants().takeAll(application))).containsExactlyInAnyOrder(one, other);
        assertThat(inUnit(() -> ports().grants().takeAll(new ApplicationId(UUID.randomUUID()))))
                .isEmpty();
        assertThat(ports().grants().count(profile)).isEqualTo(2);
    }

    @Test
    void areTakenWithTheProfileThatGaveThemAndNobodyElses() {
        var one = aGrant();
        var other = aGrant();
        var ended = aGrant();
        inUnit(() -> ports().grants().save(ended.end()));
        var stranger = aProfileId();
        var foreign = aGrant(stranger);

        var taken = inUnit(() -> {
            var grants = ports().grants().takeAll(profile);
            grants.forEach(grant -> ports().grants().save(grant.end()));
            return grants;
        });

        assertThat(taken).containsExactlyInAnyOrder(one, other);
        assertThat(inUnit(() -> ports().grants().takeAll(profile))).isEmpty();
        assertThat(ports().grants().count(profile)).isZero();
        assertThat(ports().grants().find(foreign.id())).contains(foreign);
        assertThat(ports().grants().count(stranger)).isEqualTo(1);
    }

    @Test
    void isForgottenWhenItExpired() {
        var old = aGrant();
        var young = aGrant();
        inUnit(() -> ports().grants().save(young.refresh(aHash(), aHash(), LATER)));

        assertThat(inUnit(() -> ports().grants().forgetExpired(NOW.plus(Duration.ofHours(2)))))
                .isPositive();

        assertThat(ports().grants().find(old.id())).isEmpty();
        assertThat(ports().grants().find(young.id())).isPresent();
        assertThat(ports().grants().withRefreshToken(young.refresh())).isEmpty();
    }

    private Grant aGrant() {
        return aGrant(profile);
    }

    private Grant aGrant(ProfileId giver) {
        var grant = new Grant(
                new GrantId(UUID.randomUUID()),
                application,
                giver,
                Scopes.ALL,
                aHash(),
                aHash(),
                NOW,
                NOW.plus(Duration.ofHours(1)),
                false);
        inUnit(() -> ports().grants().save(Change.none(grant)));
        return grant;
    }
}
