package io.privicore.application.port;

import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Keys of device sessions in memory; the first to name a session keeps it. */
public final class InMemoryDeviceSessions implements DeviceSessions {

    private final InMemoryTable<UUID, Kept> sessions;

    public InMemoryDeviceSessions(InMemoryDatabase database) {
        this.sessions = database.table();
    }

    @Override
    public void save(UUID session, DeviceId device, Bytes sealedKey, Instant openedAt) {
        sessions.add(session, new Kept(device, sealedKey, openedAt));
    }

    @Override
    public Optional<Kept> find(UUID session) {
        return sessions.find(session);
    }

    @Override
    public void forget(DeviceId device) {
        sessions.removeIf((_, kept) -> kept.device().equals(device));
    }

    @Override
    public int forgetOpenedBefore(Instant instant) {
        return sessions.removeIf((_, kept) -> kept.openedAt().isBefore(instant));
    }
}
