package io.privicore.application.port;

import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which devices are there and what their storage looks like: news that comes often and may overwrite what was. Not part
 * of the device, so that a heartbeat never competes with a command.
 */
public interface DevicePresences {

    /** Notes a sign of life with what the device reports; answers whether it was offline before. Older news is ignored. */
    boolean seen(ProfileId owner, DeviceId device, Report report, Instant at);

    /** Notes that these went quiet before the instant; answers which of them had been online. */
    List<Quiet> sweep(Instant quietSince);

    /** Notes a device as gone at once. */
    void gone(DeviceId device);

    /** Marks a device as in need of synchronisation; answers whether it was not marked before. */
    boolean markLagging(ProfileId owner, DeviceId device, Instant at);

    /** The devices among these that are online. */
    List<DeviceId> online(List<DeviceId> devices);

    /** The devices among these that are online and not lagging, for choosing whom to ask first. */
    List<DeviceId> ready(List<DeviceId> devices);

    /** What is known of a device; nothing of one that was never seen nor marked. */
    Optional<Presence> find(DeviceId device);

    /** Notes how a synchronisation ended; where the device is in step now it lags no longer. */
    void synced(DeviceId device, Instant at, String result, boolean inStep);

    /**
     * Online storage devices whose possession was not tried since the instant, those that wait longest first; notes that
     * it is tried now.
     */
    List<DeviceId> unproven(Instant since, int limit, Instant at);

    /** @param lastSyncResult {@code complete}, {@code incomplete}, or the key of the reason it did not come to an end */
    record Presence(
            boolean online,
            boolean lagging,
            Report report,
            Optional<Instant> lastSyncAt,
            Optional<String> lastSyncResult) {}

    /** @param items chunks that it holds */
    record Report(long capacity, long used, long items) {}

    record Quiet(ProfileId owner, DeviceId device) {}
}
