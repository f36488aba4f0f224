package io.privicore.application.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.privicore.application.Caller;
import io.privicore.application.PlatformInMemory;
import io.privicore.application.command.DeviceCommand.Approve;
import io.privicore.application.command.DeviceCommand.Reject;
import io.privicore.application.command.DeviceCommand.Remove;
import io.privicore.application.command.DeviceCommand.Rotate;
import io.privicore.application.command.StorageCommand;
import io.privicore.application.port.DevicePresences.Report;
import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.application.query.CommandState;
import io.privicore.application.query.DeviceQuery.OfProfile;
import io.privicore.application.query.DeviceQuery.RetrieveConfiguration;
import io.privicore.application.query.Paging;
import io.privicore.application.query.TokenQuery.ListTokens;
import io.privicore.domain.device.DeviceState;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class ADeviceOfAProfileTest {

    private final PlatformInMemory platform = new PlatformInMemory();
    private final Caller owner = platform.anActiveProfile();

    private Report aReport() {
        return new Report(1_000, 0, 0);
    }

    private void assertRefused(Reason reason, DeviceId device) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> platform.ask(owner, new RetrieveConfiguration(device)))
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    @Nested
    final class ThatIsPending {

        private final DeviceId device = platform.aPendingDevice(owner);

        @Test
        void isApprovedOnce() {
            platform.submit(owner, new Approve(device));

            assertThat(platform.done(owner, new Approve(device)).body()).contains("device.not_pending");
        }

        @Test
        void cannotBeApprovedOnceRejected() {
            platform.submit(owner, new Reject(device));

            assertThat(platform.done(owner, new Approve(device)).body()).contains("device.not_pending");
        }

        @Test
        void hasNoConfiguration() {
            assertRefused(Reason.DEVICE_NOT_ACTIVE, device);
        }

        @Test
        void cannotStore() {
            assertThat(platform.done(owner, new StorageCommand.Register(device)).body())
                    .contains("device.not_active");
        }
    }

    @Nested
    final class ThatIsActive {

        private final DeviceId device = platform.anUnseenStorageDevice(owner);

        @Test
        void givesItsConfigurationOnce() {
            assertRefused(Reason.DEVICE_CONFIGURATION_ALREADY_RETRIEVED, device);
        }

        @Test
        void pinsTheKeysOfItsFirstMessage() {
            var keys = platform.keys();

            assertThat(platform.reports.hello(device, keys, aReport(), platform.clock.instant()))
                    .isTrue();
            assertThat(platform.reports.hello(device, keys, aReport(), platform.clock.instant()))
                    .isTrue();
            assertThat(platform.reports.hello(device, platform.keys(), aReport(), platform.clock.instant()))
                    .isFalse();
        }

        @Test
        void isOnlineOnceItHasSpoken() {
            platform.reports.hello(device, platform.keys(), aReport(), platform.clock.instant());

            assertThat(platform.ask(owner, new OfProfile())).singleElement().satisfies(view -> assertThat(view.online())
                    .isTrue());
        }

        @Test
        void takesOtherKeysAfterARotation() {
            platform.reports.hello(device, platform.keys(), aReport(), platform.clock.instant());
            var password = platform.accounts.passwordOf(device);

            platform.submit(owner, new Rotate(device));
            platform.settle();

            assertThat(platform.accounts.passwordOf(device)).isPresent().isNotEqualTo(password);
            assertThat(platform.reports.known(List.of(device))).isEmpty();
            platform.ask(owner, new RetrieveConfiguration(device));
            assertThat(platform.reports.hello(device, platform.keys(), aReport(), platform.clock.instant()))
                    .isTrue();
        }

        @Test
        void keepsTheNewPasswordWhenItWasRetrievedBeforeTheOldOneEnded() {
            platform.submit(owner, new Rotate(device));
            var configuration = platform.ask(owner, new RetrieveConfiguration(device));

            platform.settle();

            assertThat(platform.accounts.passwordOf(device)).contains(configuration.brokerPassword());
        }
    }

    @Nested
    final class ThatIsRemoved {

        private final DeviceId device = platform.aStorageDevice(owner);

        @Test
        void losesItsAccountAndIsNotListenedTo() {
            platform.submit(owner, new Remove(device, false));
            platform.settle();

            assertThat(platform.accounts.passwordOf(device)).isEmpty();
            assertThat(platform.reports.known(List.of(device))).isEmpty();
            assertThat(platform.ask(owner, new OfProfile())).noneMatch(view -> view.state() == DeviceState.ACTIVE);
        }

        @Test
        void losesItsAccountLaterWhenTheBrokerIsAway() {
            platform.accounts.setDown(true);
            assertThat(platform.done(owner, new Remove(device, false)).state()).isEqualTo(CommandState.SUCCEEDED);
            platform.settle();
            platform.accounts.setDown(false);

            platform.clock.advance(java.time.Duration.ofMinutes(1));
            platform.settle();

            assertThat(platform.accounts.passwordOf(device)).isEmpty();
        }
    }

    @Nested
    final class ThatAloneHoldsData {

        private final DeviceId device = platform.aStorageDevice(owner);

        @Test
        void keepsItsStorageRoleUnlessForced() {
            platform.aToken(owner, "payload", device);

            assertThat(platform.done(owner, new StorageCommand.Remove(device, false))
                            .body())
                    .contains("storage.last_replica");
            assertThat(platform.done(owner, new StorageCommand.Remove(device, true))
                            .state())
                    .isEqualTo(CommandState.SUCCEEDED);
        }

        @Test
        void isNotRemovedUnlessForced() {
            platform.aToken(owner, "payload", device);

            assertThat(platform.done(owner, new Remove(device, false)).body()).contains("storage.last_replica");
            assertThat(replicas()).isEqualTo("1 of 1");

            assertThat(platform.done(owner, new Remove(device, true)).state()).isEqualTo(CommandState.SUCCEEDED);
            assertThat(replicas()).isEqualTo("0 of 0");
        }

        @Test
        void isRemovedWithoutForceOnceAnotherHoldsItToo() {
            platform.aToken(owner, "payload", device);
            var other = platform.aStorageDevice(owner);
            var ref = platform.dataTokens.presentRefs().iterator().next();
            assertThat(platform.done(owner, new Remove(device, false)).body()).contains("storage.last_replica");
            platform.database.run(
                    Origin.ENGINE, () -> platform.dataTokens.held(other, List.of(ref), platform.clock.instant()));

            assertThat(platform.done(owner, new Remove(device, false)).state()).isEqualTo(CommandState.SUCCEEDED);

            assertThat(replicas()).isEqualTo("1 of 1");
            platform.settle();
            assertThat(platform.dataTokens.holders(ref)).containsExactly(other);
        }

        private String replicas() {
            var replicas = platform.ask(owner, new ListTokens(List.of(), false, Paging.FIRST))
                    .items()
                    .getFirst()
                    .replicas();
            return replicas.held() + " of " + replicas.expected();
        }
    }
}
