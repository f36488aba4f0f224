package io.privicore.adapters.persistence;

import io.privicore.application.port.DirectoryDevicesContract;
import io.privicore.application.port.PersistencePorts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class JpaDirectoryDevicesTest extends DirectoryDevicesContract {

    @Override
    protected PersistencePorts ports() {
        return new JpaPorts();
    }
}
