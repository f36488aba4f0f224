package io.privicore.application.port;

import java.time.InstantSource;

class InMemoryProvisioningViewsTest extends ProvisioningViewsContract {

    private final InMemoryPorts ports = InMemoryPorts.create(InstantSource.fixed(NOW));

    @Override
    protected PersistencePorts ports() {
        return ports;
    }
}
