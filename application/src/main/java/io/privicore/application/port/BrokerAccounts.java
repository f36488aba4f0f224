package io.privicore.application.port;

import io.privicore.domain.device.BrokerEndpoint;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Secret;

/**
 * The accounts by which devices speak with the broker. A device may read its own queue and write to the engine's
 * exchange, nothing else. Every method can be repeated without harm and refuses with {@code BROKER_UNAVAILABLE} when the
 * broker cannot be asked.
 */
public interface BrokerAccounts {

    /**
     * Makes the device's account, queue and binding, or gives the account another password: the old one, and every
     * connection that was opened with it, ends at once. What waits in the queue stays.
     */
    void provision(DeviceId device, Secret password);

    /** Ends the device's account, its live connections and its queue with all that waits there. */
    void revoke(DeviceId device);

    /** Lets the device neither connect nor stay connected until {@link #resume}; its account, password and queue stay. */
    void suspend(DeviceId device);

    /** Lets a device that was suspended connect again; does nothing to others. */
    void resume(DeviceId device);

    /** Where devices find the broker, as they see it. */
    BrokerEndpoint address();
}
