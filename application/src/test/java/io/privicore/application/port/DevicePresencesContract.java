package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.port.DevicePresences.Quiet;
import io.privicore.application.port.DevicePresences.Report;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import java.util.List;
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
}
