package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.domain.access.Session;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

public abstract class SessionsContract extends PersistenceContract {

    @Test
    void aSessionThatWasNotSavedIsNotThere() {
        var profile = aSavedProfile();
        var hash = aHash();

        inFailingUnit(() -> ports().sessions()
                .save(Session.begin(UUID.randomUUID(), profile.id(), hash, NOW, Duration.ofHours(1))));

        assertThat(ports().sessions().find(hash)).isEmpty();
    }

    @Test
    void refusesToSaveOutsideOfAUnit() {
        assertThatThrownBy(() -> ports().sessions()
                        .save(Session.begin(UUID.randomUUID(), aProfileId(), aHash(), NOW, Duration.ofHours(1))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Nested
    class ASavedSession {

        @Test
        void isFoundWithThePresentStateOfItsProfile() {
            var profile = aSavedProfile();
            var session = Session.begin(UUID.randomUUID(), profile.id(), aHash(), NOW, Duration.ofHours(1));
            inUnit(() -> ports().sessions().save(session));

            var before = ports().sessions().find(session.after().token()).orElseThrow();
            inUnit(() -> ports().profiles().save(profile.registerPublicKey(aPublicKey())));
            var after = ports().sessions().find(session.after().token()).orElseThrow();

            assertThat(before).isEqualTo(new Sessions.SignedIn(session.after(), profile.state(), false, false));
            assertThat(after.hasPublicKey()).isTrue();
            assertThat(after.state()).isEqualTo(io.privicore.domain.profile.ProfileState.ACTIVE);
        }

        @Test
        void endsOnce() {
            var session = Session.begin(UUID.randomUUID(), aSavedProfile().id(), aHash(), NOW, Duration.ofHours(1));
            inUnit(() -> ports().sessions().save(session));

            assertThat(inUnit(() -> ports().sessions().end(session.after()))).isTrue();
            assertThat(inUnit(() -> ports().sessions().end(session.after()))).isFalse();

            assertThat(ports().sessions().find(session.after().token())).isEmpty();
        }

        @Test
        void endsForOneOfTwoWhoEndItAtOnce() {
            var session = Session.begin(UUID.randomUUID(), aSavedProfile().id(), aHash(), NOW, Duration.ofHours(1));
            inUnit(() -> ports().sessions().save(session));

            var second = onceCommitted(() -> ports().sessions().end(session.after()), () -> ports().sessions()
                    .end(session.after()));

            assertThat(second).isFalse();
        }

        @Test
        void ofAnApplicationEndsWithItsGrant() {
            var profile = aSavedProfile();
            var delegation = aDelegation();
            var own = Session.begin(UUID.randomUUID(), profile.id(), aHash(), NOW, Duration.ofHours(1));
            var held = Session.delegate(
                    UUID.randomUUID(), profile.id(), aHash(), delegation, NOW, NOW.plus(Duration.ofHours(1)));
            inUnit(() -> ports().sessions().save(own));
            inUnit(() -> ports().sessions().save(held));

            var before = ports().sessions().find(held.after().token()).map(Sessions.SignedIn::session);
            var ended = inUnit(() -> ports().sessions().endOf(List.of(delegation.grant())));

            assertThat(before).contains(held.after());
            assertThat(ended).containsExactly(held.after());
            assertThat(ports().sessions().find(held.after().token())).isEmpty();
            assertThat(ports().sessions().find(own.after().token())).isPresent();
        }

        @Test
        void isForgottenWhenItExpired() {
            var profile = aSavedProfile();
            var old = Session.begin(UUID.randomUUID(), profile.id(), aHash(), NOW, Duration.ofSeconds(1));
            var young = Session.begin(UUID.randomUUID(), profile.id(), aHash(), NOW, Duration.ofHours(1));
            inUnit(() -> ports().sessions().save(old));
            inUnit(() -> ports().sessions().save(young));

            assertThat(ports().sessions().forgetExpired(NOW.plusSeconds(2))).isPositive();

            assertThat(ports().sessions().find(old.after().token())).isEmpty();
            assertThat(ports().sessions().find(young.after().token())).isPresent();
        }
    }

    @Test
    void allSessionsOfAProfileEndTogetherAndNobodyElses() {
        var profile = aSavedProfile();
        var one = Session.begin(UUID.randomUUID(), profile.id(), aHash(), NOW, Duration.ofHours(1));
        var two = Session.begin(UUID.randomUUID(), profile.id(), aHash(), NOW, Duration.ofHours(2));
        var foreign = Session.begin(UUID.randomUUID(), aSavedProfile().id(), aHash(), NOW, Duration.ofHours(1));
        inUnit(() -> ports().sessions().save(one));
        inUnit(() -> ports().sessions().save(two));
        inUnit(() -> ports().sessions().save(foreign));

        var ended = inUnit(() -> ports().sessions().endAll(profile.id()));

        assertThat(ended).containsExactlyInAnyOrder(one.after(), two.after());
        assertThat(inUnit(() -> ports().sessions().endAll(profile.id()))).isEmpty();
        assertThat(ports().sessions().find(one.after().token())).isEmpty();
        assertThat(ports().sessions().find(foreign.after().token())).isPresent();
    }
}
