package io.privicore.adapters.persistence;

import io.privicore.application.port.PersistencePorts;
import io.privicore.application.port.ProvisioningViewsContract;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class JpaProvisioningViewsTest extends ProvisioningViewsContract {

    @Override
    protected PersistencePorts ports() {
        return new JpaPorts();
    }
}
