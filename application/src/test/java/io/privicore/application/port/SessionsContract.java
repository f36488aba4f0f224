package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.domain.access.Session;
import java.time.Duration;
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

            inUnit(() -> ports().sessions().end(session.after()));
            inUnit(() -> ports().sessions().end(session.after()));

            assertThat(ports().sessions().find(session.after().token())).isEmpty();
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
}
