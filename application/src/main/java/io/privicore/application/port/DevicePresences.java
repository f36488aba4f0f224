package io.privicore.application.port;

import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import java.time.Instant;
import java.util.List;

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

    /** @param items chunks that it holds */
    record Report(long capacity, long used, long items) {}

    record Quiet(ProfileId owner, DeviceId device) {}
}
