package io.privicore.application.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.command.DeviceCommand;
import io.privicore.application.command.DirectoryCommand.AddStorage;
import io.privicore.application.command.DirectoryCommand.RemoveStorage;
import io.privicore.application.command.DirectoryCommand.RemoveUser;
import io.privicore.application.command.StorageCommand;
import io.privicore.application.query.StorageQuery.StorageView;
import io.privicore.application.query.TokenQuery.Replicas;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.DeviceId;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class ADeviceThatIsTakenBackTest extends SharingSituation {
    @Nested
    final class ThatStoresForSomebodyNoLonger {

        private final DeviceId own = aDevice(ada.caller());

        @BeforeEach
        void storeForTwo() {
            share(ada, grace);
            platform.aToken(ada.caller(), "ada's");
            platform.aToken(grace.caller(), "grace's");
        }

        @Test
        void erasesWhatIsThatUsersAndNothingElse() {
            assertThat(unshare(ada, false)).isEqualTo("done");

            assertThat(platform.links.heldBy(vault)).hasSize(1).doesNotContainAnyElementsOf(platform.links.heldBy(own));
            assertThat(replicas(ada)).isEqualTo(new Replicas(1, 1));
            assertThat(replicas(grace)).isEqualTo(new Replicas(1, 1));
            assertThat(seenByAll(ada.caller())).extracting(StorageView::shared).containsExactly(false);
        }

        @Test
        void keepsWhatIsNowhereElse() {
            assertThat(unshare(grace, false)).isEqualTo(LAST_REPLICA);

            assertThat(platform.links.heldBy(vault)).hasSize(2);
            assertThat(seenBy(grace.caller()).shared()).isTrue();
        }

        @Test
        void erasesEvenThatByForce() {
            assertThat(unshare(grace, true)).isEqualTo("done");

            assertThat(platform.links.heldBy(vault)).isEqualTo(platform.links.heldBy(own));
        }

        @Test
        void goesOnWhileAnotherDirectoryLetsIt() {
            var other = situation.register(owner, "other");
            situation.join(owner, other, ada, Role.MEMBER);
            assertThat(situation.result(owner, new AddStorage(other, ada.id(), vault)))
                    .isEqualTo("done");

            assertThat(unshare(ada, false)).isEqualTo("done");

            assertThat(platform.links.heldBy(vault)).hasSize(2);
            assertThat(replicas(ada)).isEqualTo(new Replicas(2, 2));
        }

        @Test
        void takesWhatIsNewWhenItDoesSoAgain() {
            unshare(ada, false);
            platform.clock.advance(Duration.ofSeconds(1));

            share(ada);
            platform.aToken(ada.caller(), "new");

            assertThat(platform.links.heldBy(vault)).hasSize(2);
            assertThat(seenBy(ada.caller()).missing()).isZero();
            assertThat(seenBy(ada.caller()).items()).isEqualTo(1);
            assertThat(seenBy(owner).lastSyncResult()).contains("complete");
        }

        @Test
        void erasesItOnceItIsBackWhereItWasAway() {
            platform.links.setAway(vault, true);
            assertThat(situation.result(owner, new RemoveStorage(situation.directory, ada.id(), vault, false)))
                    .isEqualTo("done");
            platform.settle();
            assertThat(platform.links.heldBy(vault)).hasSize(2);

            platform.links.setAway(vault, false);
            later();

            assertThat(platform.links.heldBy(vault)).hasSize(1);
        }
    }

    @Nested
    final class ThatItsOwnerTakesAway {

        @BeforeEach
        void store() {
            share(ada);
            platform.aToken(ada.caller(), "a letter");
        }

        @Test
        void staysForTheSakeOfAnybodysData() {
            assertThat(situation.result(owner, new DeviceCommand.Remove(vault, false)))
                    .isEqualTo(LAST_REPLICA);
            assertThat(situation.result(owner, new StorageCommand.Remove(vault, false)))
                    .isEqualTo(LAST_REPLICA);
        }

        @Test
        void goesOnceEverythingIsElsewhere() {
            aDevice(ada.caller());
            later();

            assertThat(situation.result(owner, new DeviceCommand.Remove(vault, false)))
                    .isEqualTo("done");
            platform.settle();

            assertThat(replicas(ada)).isEqualTo(new Replicas(1, 1));
        }
    }

    @Nested
    final class WhenSomebodyLeaves {

        @Test
        void keepsWhoeverHasDataThereAlone() {
            share(ada);
            var token = platform.aToken(ada.caller(), "a letter");

            assertThat(leave(ada)).isEqualTo(LAST_REPLICA);
            assertThat(read(ada, token)).contains("a letter");

            aDevice(ada.caller());
            later();
            assertThat(leave(ada)).isEqualTo("done");
            assertThat(platform.links.heldBy(vault)).isEmpty();
            assertThat(read(ada, token)).contains("a letter");
        }

        @Test
        void erasesWhatAManagedUserHad() {
            share(grace);
            platform.aToken(grace.caller(), "a letter");

            assertThat(situation.result(owner, new RemoveUser(situation.directory, grace.id())))
                    .isEqualTo("done");
            later();

            assertThat(platform.links.heldBy(vault)).isEmpty();
        }

        @Test
        void keepsWhoseDeviceAloneHoldsDataOfOthers() {
            var administrator = situation.anInvited(Role.ADMINISTRATOR);
            var lent = aDevice(administrator.caller());
            assertThat(situation.result(owner, new AddStorage(situation.directory, ada.id(), lent)))
                    .isEqualTo("done");
            platform.aToken(ada.caller(), "a letter");
            platform.aToken(administrator.caller(), "the administrator's own");

            assertThat(leave(administrator)).isEqualTo(LAST_REPLICA);

            aDevice(ada.caller());
            later();
            assertThat(leave(administrator)).isEqualTo("done");
            later();
            assertThat(platform.links.heldBy(lent)).hasSize(1);
            assertThat(replicas(ada)).isEqualTo(new Replicas(1, 1));
            assertThat(replicas(administrator)).isEqualTo(new Replicas(1, 1));
        }
    }
}
