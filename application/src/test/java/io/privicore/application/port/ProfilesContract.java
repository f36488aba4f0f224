package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.application.port.UnitOfWork.Stale;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.profile.PasswordHash;
import io.privicore.domain.profile.Profile;
import io.privicore.domain.profile.Username;
import java.util.Locale;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

public abstract class ProfilesContract extends PersistenceContract {

    @Test
    void aProfileThatWasNotSavedIsNotThere() {
        var profile = aProfile();

        inFailingUnit(() -> ports().profiles().save(Change.none(profile)));

        assertThat(ports().profiles().find(profile.id())).isEmpty();
        assertThat(ports().profiles().find(profile.username())).isEmpty();
        assertThatThrownBy(() -> ports().profiles().get(profile.id()))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(Reason.PROFILE_NOT_FOUND));
    }

    @Nested
    class ASavedProfile {

        @Test
        void isReadBackAsItWasAtTheNextRevision() {
            var profile = aProfile();

            inUnit(() -> ports().profiles().save(Change.none(profile)));

            var read = ports().profiles().get(profile.id());
            assertThat(read)
                    .usingRecursiveComparison()
                    .ignoringFields("revision")
                    .isEqualTo(profile);
            assertThat(read.revision()).isEqualTo(1);
        }

        @Test
        void isFoundByItsNameInAnyCase() {
            var profile = aSavedProfile();

            var found = ports().profiles()
                    .find(new Username(profile.username().value().toUpperCase(Locale.ROOT)));

            assertThat(found).contains(profile);
        }

        @Test
        void keepsWhatWasChanged() {
            var profile = aSavedProfile();

            inUnit(() -> ports().profiles().save(profile.changePassword(new PasswordHash("$argon2id$2"))));
            inUnit(() ->
                    ports().profiles().save(ports().profiles().get(profile.id()).registerPublicKey(aPublicKey())));

            var read = ports().profiles().get(profile.id());
            assertThat(read.password().phc()).isEqualTo("$argon2id$2");
            assertThat(read.formerPasswords()).containsExactly(profile.password());
            assertThat(read.publicKey()).contains(aPublicKey());
            assertThat(read.revision()).isEqualTo(3);
        }

        @Test
        void isSeenAsChangedWithinTheSameUnit() {
            var profile = aSavedProfile();

            var revision = inUnit(() -> {
                ports().profiles().get(profile.id());
                ports().profiles().save(profile.changePassword(new PasswordHash("$argon2id$2")));
                var changed = ports().profiles().get(profile.id());
                ports().profiles().save(changed.registerPublicKey(aPublicKey()));
                return ports().profiles().get(profile.id()).revision();
            });

            assertThat(revision).isEqualTo(3);
        }

        @Test
        void refusesAChangeOfAStaleRevision() {
            var profile = aSavedProfile();
            inUnit(() -> ports().profiles().save(profile.changePassword(new PasswordHash("$argon2id$2"))));

            assertThatThrownBy(() -> inUnit(
                            () -> ports().profiles().save(profile.changePassword(new PasswordHash("$argon2id$3")))))
                    .isInstanceOf(Stale.class);

            assertThat(ports().profiles().get(profile.id()).password().phc()).isEqualTo("$argon2id$2");
        }

        @Test
        void refusesToBeRegisteredAgain() {
            var profile = aProfile();
            inUnit(() -> ports().profiles().save(Change.none(profile)));

            assertThatThrownBy(() -> inUnit(() -> ports().profiles().save(Change.none(profile))))
                    .isInstanceOf(Stale.class);
        }

        @Test
        void refusesAnotherUnderItsName() {
            var profile = aSavedProfile();
            var other = Profile.register(
                    aProfileId(), profile.username(), new PasswordHash("$argon2id$4"), Metadata.EMPTY, NOW);

            assertThatThrownBy(() -> inUnit(() -> ports().profiles().save(other)))
                    .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.reason())
                            .isEqualTo(Reason.USERNAME_TAKEN));

            assertThat(ports().profiles().find(other.after().id())).isEmpty();
        }
    }
}
