package io.privicore.application.port;

import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The sealed keys of sessions that devices opened, kept so that any node opens messages that waited. */
public interface DeviceSessions {

    void save(UUID session, DeviceId device, Bytes sealedKey, Instant openedAt);

    Optional<Kept> find(UUID session);

    void forget(DeviceId device);

    int forgetOpenedBefore(Instant instant);

    record Kept(DeviceId device, Bytes sealedKey, Instant openedAt) {}
}
