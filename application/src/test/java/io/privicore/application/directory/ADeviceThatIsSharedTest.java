package io.privicore.application.directory;

import static io.privicore.application.PlatformInMemory.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.command.DeviceCommand;
import io.privicore.application.command.DirectoryCommand.AddStorage;
import io.privicore.application.command.DirectoryCommand.CreateDevice;
import io.privicore.application.command.StorageCommand;
import io.privicore.application.command.TokenCommand;
import io.privicore.application.query.DeviceQuery.OfProfile;
import io.privicore.application.query.Paging;
import io.privicore.application.query.StorageQuery.StorageView;
import io.privicore.application.query.TokenQuery.ListTokens;
import io.privicore.application.query.TokenQuery.Replicas;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Name;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class ADeviceThatIsSharedTest extends SharingSituation {
    @Nested
    final class ThatIsAllOneHas {

        @BeforeEach
        void shareIt() {
            share(ada);
        }

        @Test
        void takesWhatIsStored() {
            var token = platform.aToken(ada.caller(), "a letter");

            assertThat(platform.links.heldBy(vault)).hasSize(1);
            assertThat(read(ada, token)).contains("a letter");
            assertThat(replicas(ada)).isEqualTo(new Replicas(1, 1));
        }

        @Test
        void isOfNoUseToAnybodyElse() {
            platform.aToken(ada.caller(), "a letter");

            assertThat(platform.done(
                                    grace.caller(),
                                    new TokenCommand.Exchange(platform.aTemporaryToken(grace.caller()), bytes("mine")))
                            .body())
                    .contains("storage.no_device");
        }

        @Test
        void erasesWhatIsDeleted() {
            var token = platform.aToken(ada.caller(), "a letter");
            platform.aToken(owner, "the owner's");

            platform.submit(ada.caller(), new TokenCommand.Delete(token));
            platform.settle();
            platform.links.work(vault, platform.reports);

            assertThat(platform.links.heldBy(vault)).hasSize(1);
            assertThat(platform.ask(ada.caller(), new ListTokens(List.of(), true, Paging.FIRST))
                            .items())
                    .singleElement()
                    .satisfies(view ->
                            assertThat(view.erasure().orElseThrow().confirmed()).isEqualTo(1));
        }
    }

    @Nested
    final class BesideOnesOwn {

        private final DeviceId own = aDevice(ada.caller());

        @Test
        void holdsWhatTheOwnOneHoldsAndIsReadInItsPlace() {
            share(ada);
            var token = platform.aToken(ada.caller(), "a letter");
            assertThat(platform.links.heldBy(vault)).isEqualTo(platform.links.heldBy(own));
            assertThat(replicas(ada)).isEqualTo(new Replicas(2, 2));

            platform.links.setAway(own, true);

            assertThat(read(ada, token)).contains("a letter");
        }

        @Test
        void receivesWhatWasThereBefore() {
            platform.aToken(ada.caller(), "a letter");
            platform.aToken(ada.caller(), "another one");

            share(ada);

            assertThat(platform.links.heldBy(vault)).hasSize(2).isEqualTo(platform.links.heldBy(own));
            assertThat(seenBy(ada.caller()).missing()).isZero();
        }

        @Test
        void isMendedFromTheDevicesOfEachWhenItIsEmpty() {
            var graces = aDevice(grace.caller());
            share(ada, grace);
            platform.aToken(ada.caller(), "ada's");
            platform.aToken(grace.caller(), "grace's");
            var before = platform.links.heldBy(vault);
            platform.links.lose(vault);

            var command = platform.submit(owner, new StorageCommand.Synchronise(vault, true));
            platform.settle();

            assertThat(platform.outcome(owner, command).body().orElseThrow())
                    .startsWith("{\"checked\":2,\"missing\":2,\"corrupt\":0,\"repaired\":2,\"orphans\":0,");
            assertThat(platform.links.heldBy(vault)).hasSize(2).isEqualTo(before);
            assertThat(platform.links.heldBy(own)).hasSize(1);
            assertThat(platform.links.heldBy(graces)).hasSize(1);
        }

        @Test
        void isToldOfAsReplicatedByTheDevicesOfEach() {
            share(ada, grace);
            platform.aToken(grace.caller(), "on one");
            platform.aToken(ada.caller(), "on two");

            assertThat(platform.outbox.waiting())
                    .filteredOn(event -> event.type().equals("data-token.replicated"))
                    .extracting(event -> event.data().get("held"))
                    .containsExactly(1, 2);
        }

        @Test
        void isTriedForWhatItHoldsOfEverybody() {
            share(ada);
            platform.aToken(ada.caller(), "a letter");
            platform.links.empty(vault);
            platform.clock.advance(Duration.ofHours(25));
            devices.forEach(platform.links::beat);

            platform.prove();
            later();

            assertThat(platform.links.soundOf(vault)).hasSize(1);
        }
    }

    @Nested
    final class InLists {

        @BeforeEach
        void storeForTwo() {
            share(ada, grace);
            platform.aToken(ada.caller(), "12345");
            platform.aToken(grace.caller(), "1234567");
            platform.aToken(grace.caller(), "89");
            devices.forEach(platform.links::beat);
        }

        @Test
        void showsEachWhatItHasThereAlone() {
            assertThat(seenBy(ada.caller()))
                    .extracting(StorageView::used, StorageView::items, StorageView::shared)
                    .containsExactly(5L, 1L, true);
            assertThat(seenBy(grace.caller()))
                    .extracting(StorageView::used, StorageView::items, StorageView::shared)
                    .containsExactly(9L, 2L, true);
            assertThat(seenBy(ada.caller()).device().publicKey()).isEmpty();
        }

        @Test
        void showsItsOwnerTheDeviceAndNobodysTokens() {
            assertThat(seenBy(owner))
                    .extracting(StorageView::items, StorageView::missing, StorageView::shared)
                    .containsExactly(3L, 0L, false);
            assertThat(platform.ask(owner, new ListTokens(List.of(), false, Paging.FIRST))
                            .items())
                    .isEmpty();
            assertThat(platform.ask(ada.caller(), new OfProfile())).isEmpty();
        }

        @Test
        void isNobodysToManageButItsOwners() {
            assertThat(situation.result(ada.caller(), new StorageCommand.Synchronise(vault, false)))
                    .isEqualTo("device.not_found");
            assertThat(situation.result(ada.caller(), new DeviceCommand.Remove(vault, true)))
                    .isEqualTo("device.not_found");
        }
    }

    @Nested
    final class ToBeShared {

        @Test
        void mayBeOneThatTheDirectoryMade() {
            var made = DeviceId.of(situation.result(
                    owner, new CreateDevice(situation.directory, ada.id(), new Name("a given device"))));
            platform.submit(ada.caller(), new StorageCommand.Register(made));

            assertThat(situation.result(owner, new AddStorage(situation.directory, grace.id(), made)))
                    .isEqualTo("done");
        }

        @Test
        void isNoneOfSomebodyWhoWasInvited() {
            var own = aDevice(ada.caller());

            assertThat(situation.result(owner, new AddStorage(situation.directory, grace.id(), own)))
                    .isEqualTo("device.not_found");
        }
    }
}
