package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.port.DevicePresences.Presence;
import io.privicore.application.port.DevicePresences.Quiet;
import io.privicore.application.port.DevicePresences.Report;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

public abstract class DevicePresencesContract extends PersistenceContract {

    private final ProfileId owner = aProfileId();
    private final DeviceId device = aDeviceId();
    private final Report report = new Report(100, 10, 1);

    @Test
    void aSignOfLifeThatWasNotSavedIsNotThere() {
        inFailingUnit(() -> ports().devicePresences().seen(owner, device, report, NOW));

        assertThat(ports().devicePresences().ready(List.of(device))).isEmpty();
    }

    @Test
    void theFirstSignOfLifeSaysThatTheDeviceWasOffline() {
        assertThat(ports().devicePresences().seen(owner, device, report, NOW)).isTrue();
        assertThat(ports().devicePresences().seen(owner, device, report, NOW.plusSeconds(1)))
                .isFalse();
        assertThat(ports().devicePresences().ready(List.of(aDeviceId(), device)))
                .containsExactly(device);
    }

    @Test
    void olderNewsIsIgnored() {
        ports().devicePresences().seen(owner, device, report, NOW);
        ports().devicePresences().gone(device);

        assertThat(ports().devicePresences().seen(owner, device, report, NOW.minusSeconds(1)))
                .isFalse();

        assertThat(ports().devicePresences().ready(List.of(device))).isEmpty();
        assertThat(ports().devicePresences().online(List.of(device))).isEmpty();
    }

    @Nested
    class AnOnlineDevice {

        @Test
        void isSweptWhenItWentQuiet() {
            ports().devicePresences().seen(owner, device, report, NOW);

            assertThat(ports().devicePresences().sweep(NOW)).doesNotContain(new Quiet(owner, device));
            assertThat(ports().devicePresences().sweep(NOW.plusSeconds(1))).contains(new Quiet(owner, device));
            assertThat(ports().devicePresences().sweep(NOW.plusSeconds(1))).doesNotContain(new Quiet(owner, device));
            assertThat(ports().devicePresences().seen(owner, device, report, NOW.plusSeconds(2)))
                    .isTrue();
        }

        @Test
        void isNotReadyOnceItLags() {
            ports().devicePresences().seen(owner, device, report, NOW);

            assertThat(ports().devicePresences().markLagging(owner, device, NOW))
                    .isTrue();
            assertThat(ports().devicePresences().markLagging(owner, device, NOW))
                    .isFalse();

            assertThat(ports().devicePresences().ready(List.of(device))).isEmpty();
            assertThat(ports().devicePresences().online(List.of(device, aDeviceId())))
                    .containsExactly(device);
        }
    }

    @Test
    void aDeviceThatWasNeverSeenCanLag() {
        assertThat(ports().devicePresences().markLagging(owner, device, NOW)).isTrue();
        assertThat(ports().devicePresences().seen(owner, device, report, NOW)).isTrue();
        assertThat(ports().devicePresences().ready(List.of(device))).isEmpty();
    }

    @Nested
    class Synchronised {

        @Test
        void lagsNoLongerWhenItIsInStep() {
            ports().devicePresences().seen(owner, device, report, NOW);
            ports().devicePresences().markLagging(owner, device, NOW);

            ports().devicePresences().synced(device, NOW.plusSeconds(1), "complete", true);

            assertThat(ports().devicePresences().find(device))
                    .contains(new Presence(
                            true, false, report, Optional.of(NOW.plusSeconds(1)), Optional.of("complete")));
            assertThat(ports().devicePresences().ready(List.of(device))).containsExactly(device);
        }

        @Test
        void lagsStillWhenItIsNot() {
            ports().devicePresences().seen(owner, device, report, NOW);
            ports().devicePresences().markLagging(owner, device, NOW);

            ports().devicePresences().synced(device, NOW.plusSeconds(1), "incomplete", false);

            assertThat(ports().devicePresences().find(device))
                    .contains(new Presence(
                            true, true, report, Optional.of(NOW.plusSeconds(1)), Optional.of("incomplete")));
        }
    }

    @Test
    void nothingIsKnownOfADeviceThatWasNeverSeen() {
        assertThat(ports().devicePresences().find(device)).isEmpty();
    }

    @Test
    void onlineStorageDevicesAreTriedOneAfterAnother() {
        var storage = aStorageDevice(owner).id();
        ports().devicePresences().seen(owner, device, report, NOW);
        ports().devicePresences().seen(owner, storage, report, NOW);

        assertThat(ports().devicePresences().unproven(NOW.minusSeconds(60), 1000, NOW))
                .contains(storage)
                .doesNotContain(device);
        assertThat(ports().devicePresences().unproven(NOW.minusSeconds(60), 1000, NOW))
                .doesNotContain(storage);
        assertThat(ports().devicePresences().unproven(NOW, 1000, NOW.plusSeconds(60)))
                .contains(storage);

        ports().devicePresences().gone(storage);
        assertThat(ports().devicePresences().unproven(NOW.plusSeconds(60), 1000, NOW.plusSeconds(60)))
                .doesNotContain(storage);
    }
}
