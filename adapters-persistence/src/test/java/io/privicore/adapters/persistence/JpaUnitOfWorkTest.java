package io.privicore.adapters.persistence;

import io.privicore.application.port.PersistencePorts;
import io.privicore.application.port.UnitOfWorkContract;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class JpaUnitOfWorkTest extends UnitOfWorkContract {

    @Override
    protected PersistencePorts ports() {
        return new JpaPorts();
    }
}
