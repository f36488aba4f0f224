package io.privicore.application.device;

import static io.privicore.domain.kernel.Reason.STORAGE_LAST_REPLICA;

import io.privicore.application.port.Placements;
import io.privicore.domain.device.Device;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Refusal;

/** What only one device holds: whoever takes that device away has to mean it. */
public final class LastReplicas {

    private final Placements placements;

    public LastReplicas(Placements placements) {
        this.placements = placements;
    }

    void requireNone(Device device) {
        requireNone(device.owner(), device.id());
    }

    /** Refuses with {@code STORAGE_LAST_REPLICA} where the device alone holds something of the profile's. */
    public void requireNone(ProfileId owner, DeviceId device) {
        var alone = placements.onlyOn(owner, device);
        if (alone > 0) {
            throw new Refusal(
                    STORAGE_LAST_REPLICA,
                    "Expected every token to be on another device too, but %d are only on %s".formatted(alone, device));
        }
    }
}
