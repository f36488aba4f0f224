package io.privicore.application.device;

import static io.privicore.domain.kernel.Reason.STORAGE_LAST_REPLICA;

import io.privicore.application.port.Placements;
import io.privicore.domain.device.Device;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Refusal;
import java.util.Collections;
import java.util.Set;

/**
 * What only certain devices hold: whoever takes them away has to mean it. Refuses with {@code STORAGE_LAST_REPLICA}, and
 * tells neither whose data it is nor how much.
 */
public final class LastReplicas {

    private final Placements placements;

    public LastReplicas(Placements placements) {
        this.placements = placements;
    }

    /** Whoever's data it is. */
    void requireNone(Device device) {
        var devices = Set.of(device.id());
        require(placements.dependentOn(devices).isEmpty(), devices);
    }

    public void requireNone(ProfileId owner, Set<DeviceId> devices) {
        require(!placements.onlyOn(owner, devices), devices);
    }

    public void requireNone(Set<ProfileId> owners, Set<DeviceId> devices) {
        require(Collections.disjoint(placements.dependentOn(devices), owners), devices);
    }

    private static void require(boolean elsewhere, Set<DeviceId> devices) {
        if (!elsewhere) {
            throw new Refusal(
                    STORAGE_LAST_REPLICA,
                    "Expected every token to be on another device too, but some are only on %s".formatted(devices));
        }
    }
}
