package io.privicore.application.port;

import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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
            var before = row(owner, device);
            if (before.seenAt().filter(at::isBefore).isPresent()) {
                return false;
            }
            database.presences.put(device, before.seen(report, at));
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
        database.presences.change(device, Row::offline);
    }

    @Override
    public boolean markLagging(ProfileId owner, DeviceId device, Instant at) {
        return database.locked(() -> {
            var was = row(owner, device);
            if (!was.lagging()) {
                database.presences.put(device, was.lagging(true));
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

    @Override
    public Optional<Presence> find(DeviceId device) {
        return database.presences
                .find(device)
                .map(row -> new Presence(
                        row.online(), row.lagging(), row.report(), row.lastSyncAt(), row.lastSyncResult()));
    }

    @Override
    public void synced(DeviceId device, Instant at, String result, boolean inStep) {
        database.presences.change(device, was -> was.synced(at, result).lagging(was.lagging() && !inStep));
    }

    @Override
    public List<DeviceId> unproven(Instant since, int limit, Instant at) {
        return database.locked(() -> {
            var due = database.presences.entries().stream()
                    .filter(entry -> entry.getValue().online())
                    .filter(entry -> !entry.getValue().provenAt().isAfter(since))
                    .filter(entry -> database.devices
                            .find(entry.getKey())
                            .filter(InMemoryDevices::isActiveStorage)
                            .isPresent())
                    .sorted(Comparator.comparing(entry -> entry.getValue().provenAt()))
                    .limit(limit)
                    .map(Map.Entry::getKey)
                    .toList();
            due.forEach(device -> database.presences.change(device, was -> was.proven(at)));
            return due;
        });
    }

    private Row row(ProfileId owner, DeviceId device) {
        return database.presences
                .find(device)
                .orElse(new Row(
                        owner,
                        false,
                        Optional.empty(),
                        new Report(0, 0, 0),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Instant.MIN));
    }

    record Row(
            ProfileId owner,
            boolean online,
            Optional<Instant> seenAt,
            Report report,
            boolean lagging,
            Optional<Instant> lastSyncAt,
            Optional<String> lastSyncResult,
            Instant provenAt) {

        Row seen(Report news, Instant at) {
            return new Row(owner, true, Optional.of(at), news, lagging, lastSyncAt, lastSyncResult, provenAt);
        }

        Row offline() {
            return new Row(owner, false, seenAt, report, lagging, lastSyncAt, lastSyncResult, provenAt);
        }

        Row lagging(boolean lags) {
            return new Row(owner, online, seenAt, report, lags, lastSyncAt, lastSyncResult, provenAt);
        }

        Row synced(Instant at, String result) {
            return new Row(owner, online, seenAt, report, lagging, Optional.of(at), Optional.of(result), provenAt);
        }

        Row proven(Instant at) {
            return new Row(owner, online, seenAt, report, lagging, lastSyncAt, lastSyncResult, at);
        }
    }
}
