package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.domain.kernel.Bytes;
import java.util.UUID;
import org.junit.jupiter.api.Test;

public abstract class DeviceSessionsContract extends PersistenceContract {

    private final UUID session = UUID.randomUUID();
    private final Bytes key = Bytes.wrap(new byte[] {1, 2});

    @Test
    void aSessionThatWasNotSavedIsNotThere() {
        inFailingUnit(() -> ports().deviceSessions().save(session, aDeviceId(), key, NOW));

        assertThat(ports().deviceSessions().find(session)).isEmpty();
    }

    @Test
    void theFirstToNameASessionKeepsIt() {
        var device = aDeviceId();

        ports().deviceSessions().save(session, device, key, NOW);
        ports().deviceSessions().save(session, aDeviceId(), Bytes.wrap(new byte[] {3}), NOW);

        assertThat(ports().deviceSessions().find(session)).contains(new DeviceSessions.Kept(device, key, NOW));
    }

    @Test
    void sessionsAreForgottenWithTheirDevice() {
        var device = aDeviceId();
        ports().deviceSessions().save(session, device, key, NOW);

        ports().deviceSessions().forget(device);

        assertThat(ports().deviceSessions().find(session)).isEmpty();
    }

    @Test
    void sessionsAreForgottenWhenTheyAreOld() {
        ports().deviceSessions().save(session, aDeviceId(), key, NOW);

        assertThat(ports().deviceSessions().forgetOpenedBefore(NOW)).isZero();
        assertThat(ports().deviceSessions().forgetOpenedBefore(NOW.plusSeconds(1)))
                .isPositive();

        assertThat(ports().deviceSessions().find(session)).isEmpty();
    }
}
