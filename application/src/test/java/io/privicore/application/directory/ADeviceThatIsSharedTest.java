package io.privicore.application.directory;

import static io.privicore.application.PlatformInMemory.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.Caller;
import io.privicore.application.PlatformInMemory;
import io.privicore.application.command.DeviceCommand;
import io.privicore.application.command.DirectoryCommand.AddStorage;
import io.privicore.application.command.DirectoryCommand.CreateDevice;
import io.privicore.application.command.DirectoryCommand.RemoveStorage;
import io.privicore.application.command.DirectoryCommand.RemoveUser;
import io.privicore.application.command.StorageCommand;
import io.privicore.application.command.TokenCommand;
import io.privicore.application.command.TokenText;
import io.privicore.application.directory.DirectorySituation.User;
import io.privicore.application.port.ChannelMessage.DataDelivered;
import io.privicore.application.query.DeviceQuery.OfProfile;
import io.privicore.application.query.Paging;
import io.privicore.application.query.StorageQuery.ListStorage;
import io.privicore.application.query.StorageQuery.StorageView;
import io.privicore.application.query.TokenQuery.ListTokens;
import io.privicore.application.query.TokenQuery.Replicas;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Name;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class ADeviceThatIsSharedTest {

    private static final String LAST_REPLICA = "storage.last_replica";

    private final DirectorySituation situation = new DirectorySituation();
    private final PlatformInMemory platform = situation.platform;
    private final Caller owner = situation.owner;
    private final User ada = situation.anInvited(Role.MEMBER);
    private final User grace = situation.aUser(Role.MEMBER);
    private final List<DeviceId> devices = new ArrayList<>();
    private final DeviceId vault = aDevice(owner);

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

    private DeviceId aDevice(Caller caller) {
        var device = platform.aStorageDevice(caller);
        platform.links.answerAtOnce(device, platform.reports);
        devices.add(device);
        return device;
    }

    private void share(User... users) {
        for (var user : users) {
            assertThat(situation.result(owner, new AddStorage(situation.directory, user.id(), vault)))
                    .isEqualTo("done");
        }
        later();
    }

    private String unshare(User user, boolean force) {
        var result = situation.result(owner, new RemoveStorage(situation.directory, user.id(), vault, force));
        later();
        return result;
    }

    private String leave(User user) {
        var result = situation.result(user.caller(), new RemoveUser(situation.directory, user.id()));
        later();
        return result;
    }

    /** Lets happen what happens by itself. */
    private void later() {
        for (int i = 0; i < 4; i++) {
            platform.clock.advance(Duration.ofSeconds(20));
            devices.forEach(platform.links::beat);
            platform.keepHouse();
        }
        devices.forEach(device -> platform.links.work(device, platform.reports));
    }

    private Optional<String> read(User user, TokenText token) {
        int before = platform.channels.told(DataDelivered.class).size();
        platform.submit(user.caller(), new TokenCommand.RequestData(token, PlatformInMemory.SITE));
        return platform.channels.told(DataDelivered.class).stream()
                .skip(before)
                .map(DataDelivered::data)
                .map(data -> new String(data.view(), UTF_8))
                .findFirst();
    }

    private List<StorageView> seenByAll(Caller caller) {
        return platform.ask(caller, new ListStorage());
    }

    private StorageView seenBy(Caller caller) {
        return seenByAll(caller).stream()
                .filter(view -> view.device().device().equals(vault))
                .findFirst()
                .orElseThrow();
    }

    private Replicas replicas(User user) {
        return platform.ask(user.caller(), new ListTokens(List.of(), false, Paging.FIRST))
                .items()
                .getFirst()
                .replicas();
    }
}
