package io.privicore.application.port;

import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Presence of devices in memory. */
public final class InMemoryDevicePresences implements DevicePresences {

    private final InMemoryDatabase database;

    public InMemoryDevicePresences(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public boolean seen(ProfileId owner, DeviceId device, Report report, Instant at) {
        return database.locked(() -> {
            var before = presence(owner, device);
            if (before.seenAt().filter(at::isBefore).isPresent()) {
                return false;
            }
            database.presences.put(
                    device,
                    new Presence(owner, true, Optional.of(at), report, before.lagging(), before.laggingSince()));
            return !before.online();
        });
    }

    @Override
    public List<Quiet> sweep(Instant quietSince) {
        return database.locked(() -> {
            var quiet = new ArrayList<Quiet>();
            for (var entry : database.presences.entries()) {
                var presence = entry.getValue();
                if (presence.online()
                        && presence.seenAt()
                                .filter(seen -> seen.isBefore(quietSince))
                                .isPresent()) {
                    gone(entry.getKey());
                    quiet.add(new Quiet(presence.owner(), entry.getKey()));
                }
            }
            return quiet;
        });
    }

    @Override
    public void gone(DeviceId device) {
        database.presences.change(
                device,
                was -> new Presence(was.owner(), false, was.seenAt(), was.report(), was.lagging(), was.laggingSince()));
    }

    @Override
    public boolean markLagging(ProfileId owner, DeviceId device, Instant at) {
        return database.locked(() -> {
            var was = presence(owner, device);
            if (!was.lagging()) {
                database.presences.put(
                        device, new Presence(owner, was.online(), was.seenAt(), was.report(), true, Optional.of(at)));
            }
            return !was.lagging();
        });
    }

    @Override
    public List<DeviceId> online(List<DeviceId> devices) {
        return devices.stream()
                .filter(device -> database.presences
                        .find(device)
                        .filter(presence -> presence.online())
                        .isPresent())
                .toList();
    }

    @Override
    public List<DeviceId> ready(List<DeviceId> devices) {
        return devices.stream()
                .filter(device -> database.presences
                        .find(device)
                        .filter(presence -> presence.online() && !presence.lagging())
                        .isPresent())
                .toList();
    }

    private Presence presence(ProfileId owner, DeviceId device) {
        return database.presences
                .find(device)
                .orElse(new Presence(owner, false, Optional.empty(), new Report(0, 0, 0), false, Optional.empty()));
    }

    record Presence(
            ProfileId owner,
            boolean online,
            Optional<Instant> seenAt,
            Report report,
            boolean lagging,
            Optional<Instant> laggingSince) {}
}
