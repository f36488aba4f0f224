package io.privicore.application.port;

import io.privicore.domain.device.BrokerEndpoint;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.kernel.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Accounts at a broker that can be taken away. */
public final class InMemoryBrokerAccounts implements BrokerAccounts {

    private final Map<DeviceId, Secret> passwords = new ConcurrentHashMap<>();
    private final Set<DeviceId> suspended = ConcurrentHashMap.newKeySet();
    private volatile boolean down;

    @Override
    public void provision(DeviceId device, Secret password) {
        requireUp();
        passwords.put(device, password);
    }

    @Override
    public void revoke(DeviceId device) {
        requireUp();
        passwords.remove(device);
    }

    @Override
    public void suspend(DeviceId device) {
        requireUp();
        suspended.add(device);
    }

    @Override
    public void resume(DeviceId device) {
        requireUp();
        suspended.remove(device);
    }

    public boolean isSuspended(DeviceId device) {
        return suspended.contains(device);
    }

    @Override
    public BrokerEndpoint address() {
        return new BrokerEndpoint("broker.test", 5672, "/");
    }

    public void setDown(boolean down) {
        this.down = down;
    }

    public Optional<Secret> passwordOf(DeviceId device) {
        return Optional.ofNullable(passwords.get(device));
    }

    private void requireUp() {
        if (down) {
            throw new Refusal(Reason.BROKER_UNAVAILABLE, "Expected to reach the broker, but it is away");
        }
    }
}
