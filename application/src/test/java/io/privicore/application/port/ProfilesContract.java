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
import java.util.Set;
import java.util.UUID;
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

            inUnit(() -> ports().profiles()
                    .save(profile.changePassword(new PasswordHash("$argon2id$2"), NOW.plusSeconds(1))));
            inUnit(() ->
                    ports().profiles().save(ports().profiles().get(profile.id()).registerPublicKey(aPublicKey())));

            var read = ports().profiles().get(profile.id());
            assertThat(read.password().phc()).isEqualTo("$argon2id$2");
            assertThat(read.formerPasswords()).containsExactly(profile.password());
            assertThat(read.passwordChangedAt()).isEqualTo(NOW.plusSeconds(1));
            assertThat(read.publicKey()).contains(aPublicKey());
            assertThat(read.revision()).isEqualTo(3);
        }

        @Test
        void isSeenAsChangedWithinTheSameUnit() {
            var profile = aSavedProfile();

            var revision = inUnit(() -> {
                ports().profiles().get(profile.id());
                ports().profiles().save(profile.changePassword(new PasswordHash("$argon2id$2"), NOW.plusSeconds(1)));
                var changed = ports().profiles().get(profile.id());
                ports().profiles().save(changed.registerPublicKey(aPublicKey()));
                return ports().profiles().get(profile.id()).revision();
            });

            assertThat(revision).isEqualTo(3);
        }

        @Test
        void isUsableUntilItIsSuspended() {
            var profile = aSavedProfile();
            var other = aSavedProfile();
            var stranger = aProfileId();
            assertThat(ports().profiles().usable(Set.of(profile.id(), other.id(), stranger)))
                    .containsExactlyInAnyOrder(profile.id(), other.id());

            inUnit(() -> ports().profiles().save(profile.suspend()));

            assertThat(ports().profiles().usable(Set.of(profile.id(), other.id())))
                    .containsExactly(other.id());
            assertThat(ports().profiles().usable(Set.of())).isEmpty();
        }

        @Test
        void refusesAChangeOfAStaleRevision() {
            var profile = aSavedProfile();
            inUnit(() -> ports().profiles()
                    .save(profile.changePassword(new PasswordHash("$argon2id$2"), NOW.plusSeconds(1))));

            assertThatThrownBy(() -> inUnit(() -> ports().profiles()
                            .save(profile.changePassword(new PasswordHash("$argon2id$3"), NOW.plusSeconds(1)))))
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

        @Test
        void givesItsNameToOthersOnceItHasAnother() {
            var profile = aSavedProfile();
            var next = new Username("other " + UUID.randomUUID());

            rename(profile, next);

            assertThat(ports().profiles().find(next)).map(Profile::id).contains(profile.id());
            assertThat(ports().profiles().find(profile.username())).isEmpty();
            var heir = Profile.register(
                    aProfileId(), profile.username(), new PasswordHash("$argon2id$5"), Metadata.EMPTY, NOW);
            inUnit(() -> ports().profiles().save(heir));
            assertThat(ports().profiles().find(profile.username()))
                    .map(Profile::id)
                    .contains(heir.after().id());
        }

        @Test
        void refusesANameThatAnotherHasInAnyCase() {
            var profile = aSavedProfile();
            var other = aSavedProfile();
            var taken = new Username(other.username().value().toUpperCase(Locale.ROOT));

            assertRefused(Reason.USERNAME_TAKEN, () -> rename(profile, taken));

            assertThat(ports().profiles().get(profile.id())).isEqualTo(profile);
        }

        @Test
        void mayWriteItsOwnNameInAnotherWay() {
            var profile = aSavedProfile();
            var louder = new Username(profile.username().value().toUpperCase(Locale.ROOT));

            rename(profile, louder);

            assertThat(ports().profiles().get(profile.id()).username()).isEqualTo(louder);
        }

        @Test
        void isReadBackWithTheDirectoryThatManagesIt() {
            var directory = aDirectoryId();
            var created = Profile.create(
                    aProfileId(),
                    new Username("managed " + UUID.randomUUID()),
                    PasswordHash.NONE,
                    directory,
                    Metadata.EMPTY,
                    NOW);
            inUnit(() -> ports().profiles().save(created));

            var read = ports().profiles().get(created.after().id());
            inUnit(() -> ports().profiles().save(read.suspend()));

            assertThat(read)
                    .usingRecursiveComparison()
                    .ignoringFields("revision")
                    .isEqualTo(created.after());
            assertThat(ports().profiles().get(read.id()).managedBy()).contains(directory);
        }

        private void rename(Profile profile, Username name) {
            inUnit(() -> ports().profiles().save(profile.rename(name)));
        }
    }

    @Test
    void isLockedOnceWhoeverChangesItHasDoneSo() {
        var profile = aSavedProfile();

        var locked = onceCommitted(
                () -> ports().profiles().save(profile.rehash(new PasswordHash("$argon2id$9"))),
                () -> ports().profiles().locked(profile.id()));

        assertThat(locked.password()).isEqualTo(new PasswordHash("$argon2id$9"));
    }

    @Test
    void isChangedOnceWhoeverLockedItIsDone() {
        var profile = aSavedProfile();

        onceCommitted(() -> ports().profiles().locked(profile.id()), () -> {
            ports().profiles().save(profile.rehash(new PasswordHash("$argon2id$9")));
            return true;
        });

        assertThat(ports().profiles().get(profile.id()).password()).isEqualTo(new PasswordHash("$argon2id$9"));
    }

    @Test
    void cannotBeLockedWhereItIsNot() {
        assertRefused(
                Reason.PROFILE_NOT_FOUND, () -> inUnit(() -> ports().profiles().locked(aProfileId())));
    }

    @Test
    void oneOfTwoThatWantANameAtOnceGetsIt() {
        var one = aSavedProfile();
        var two = aSavedProfile();
        var name = new Username("wanted " + UUID.randomUUID());

        var second = meanwhile(() -> ports().profiles().save(one.rename(name)), () -> ports().profiles()
                .save(two.rename(name)));

        assertThatLost(second, Reason.USERNAME_TAKEN);
        assertThat(ports().profiles().find(name)).map(Profile::id).contains(one.id());
    }
}
