package io.privicore.adapters.persistence;

import io.privicore.application.port.PersistencePorts;
import io.privicore.application.port.UploadsContract;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class JpaUploadsTest extends UploadsContract {

    @Override
    protected PersistencePorts ports() {
        return new JpaPorts();
    }
}
